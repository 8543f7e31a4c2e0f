from __future__ import annotations

from sm_tj_cli.apply.model import ApplyOptions
from sm_tj_cli.apply.prepare import Preparation
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
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


def test_problems_of_the_configuration_stop_the_whole_batch() -> None:
    scene = Scene()
    scene.evaluation.problems = Diagnostics.of(Diagnostic.error("No", "no."))
    prepared = preparation(scene).completed([PLAIN, WAITED], state_of())
    assert prepared.impossible == [PLAIN, WAITED]
    assert prepared.problems.has_errors


def test_what_submits_nothing_has_no_intent() -> None:
    made = preparation(Scene())
    assert made.intend(Change(address(), Action.DELETE, before=record()), "l") is None
    intention = made.intend(PLAIN, "l")
    assert intention is not None
    assert intention.name == "a-1"
