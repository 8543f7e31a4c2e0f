"""Changes to intents: one name and one id each, fixed before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.apply.ownership import Intention, ownership_value, with_ownership

if TYPE_CHECKING:
    from datetime import datetime

    from sm_tj_cli.apply.ports import Names
    from sm_tj_cli.request.training_job import TrainingJob


def intend(
    job: TrainingJob, lineage: str, now: datetime, names: Names, *, ownership_tags: bool
) -> Intention:
    """The intent to submit `job`: its name, made now where it has a prefix, and our tag."""
    name = job.name if job.name is not None else names.unique(job.name_prefix or "")
    identifier = names.identifier()
    request = {**job.request, "TrainingJobName": name}
    if ownership_tags:
        request = with_ownership(request, ownership_value(lineage, job.address, identifier))
    return Intention(identifier, lineage, job.address, name, request, now)
