"""Jobs that AWS knows and the state here does not, by their name or ARN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.arns import Arn
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.records import provider_settings
from sm_tj_cli.service import Kind, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.diagnostics import Diagnostics
    from sm_tj_cli.documents import JSON


def may_be_a_name(selector: str) -> bool:
    """Whether a job can have this name or ARN, so that it makes sense to ask AWS."""
    name = job_name_in(selector)
    return name.isascii() and name.replace("-", "").isalnum()


def job_name_in(selector: str) -> str:
    """The name; of an ARN, that which it ends with."""
    return selector.rpartition("/")[2]


def find_unrecorded(
    session: Session, selector: str, nothing: Diagnostics
) -> tuple[SageMakerTrainingJobs, Mapping[str, JSON]]:
    """The service where the job runs, an ARN says the region, and DescribeTrainingJob's answer.

    Raises:
        Stopped: AWS does not know it either; told by `nothing`.
        ServiceError: AWS refuses to be asked.
    """
    region = Arn.of(selector).region or None
    jobs = session.services.training_jobs(provider_settings(session), region)
    try:
        return jobs, jobs.describe(job_name_in(selector))
    except ServiceError as error:
        if error.kind is Kind.NOT_FOUND:
            raise Stopped(nothing) from error
        raise
