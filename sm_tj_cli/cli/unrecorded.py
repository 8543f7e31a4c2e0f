"""Jobs that AWS knows and the state here does not, by their name, ARN or page in the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.arns import Arn, job_name_in
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.records import provider_settings
from sm_tj_cli.service import Kind, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.diagnostics import Diagnostics
    from sm_tj_cli.documents import JSON


def find_unrecorded(
    session: Session, selector: str, nothing: Diagnostics
) -> tuple[SageMakerTrainingJobs, Mapping[str, JSON]]:
    """The service where the job runs, an ARN or a page says the region, and DescribeTrainingJob's answer.

    Raises:
        Stopped: AWS does not know it either; told by `nothing`.
        ServiceError: AWS refuses to be asked.
    """
    region = Arn.of_job(selector).region or None
    jobs = session.services.training_jobs(provider_settings(session), region)
    try:
        return jobs, jobs.describe(job_name_in(selector))
    except ServiceError as error:
        if error.kind is Kind.NOT_FOUND:
            raise Stopped(nothing) from error
        raise
