"""Jobs that AWS knows and the state here does not, by their name, ARN or page in the console."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.arns import Arn, job_name_in
from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.cli.records import provider_settings
from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.service import Kind, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.documents import JSON


def find_unrecorded(
    session: Session, selector: str, nothing: Diagnostics
) -> tuple[SageMakerTrainingJobs, Mapping[str, JSON]]:
    """The service where the job runs, an ARN or a page says the region, and DescribeTrainingJob's answer.

    Raises:
        Stopped: AWS does not know it either; told by `nothing`, and where it was looked for. Or the job of that name is
            in another account.
        ServiceError: AWS refuses to be asked.
    """
    wanted = Arn.of_job(selector)
    provider, name = provider_settings(session), job_name_in(selector)
    jobs = session.services.training_jobs(provider, wanted.region or None)
    try:
        description = jobs.describe(name)
    except ServiceError as error:
        if error.kind is Kind.NOT_FOUND:
            region = session.services.region(provider, wanted.region or None)
            where = f"the region {region}" if region else "the region of the profile"
            looked = f'AWS has no training job "{name}" in {where} either.'
            raise Stopped(_with(nothing, looked)) from error
        raise
    actual = Arn.of(description.get("TrainingJobArn"))
    if wanted.account and wanted.account != actual.account:
        raise stop(
            "Training job is elsewhere",
            f'"{selector}" is a job of the account {wanted.account}; the credentials are those of {actual.account}, '
            f'which has a job "{wanted.name}" of its own. Nothing was done. Choose the account with --profile or a '
            "provider block.",
        )
    return jobs, description


def unselected(selector: str, nothing: Diagnostics) -> Diagnostics:
    """`nothing`, which says that no recorded job is meant; of a glob also that it means no other ones."""
    if selector.startswith("https://") or {"*", "?"}.isdisjoint(selector):
        return nothing
    remote = f"smtj list --remote --name {shlex.quote(selector)}"
    return _with(nothing, f"A glob means recorded jobs alone; those of the account: {remote}")


def _with(told: Diagnostics, more: str) -> Diagnostics:
    return Diagnostics(tuple(replace(it, detail=f"{it.detail} {more}") for it in told))
