"""A job as AWS describes it; where AWS has forgotten it, as it is recorded: its log and its model are still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.arns import Arn
from sm_tj_cli.cli.records import own_state
from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.service import Kind, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.aws.logs import TrainingJobLogs
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.configuration.model import ProviderSettings
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.state.model import InstanceState
    from sm_tj_cli.watch.follow import Watched

_BLOCKS = ("algorithm_specification", "checkpoint_config", "output_data_config")
_VALUES = ("failure_reason", "final_metric_data_list", "model_artifacts", "training_job_name", "training_start_time")  # fmt: skip


def described(session: Session, job: Watched) -> tuple[Mapping[str, JSON], tuple[Diagnostic, ...]]:
    """DescribeTrainingJob's answer, or what is recorded of it with a warning.

    Raises:
        ServiceError: SageMaker refuses to be asked, or the job is neither there nor recorded.
    """
    why = f'The job that is called "{job.name}" in AWS now is another one'
    try:
        description = job.jobs.describe(job.name)
        record = None if job.is_meant(description) else _record(session, job)
        if record is None:
            return description, ()
    except ServiceError as error:
        record = _record(session, job)
        if error.kind is not Kind.NOT_FOUND or record is None:
            raise
        why = f'AWS does not know "{job.name}" any more'
    gone = Diagnostic.warning(
        "Training job is gone in AWS",
        f"{why}. Its record says what it measured and where its model is.",
    )
    return as_described(record.attributes), (gone,)


def _record(session: Session, job: Watched) -> InstanceState | None:
    return own_state(session).job(job.address) if job.address else None


def log_of(
    session: Session, description: Mapping[str, object], provider: ProviderSettings
) -> TrainingJobLogs:
    """Where the job's log is: in the region that its ARN names."""
    region = Arn.of(description.get("TrainingJobArn")).region
    return session.services.logs(provider, region or None)


def as_described(attributes: Mapping[str, JSON]) -> dict[str, JSON]:
    """Recorded attributes as members of DescribeTrainingJob's answer: those that tell of metrics and artifacts."""
    found: dict[str, JSON] = {
        "TrainingJobArn": attributes.get("arn"),
        "TrainingJobStatus": attributes.get("status"),
    }
    for name in _BLOCKS:
        block = attributes.get(name)
        if isinstance(block, list) and block:
            found[_member(name)] = _members(block[0])
    for name in _VALUES:
        if name in attributes:
            found[_member(name)] = _members(attributes[name])
    return found


def _members(value: JSON) -> JSON:
    match value:
        case dict():
            return {_member(name): _members(item) for name, item in value.items()}
        case list():
            return [_members(item) for item in value]
        case _:
            return value


def _member(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))
