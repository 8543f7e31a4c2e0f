"""Jobs of one configuration that want the same name, which is unique in an account and region, whatever its case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics, a_few
from sm_tj_cli.request.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sm_tj_cli.request.training_job import TrainingJob

NAMED = 3


def duplicate_names(jobs: Iterable[TrainingJob]) -> Diagnostics:
    """One error for each name that several jobs want, where the second of them asks for it."""
    wanting: dict[tuple[object, ...], list[TrainingJob]] = {}
    for job in jobs:
        if job.name is not None:
            wanting.setdefault((job.name.lower(), *_place(job)), []).append(job)
    return Diagnostics(tuple(_duplicate(same) for same in wanting.values() if len(same) > 1))


def _place(job: TrainingJob) -> tuple[object, ...]:
    """Account and region as far as the configuration tells them apart."""
    provider = job.instance.provider
    return job.stated_region, provider.profile, provider.assume_role_arn


def _duplicate(jobs: Sequence[TrainingJob]) -> Diagnostic:
    first, second = jobs[:2]
    if first.address.resource == second.address.resource:
        advice = 'Make it from each.key or count.index: "train-${each.key}".'
    else:
        advice = "Give each its own, or use training_job_name_prefix, which makes unique names."
    return Diagnostic.error(
        "Duplicate training job name",
        f'{_listed(jobs)} want the name "{second.name}", and a name can be used only once in an account and region, '
        f"whatever its case. {advice}",
        Facts(second).place("training_job_name"),
        address=str(second.address),
    )


def _listed(jobs: Sequence[TrainingJob]) -> str:
    names = [str(job.address) for job in jobs]
    if len(names) > NAMED:
        return a_few(names, NAMED)
    return f"{', '.join(names[:-1])} and {names[-1]}"
