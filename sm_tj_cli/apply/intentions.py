"""Changes to intents: one name and one id each, fixed before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.apply.ownership import Intention, is_tagged, ownership_value, with_ownership
from sm_tj_cli.arns import Arn
from sm_tj_cli.plan.record import job_name
from sm_tj_cli.state.journal import Intent

if TYPE_CHECKING:
    from datetime import datetime

    from sm_tj_cli.apply.ports import Names
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.state.model import InstanceState, State


def intend(
    job: TrainingJob,
    lineage: str,
    now: datetime,
    names: Names,
    *,
    ownership_tags: bool,
    region: str | None = None,
) -> Intention:
    """The intent to submit `job`: its name, made now where it has a prefix, and our tag."""
    name = job.name if job.name is not None else names.unique(job.name_prefix or "")
    identifier = names.identifier()
    request = {**job.request, "TrainingJobName": name}
    if ownership_tags:
        request = with_ownership(request, ownership_value(lineage, job.address, identifier))
    return Intention(identifier, lineage, job.address, name, request, now, region or "")


def as_intent(intention: Intention, state: State) -> Intent:
    """What the journal keeps of an intention: nothing of the request, which may hold secrets."""
    record = state.job(intention.address)
    same_name = record is not None and job_name(record.attributes) == intention.name
    return Intent(
        intention.id,
        intention.lineage,
        str(intention.address),
        intention.name,
        intention.since.isoformat(),
        generation(record) if record is not None and same_name else "",
        is_tagged=is_tagged(intention.request),
        region=intention.region,
        # Roles are only passed within their account, so a job can be made in no other one.
        account=Arn.of(intention.request.get("RoleArn")).account,
    )


def generation(record: InstanceState) -> str:
    """What tells a recorded job from a later one of its name."""
    return str(record.attributes.get("creation_time") or "of unknown time")
