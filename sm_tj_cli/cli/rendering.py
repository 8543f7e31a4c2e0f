"""Which requests `render` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.pipeline import requests_of
from sm_tj_cli.plan.describe import describe_path
from sm_tj_cli.plan.narrow import candidates_of
from sm_tj_cli.plan.selection import select
from sm_tj_cli.request.overrides import NAME_PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.diagnostics import SourceFile
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.pipeline import Declared
    from sm_tj_cli.request.training_job import TrainingJob


def requests(
    declared: Declared, address: str | None, sources: Mapping[str, SourceFile]
) -> tuple[Mapping[str, object], Diagnostics]:
    """One request, or several by address, and what to know of them.

    Raises:
        Stopped: something is wrong with the configuration, or a request is not known yet.
    """
    if declared.diagnostics.has_errors:
        raise Stopped(declared.diagnostics, sources)
    chosen = {job.address for job in declared.jobs}
    if address is not None:
        found, problems = select([address], candidates_of(declared.jobs, declared.state))
        if problems.has_errors:
            raise Stopped(problems, sources)
        chosen &= set(found)
    jobs = [job for job in declared.jobs if job.address in chosen]
    unknown = [_not_known(job) for job in jobs if job.unknown]
    if unknown:
        raise Stopped(Diagnostics(tuple(unknown)), sources)
    made: dict[str, Mapping[str, JSON]] = requests_of(declared)
    if not jobs:
        raise stop("No training jobs", "The configuration declares no training job to render.")
    nameless = Diagnostics(tuple(_without_name(job) for job in jobs if job.name is None))
    if len(jobs) == 1:
        return made[str(jobs[0].address)], nameless
    return {str(job.address): made[str(job.address)] for job in jobs}, nameless


def _without_name(job: TrainingJob) -> Diagnostic:
    return Diagnostic.warning(
        "Request has no name yet",
        f'The name of {job.address} is made from the prefix "{job.name_prefix}" when it is submitted. To submit the '
        "request with aws, add --training-job-name NAME.",
        job.ranges.get((NAME_PREFIX,)),
        address=str(job.address),
    )


def _not_known(job: TrainingJob) -> Diagnostic:
    paths = sorted(job.unknown, key=str)
    listed = ", ".join(describe_path(path) for path in paths[:5])
    return Diagnostic.error(
        "Request is not known yet",
        f"{listed} of {job.address} will be known once the jobs that it needs are submitted or completed. Render the "
        "others with --address, or apply those first.",
        job.ranges.get(paths[0], job.instance.range),
        address=str(job.address),
    )
