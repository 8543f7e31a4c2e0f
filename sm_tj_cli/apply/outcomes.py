"""What an outcome means for the state. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.apply.recording import recorded, refreshed, with_generation
from sm_tj_cli.apply.submit import Outcome

if TYPE_CHECKING:
    from sm_tj_cli.apply.ownership import Intention
    from sm_tj_cli.apply.submit import Submission
    from sm_tj_cli.plan.change import Change
    from sm_tj_cli.request.schema import Schema
    from sm_tj_cli.state.model import State


def after_outcome(
    state: State,
    change: Change,
    submission: Submission,
    intention: Intention | None,
    schema: Schema,
) -> State:
    """The state once `submission` became of `change`."""
    job, record = change.job, state.job(change.address)
    match submission.outcome:
        case Outcome.CREATED | Outcome.ADOPTED if job is not None and intention is not None:
            description = {"TrainingJobName": intention.name, **submission.description}
            return with_generation(state, job.address, recorded(job, description, schema))
        case Outcome.UPDATED if job is not None and record is not None:
            return state.with_job(change.address, recorded(job, submission.description, schema))
        case Outcome.REMOVED if change.action.submits is False:
            return state.without_job(change.address)
        case Outcome.REMOVED if record is not None:
            return state.with_job(change.address, refreshed(record, submission.description, schema))
        case _:
            return state
