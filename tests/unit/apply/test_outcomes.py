from __future__ import annotations

import pytest

from sm_tj_cli.apply.intentions import intend
from sm_tj_cli.apply.outcomes import after_outcome
from sm_tj_cli.apply.submit import Outcome, Submission
from sm_tj_cli.plan.change import Action, Change
from tests.fakes.clock import FakeClock
from tests.fakes.jobs import ARN, address, record, schema, training_job
from tests.fakes.worlds import FakeNames, state_of

JOB = training_job(name="a-2")
INTENTION = intend(JOB, "l", FakeClock().now(), FakeNames(), ownership_tags=True)
MADE = {"TrainingJobArn": f"{ARN}/a-2", "TrainingJobStatus": "InProgress"}


@pytest.mark.parametrize("outcome", [Outcome.CREATED, Outcome.ADOPTED])
def test_a_new_job_is_recorded_and_the_one_before_it_kept(outcome: Outcome) -> None:
    change = Change(address(), Action.NEW_GENERATION, job=JOB)
    before = state_of(a=record())
    after = after_outcome(before, change, Submission(outcome, MADE), INTENTION, schema())
    current = after.job(address())
    assert current is not None
    assert current.attributes["training_job_name"] == "a-2"
    (earlier,) = after.history(address())
    assert earlier.attributes["training_job_name"] == "a-1"


def test_a_removal_forgets_but_not_one_that_a_submission_was_to_follow() -> None:
    before = state_of(a=record(status="InProgress"))
    done = Submission(Outcome.REMOVED, {"TrainingJobStatus": "Stopped"})
    gone = after_outcome(before, Change(address(), Action.DELETE), done, None, schema())
    assert gone.job(address()) is None
    replacing = Change(address(), Action.REPLACE, job=JOB)
    kept = after_outcome(before, replacing, done, None, schema()).job(address())
    assert kept is not None
    assert kept.attributes["status"] == "Stopped"


@pytest.mark.parametrize(
    "outcome", [Outcome.REFUSED, Outcome.TAKEN, Outcome.UNKNOWN, Outcome.INTERRUPTED]
)
def test_what_was_not_done_changes_nothing(outcome: Outcome) -> None:
    before = state_of(a=record())
    change = Change(address(), Action.NEW_GENERATION, job=JOB)
    assert after_outcome(before, change, Submission(outcome), INTENTION, schema()) is before
