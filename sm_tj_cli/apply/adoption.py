"""A job that exists and is to be recorded: looked up by its name or ARN. Reads only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.apply.refresh import find
from sm_tj_cli.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.ports import TrainingJobs
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import AttributePath, TrainingJob
    from sm_tj_cli.state.model import InstanceState

_ARN = re.compile(
    r"arn:aws[a-z-]*:sagemaker:([a-z0-9-]+):(\d{12}):training-job/([^/:]+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """DescribeTrainingJob's answer and the job's tags."""

    description: Mapping[str, JSON]
    tags: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Adopted:
    """One job that was recorded; `differing` is where the job that is declared there is another one."""

    address: InstanceAddress
    record: InstanceState
    job: TrainingJob | None = None
    differing: tuple[AttributePath, ...] = ()


def look_up(identifier: str, jobs: TrainingJobs) -> Found | Diagnostic:
    """The job of this name or ARN, or why there is none to be recorded.

    Raises:
        ServiceError: the service cannot be asked.
    """
    arn = _ARN.fullmatch(identifier)
    if identifier.startswith("arn:") and not arn:
        return Diagnostic.error(
            "Not a training job",
            f'"{identifier}" is not the ARN of a training job, such as '
            "arn:aws:sagemaker:eu-west-1:123456789012:training-job/name.",
        )
    description = find(jobs, arn[3] if arn else identifier)
    if description is None and arn:
        # ARNs are in lower case, names are not.
        name = _name_of(identifier, jobs)
        description = find(jobs, name) if name else None
    if description is None:
        return no_such_job(identifier)
    actual = str(description.get("TrainingJobArn"))
    if arn and actual.lower() != identifier.lower():
        return _elsewhere(arn, actual)
    return Found(description, jobs.tags(actual))


def no_such_job(identifier: str) -> Diagnostic:
    """The job to be imported does not exist."""
    arn = _ARN.fullmatch(identifier)
    if arn:
        where = (
            f"; its ARN names the region {arn[1]} and the account {arn[2]}. Choose them with --region, --profile or a "
            "provider block"
        )
        return _missing(
            f'There is no training job "{arn[3]}" where this configuration works{where}.'
        )
    return _missing(
        f'There is no training job "{identifier}" in this account and region. Look for it with: smtj list --remote'
    )


def _missing(detail: str) -> Diagnostic:
    return Diagnostic.error("Cannot import non-existent training job", detail)


def _elsewhere(wanted: re.Match[str], actual: str) -> Diagnostic:
    there = _ARN.fullmatch(actual)
    found = f"the region {there[1]} and the account {there[2]}" if there else f'"{actual}"'
    return Diagnostic.error(
        "Training job is elsewhere",
        f"The ARN names the region {wanted[1]} and the account {wanted[2]}, but this configuration works in {found}, where "
        f'there is another training job "{wanted[3]}". Choose the other place with --region, --profile or a provider block.',
    )


def _name_of(arn: str, jobs: TrainingJobs) -> str:
    for summary in jobs.list():
        if str(summary.get("TrainingJobArn")).lower() == arn.lower():
            return str(summary.get("TrainingJobName"))
    return ""
