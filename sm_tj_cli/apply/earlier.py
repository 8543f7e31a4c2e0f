"""The earlier generations that still run at the addresses whose jobs are taken away. Reads only.

Their records are not refreshed, so AWS is asked for those that had not ended when they were last seen.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.apply.refresh import PARALLEL, find
from sm_tj_cli.diagnostics import a_few
from sm_tj_cli.plan.change import Action
from sm_tj_cli.plan.record import has_ended, is_same_job, job_arn, job_name, job_region

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sm_tj_cli.apply.ports import Services
    from sm_tj_cli.configuration.model import ProviderSettings
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.plan.change import Change
    from sm_tj_cli.state.model import State

_MANY = 3


def with_earlier(
    changes: Iterable[Change], state: State, provider: ProviderSettings, services: Services
) -> tuple[Change, ...]:
    """The changes, each DELETE with the earlier generations that run, and a note about them.

    Args:
        changes: of a plan.
        state: the state with the history of its addresses.
        provider: where the jobs are that no configuration declares any more.
        services: where is asked.

    Raises:
        ServiceError: AWS cannot be asked.
    """

    def completed(change: Change) -> Change:
        left = [it.attributes for it in state.history(change.address)]
        settings = change.job.instance.provider if change.job else provider
        running = tuple(it for it in left if not has_ended(it) and _runs(it, settings, services))
        return replace(change, earlier=running, note=_note(change, running)) if running else change

    changes = tuple(changes)
    removals = [change for change in changes if change.action is Action.DELETE]
    if not removals:
        return changes
    with ThreadPoolExecutor(PARALLEL) as pool:
        done = {change.address: change for change in pool.map(completed, removals)}
    return tuple(done.get(change.address, change) for change in changes)


def _runs(attributes: Mapping[str, JSON], provider: ProviderSettings, services: Services) -> bool:
    jobs = services.training_jobs(provider, job_region(attributes))
    found = find(jobs, job_name(attributes))
    if found is None or not is_same_job(attributes, found):
        return False
    return not has_ended({"status": found.get("TrainingJobStatus")})


def _note(change: Change, running: Sequence[Mapping[str, JSON]]) -> str:
    here = job_region(change.before or {})
    away = next((it for it in running if job_region(it) != here), None)
    if away is not None:
        return (
            f'The earlier job "{job_name(away)}" still runs, in the region {job_region(away)}. Before this one can be '
            f"destroyed, stop it: smtj stop {job_arn(away)}"
        )
    names = a_few([f'"{job_name(it)}"' for it in running], _MANY)
    if len(running) == 1:
        return f"The earlier job {names} still runs and is stopped too."
    return f"{len(running)} earlier jobs still run and are stopped too: {names}."
