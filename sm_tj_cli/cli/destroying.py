"""Which jobs `destroy` takes away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.apply.earlier import with_earlier
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.planning import show_plan
from sm_tj_cli.cli.project import store_of
from sm_tj_cli.cli.records import chosen
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.pipeline import evaluate
from sm_tj_cli.plan.change import Action, Change, Plan
from sm_tj_cli.plan.twice import recorded_twice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.apply.ports import Services
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.pipeline import Declared, Project
    from sm_tj_cli.request.training_job import TrainingJob


def split(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paths among the names, the working directory where there is none, and the names of jobs."""
    paths = tuple(
        name for name in names if Path(name).is_dir() or name.endswith((".tf", ".tf.json"))
    )
    return paths or (".",), tuple(name for name in names if name not in paths)


def would_remove(session: Session, project: Project, selectors: Sequence[str]) -> ExitCode:
    """Shows what `destroy` would take away, and does nothing."""
    recorded = session.names.first_state(store_of(session, project).read())
    plan = removal_plan(evaluate(project, recorded), session.services, selectors)
    show_plan(session, plan, project.loaded.sources)
    return ExitCode.ERROR if plan.diagnostics.has_errors else ExitCode.DONE


def removal_plan(declared: Declared, services: Services, selectors: Sequence[str]) -> Plan:
    """The plan that stops and forgets the selected jobs, or all.

    Raises:
        Stopped: a selector means nothing.
        ServiceError: whether earlier generations still run cannot be asked.
    """
    recorded = declared.state
    selected = set(chosen(recorded, selectors)) if selectors else None
    jobs = {job.address: job for job in declared.jobs}
    changes = []
    guarded = []
    for address, record in recorded.jobs():
        if selected is not None and address not in selected:
            continue
        job = jobs.get(address)
        if job is not None and job.instance.lifecycle.prevent_destroy:
            guarded.append(_guarded(job))
        # Its provider says where it is asked for; what it would take from others matters no more.
        known = replace(job, unknown=frozenset()) if job else None
        changes.append(Change(address, Action.DELETE, before=record.attributes, job=known))
    problems = Diagnostics(tuple(guarded)) + recorded_twice(recorded)
    whole = with_earlier(changes, recorded, declared.configuration.provider, services)
    return Plan(whole, (), recorded, problems)


def _guarded(job: TrainingJob) -> Diagnostic:
    return Diagnostic.error(
        "Instance cannot be destroyed",
        f"Resource {job.address} has lifecycle.prevent_destroy set, but it was asked to be destroyed. To go on, remove "
        "that setting or name the other jobs only.",
        job.instance.range,
        address=str(job.address),
    )
