from __future__ import annotations

from sm_tj_cli.plan.change import Action, Change, Reason
from sm_tj_cli.render.summary import Summary
from tests.unit.render.samples import address


def changes(*actions: Action) -> list[Change]:
    return [Change(address(place), action) for place, action in enumerate(actions)]


def test_counts_and_says() -> None:
    summary = Summary.of(changes(Action.CREATE, Action.UPDATE, Action.NO_OP))
    assert summary.sentence() == "1 to submit, 1 to update, 0 to destroy"
    assert summary.unchanged == 1


def test_a_replacement_counts_twice_and_the_rare_ones_are_told() -> None:
    found = changes(Action.REPLACE, Action.FORGET, Action.NEW_GENERATION)
    found.append(Change(address("i"), Action.NO_OP, Reason.IMPORTED))
    summary = Summary.of(found)
    assert summary.sentence() == "1 to import, 2 to submit, 0 to update, 1 to destroy, 1 to forget"
    assert summary.as_json()["adopt"] == 1
    assert summary.unchanged == 0
