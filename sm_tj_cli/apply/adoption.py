"""A job that exists and is to be recorded: looked up by its name, its ARN or its page in the AWS console. Reads only."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING

from sm_tj_cli.apply.refresh import find
from sm_tj_cli.arns import LONGEST_NAME, Arn, may_be_a_job
from sm_tj_cli.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.ports import TrainingJobs
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import AttributePath, TrainingJob
    from sm_tj_cli.state.model import InstanceState


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
    """The job of this name, ARN or page, or why there is none to be recorded.

    Raises:
        ServiceError: the service cannot be asked.
    """
    wanted = Arn.of_job(identifier)
    name = wanted.name or identifier
    if not may_be_a_job(name):
        return _no_name(identifier)
    description = find(jobs, name)
    if description is None and wanted.account:
        # ARNs are in lower case, names are not.
        spelt = _name_of(identifier, jobs)
        description = find(jobs, spelt) if spelt else None
    if description is None:
        return no_such_job(identifier)
    actual = str(description.get("TrainingJobArn"))
    if wanted.name and not _is_there(wanted, Arn.of(actual)):
        return _elsewhere(wanted, Arn.of(actual))
    return Found(description, jobs.tags(actual))


def no_such_job(identifier: str) -> Diagnostic:
    """The job to be imported does not exist."""
    wanted = Arn.of_job(identifier)
    if wanted.name:
        return _missing(
            f'There is no training job "{wanted.name}" where this configuration works; {_named(wanted)}. Choose that place '
            "with --region, --profile or a provider block."
        )
    return _missing(
        f'There is no training job "{identifier}" in this account and region. Look for it with: smtj list --remote'
    )


def _no_name(identifier: str) -> Diagnostic:
    if identifier.startswith(("arn:", "https:")):
        detail = (
            f'"{identifier}" is neither the ARN of a training job, such as '
            "arn:aws:sagemaker:eu-west-1:123456789012:training-job/name, nor the address of its page in the AWS console."
        )
    else:
        detail = (
            f'"{identifier}" cannot be the name of a training job: a name has letters, digits and hyphens, {LONGEST_NAME} '
            "at the most. ARNs, and addresses of pages in the AWS console, are understood as well."
        )
    return Diagnostic.error("Not a training job", detail)


def _is_there(wanted: Arn, actual: Arn) -> bool:
    """Whether it is the job that was named; the address of a page names no account."""
    there = replace(actual, account=wanted.account and actual.account)
    return astuple(there)[:4] == astuple(wanted)[:4] and there.name.lower() == wanted.name.lower()


def _named(wanted: Arn) -> str:
    if wanted.account:
        return f"its ARN names the region {wanted.region} and the account {wanted.account}"
    return f"the address of its page names the region {wanted.region}"


def _missing(detail: str) -> Diagnostic:
    return Diagnostic.error("Cannot import non-existent training job", detail)


def _elsewhere(wanted: Arn, actual: Arn) -> Diagnostic:
    return Diagnostic.error(
        "Training job is elsewhere",
        f'There is a training job "{wanted.name}" where this configuration works, in the region {actual.region} and the '
        f"account {actual.account}, but {_named(wanted)}. Choose that place with --region, --profile or a provider block.",
    )


def _name_of(arn: str, jobs: TrainingJobs) -> str:
    for summary in jobs.list():
        if str(summary.get("TrainingJobArn")).lower() == arn.lower():
            return str(summary.get("TrainingJobName"))
    return ""
