from __future__ import annotations

from dataclasses import replace

import pytest

from sm_tj_cli.apply.model import ApplyOptions
from sm_tj_cli.apply.prepare import Preparation
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics, SourceRange
from sm_tj_cli.plan.change import Action, Change
from tests.fakes.jobs import address, record, training_job
from tests.fakes.worlds import Scene, state_of

OPEN = frozenset({("environment", "m")})
WAITED = Change(address("b"), Action.CREATE, job=training_job("b", unknown=OPEN))
PLAIN = Change(address("a"), Action.CREATE, job=training_job("a"))


def preparation(scene: Scene) -> Preparation:
    return Preparation(scene.world(), ApplyOptions(), scene.stopping)


def test_only_requests_that_had_to_wait_are_evaluated_again() -> None:
    scene = Scene()
    whole = training_job("b", environment={"m": "x"})
    scene.evaluation.known = {address("b"): whole}
    prepared = preparation(scene).completed([PLAIN, WAITED], state_of())
    assert [change.job for change in prepared.changes] == [PLAIN.job, whole]
    assert not prepared.impossible


def test_a_request_that_is_still_open_is_impossible() -> None:
    prepared = preparation(Scene()).completed([PLAIN, WAITED], state_of())
    assert prepared.changes == [PLAIN]
    assert prepared.impossible == [WAITED]


WHOLE = training_job("b", environment={"m": "x"})
BODY = WHOLE.instance.body.range
ELSEWHERE = SourceRange("other.tf", BODY.start, BODY.end)


@pytest.mark.parametrize(
    ("problem", "is_hers"),
    [
        (Diagnostic.error("No", "no."), True),
        (Diagnostic.error("No", "no.", BODY), True),
        (Diagnostic.error("No", "no.", address=str(WHOLE.address)), True),
        (Diagnostic.error("No", "no.", ELSEWHERE), False),
        (Diagnostic.error("No", "no.", BODY, address=str(address("c"))), False),
        (Diagnostic.warning("No", "no."), False),
    ],
)
def test_a_fault_stops_the_job_that_has_it(problem: Diagnostic, is_hers: bool) -> None:
    scene = Scene()
    scene.evaluation.known = {WHOLE.address: WHOLE}
    scene.evaluation.problems = Diagnostics.of(problem)
    prepared = preparation(scene).completed([PLAIN, WAITED], state_of())
    assert [change.address for change in prepared.impossible] == [WAITED.address] * is_hers
    assert PLAIN in prepared.changes
    assert list(prepared.problems) == [problem]


def test_a_job_with_something_wrong_in_it_is_not_sent() -> None:
    scene = Scene()
    faulty = replace(WHOLE, faulty=frozenset({("environment", "m")}))
    scene.evaluation.known = {WHOLE.address: faulty}
    prepared = preparation(scene).completed([WAITED], state_of())
    assert prepared.impossible == [WAITED]


def test_what_submits_nothing_has_no_intent() -> None:
    made = preparation(Scene())
    assert made.intend(Change(address(), Action.DELETE, before=record()), "l") is None
    intention = made.intend(PLAIN, "l")
    assert intention is not None
    assert intention.name == "a-1"
