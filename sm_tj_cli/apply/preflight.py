"""Asks AWS, before anything is spent, whether what submissions need is there. Reads only, ten calls at the most.

In: a plan. Out: the plan with an error for everything that AWS says is missing, and a note of what was asked. What may
not be asked (a permission that is not given, a service that does not answer) is left to the service itself.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from sm_tj_cli.apply.needs import Need, Thing, needs_of
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.plan.change import Preflight
from sm_tj_cli.plan.describe import place
from sm_tj_cli.service import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sm_tj_cli.apply.ports import Inspection, Inspections
    from sm_tj_cli.plan.change import Plan
    from sm_tj_cli.request.training_job import TrainingJob

MOST_CALLS = 10
_BYPASS = "To submit all the same: --no-preflight."
_SERVICE = "sagemaker.amazonaws.com"


@dataclass(frozen=True, slots=True)
class _Answer:
    need: Need
    problem: Diagnostic | None = None
    refused: ServiceError | None = None


def with_preflight(plan: Plan, inspections: Inspections) -> Plan:
    """The plan with what AWS says of the needs of its submissions."""
    jobs = [change.job for change in plan.changes if change.action.submits and change.job]
    if not jobs or plan.diagnostics.has_errors:
        return plan
    asked = _questions(jobs, inspections)
    with ThreadPoolExecutor(MOST_CALLS) as pool:
        answers = list(pool.map(_ask, asked[:MOST_CALLS]))
    problems = [answer.problem for answer in answers if answer.problem is not None]
    checked = [
        f"{answer.need.thing} {answer.need.described}" for answer in answers if not answer.refused
    ]
    left = [f"{need.thing} {need.described}" for need, _ in asked[MOST_CALLS:]]
    told = Preflight(tuple(checked), (*_refusals(answers), *left))
    return replace(
        plan, diagnostics=plan.diagnostics + Diagnostics(tuple(problems)), preflight=told
    )


def _questions(
    jobs: Sequence[TrainingJob], inspections: Inspections
) -> list[tuple[Need, Inspection]]:
    """Every kind of need has its turn before the second one of a kind."""
    groups: dict[int, tuple[Inspection, list[TrainingJob]]] = {}
    for job in jobs:
        inspection = inspections.inspection(job.instance.provider, job.region)
        groups.setdefault(id(inspection), (inspection, []))[1].append(job)
    columns: dict[Thing, list[tuple[Need, Inspection]]] = {thing: [] for thing in Thing}
    for inspection, wanting in groups.values():
        for need in needs_of(wanting):
            if need.thing is not Thing.QUOTA or inspection.knows_quota(need.parts):
                columns[need.thing].append((need, inspection))
    rows = zip_longest(*columns.values())
    return [question for row in rows for question in row if question is not None]


def _ask(question: tuple[Need, Inspection]) -> _Answer:
    need, inspection = question
    try:
        return _Answer(need, _ASKED[need.thing](need, inspection))
    except ServiceError as error:
        return _Answer(need, refused=error)


def _refusals(answers: Sequence[_Answer]) -> list[str]:
    return [
        f"{answer.need.thing} {answer.need.described} ({answer.refused.operation}: {answer.refused.code})"
        for answer in answers
        if answer.refused is not None
    ]


def _role(need: Need, inspection: Inspection) -> Diagnostic | None:
    name = need.parts[0]
    trusted = inspection.trusted_by_role(name)
    if trusted is None:
        return _problem(
            need, "Role does not exist", f'There is no IAM role "{name}" in this account.'
        )
    if not {_SERVICE, "*"} & trusted:
        return _problem(
            need,
            "Role does not trust SageMaker",
            f'The IAM role "{name}" can be assumed by {", ".join(sorted(trusted)) or "nobody"} alone. Its trust policy '
            f"has to allow sts:AssumeRole to the service {_SERVICE}.",
        )
    return None


def _input(need: Need, inspection: Inspection) -> Diagnostic | None:
    bucket, prefix = need.parts
    found = inspection.has_objects(bucket, prefix)
    if found:
        return None
    what = f'no object whose key begins with "{prefix}"' if found is False else "no such bucket"
    return _problem(
        need, "Input data does not exist", f"{need.described} has no data: there is {what}."
    )


def _bucket(need: Need, inspection: Inspection) -> Diagnostic | None:
    bucket = need.parts[0]
    region = inspection.bucket_region(bucket)
    if region is None:
        return _problem(need, "Output bucket does not exist", f'There is no bucket "{bucket}".')
    if region and inspection.region and region != inspection.region:
        return _problem(
            need,
            "Output bucket is in another region",
            f'The bucket "{bucket}" is in {region}, and the job runs in {inspection.region}. Both have to be in the '
            "same region.",
        )
    return None


def _image(need: Need, inspection: Inspection) -> Diagnostic | None:
    registry, repository, reference = need.parts
    if inspection.has_image(registry, repository, reference):
        return None
    return _problem(
        need,
        "Image does not exist",
        f"The account {registry} has no image {need.described} in ECR.",
    )


def _subnet(need: Need, inspection: Inspection) -> Diagnostic | None:
    if inspection.has_subnet(need.parts[0]):
        return None
    return _problem(need, "Subnet does not exist", f"There is no subnet {need.parts[0]} here.")


def _security_group(need: Need, inspection: Inspection) -> Diagnostic | None:
    if inspection.has_security_group(need.parts[0]):
        return None
    what = f"There is no security group {need.parts[0]} here."
    return _problem(need, "Security group does not exist", what)


def _quota(need: Need, inspection: Inspection) -> Diagnostic | None:
    most = inspection.quota(need.parts)
    for use in need.uses:
        if use.instances > most:
            return _problem(
                need,
                "Quota is too small",
                f"{use.job.address} needs {use.instances} x {need.parts[0]}, and this account may use {most:g}. "
                "Request an increase of that quota (Service Quotas, Amazon SageMaker), or use another instance type.",
            )
    wanted = sum(use.instances for use in need.uses)
    if wanted > most:
        return Diagnostic.warning(
            "Quota is smaller than all jobs together",
            f"The jobs need {wanted} x {need.parts[0]} at once, and this account may use {most:g}. With "
            "--wait-for-quota the others follow as the first ones end.",
        )
    return None


_ASKED: dict[Thing, Callable[[Need, Inspection], Diagnostic | None]] = {
    Thing.ROLE: _role,
    Thing.INPUT: _input,
    Thing.BUCKET: _bucket,
    Thing.IMAGE: _image,
    Thing.SUBNET: _subnet,
    Thing.SECURITY_GROUP: _security_group,
    Thing.QUOTA: _quota,
}


def _problem(need: Need, summary: str, what: str) -> Diagnostic:
    first, others = need.uses[0], len(need.uses) - 1
    more = f" {others} more {'job needs' if others == 1 else 'jobs need'} it too." if others else ""
    where = place(first.job, (first.path,))
    address = str(first.job.address)
    return Diagnostic.error(summary, f"{what}{more} {_BYPASS}", where, address=address)
