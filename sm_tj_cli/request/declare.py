"""All declared jobs of a configuration to requests, with everything that is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostics, Findings
from sm_tj_cli.request.build import build
from sm_tj_cli.request.rules import check, duplicate_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sm_tj_cli.configuration.model import JobInstance
    from sm_tj_cli.request.schema import Schema
    from sm_tj_cli.request.training_job import TrainingJob


def declare(
    instances: Iterable[JobInstance], schema: Schema
) -> tuple[tuple[TrainingJob, ...], Diagnostics]:
    """The jobs in the order given, and every fault of every one, each told once."""
    findings = Findings()
    jobs = []
    for instance in instances:
        job, problems = build(instance, schema)
        findings.add(problems.about(str(instance.address)))
        findings.add(check(job).about(str(instance.address)))
        jobs.append(job)
    findings.add(duplicate_names(jobs))
    return tuple(jobs), findings.result().distinct()
