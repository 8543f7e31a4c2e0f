"""All declared jobs of a configuration to requests, with everything that is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.request.build import build
from sm_tj_cli.request.duplicates import duplicate_names
from sm_tj_cli.request.rules import check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sm_tj_cli.configuration.model import JobInstance
    from sm_tj_cli.diagnostics import Diagnostic
    from sm_tj_cli.request.decode import Alike
    from sm_tj_cli.request.schema import Schema
    from sm_tj_cli.request.training_job import TrainingJob


def declare(
    instances: Iterable[JobInstance], schema: Schema
) -> tuple[tuple[TrainingJob, ...], Diagnostics]:
    """The jobs in the order given, and every fault of every one in the order of the file, each told once."""
    found: list[Diagnostic] = []
    jobs = []
    alike: Alike = {}
    for instance in instances:
        job, problems = build(instance, schema, alike)
        found.extend((problems + check(job)).about(str(instance.address)))
        jobs.append(job)
    found.extend(duplicate_names(jobs))
    return tuple(jobs), Diagnostics(tuple(sorted(_once(found), key=_place)))


def check_dormant(instances: Iterable[JobInstance], schema: Schema) -> Diagnostics:
    """The errors of jobs that are not there for now; what would only be unwise of them is not told."""
    found: list[Diagnostic] = []
    for instance in instances:
        job, problems = build(instance, schema)
        found.extend((problems + check(job)).about(str(instance.address)))
    errors = (problem for problem in found if problem.is_error)
    return Diagnostics(tuple(sorted(errors, key=_place)))


def _once(problems: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """What is wrong with many instances in the same words is told of the first one alone."""
    told: dict[Diagnostic, Diagnostic] = {}
    for problem in problems:
        told.setdefault(replace(problem, address=None), problem)
    return told.values()


def _place(problem: Diagnostic) -> tuple[str, int]:
    where = problem.subject
    return (where.filename, where.start.offset) if where else ("", 0)
