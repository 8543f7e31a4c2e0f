from __future__ import annotations

import pytest

from sm_tj_cli.apply.schedule import Readiness, readiness
from sm_tj_cli.plan.change import Action, Change
from tests.fakes.jobs import address, record, training_job
from tests.fakes.worlds import state_of

AFTER_SUBMISSION = training_job("b", submitted=("a",))
AFTER_END = training_job("b", completed=("a",))


@pytest.mark.parametrize(
    ("status", "submitted", "completed"),
    [
        ("InProgress", Readiness.READY, Readiness.WAITING),
        ("Stopping", Readiness.READY, Readiness.WAITING),
        ("Completed", Readiness.READY, Readiness.READY),
        ("Failed", Readiness.READY, Readiness.BLOCKED),
        ("Stopped", Readiness.READY, Readiness.BLOCKED),
        ("Unheard of", Readiness.READY, Readiness.WAITING),
    ],
)
def test_an_edge_means_submitted_or_completed(
    status: str, submitted: Readiness, completed: Readiness
) -> None:
    state = state_of(a=record(status=status))
    for job, wanted in ((AFTER_SUBMISSION, submitted), (AFTER_END, completed)):
        change = Change(job.address, Action.CREATE, job=job)
        assert readiness(change, state, (), ())[0] is wanted


def test_what_is_still_to_be_done_is_waited_for_and_what_failed_stands_in_the_way() -> None:
    change = Change(address("b"), Action.CREATE, job=AFTER_SUBMISSION)
    recorded = state_of(a=record())
    assert readiness(change, recorded, {address("a")}, ())[0] is Readiness.WAITING
    answer, dependency = readiness(change, recorded, (), {address("a")})
    assert answer is Readiness.BLOCKED
    assert dependency is not None
    assert dependency.address == address("a")
    assert readiness(change, state_of(), (), ())[0] is Readiness.BLOCKED


def test_only_submissions_wait() -> None:
    change = Change(address("b"), Action.DELETE, before=record(), job=AFTER_END)
    assert readiness(change, state_of(), {address("a")}, ())[0] is Readiness.READY
