"""Which change may begin now: an edge means submitted or Completed, by what is referenced. Pure."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from sm_tj_cli.plan.record import job_status

if TYPE_CHECKING:
    from collections.abc import Collection

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.configuration.model import Dependency
    from sm_tj_cli.plan.change import Change
    from sm_tj_cli.state.model import State


class Readiness(Enum):
    """Whether a change may begin."""

    READY = "ready"
    WAITING = "waiting"
    BLOCKED = "blocked"


_AFTER = {
    "Completed": Readiness.READY,
    "Failed": Readiness.BLOCKED,
    "Stopped": Readiness.BLOCKED,
    "Deleting": Readiness.BLOCKED,
}


def readiness(
    change: Change,
    state: State,
    unfinished: Collection[InstanceAddress],
    failed: Collection[InstanceAddress],
) -> tuple[Readiness, Dependency | None]:
    """Whether `change` may begin, and the dependency that it waits for or that stands in its way."""
    if not change.action.submits:
        return Readiness.READY, None
    waiting: Dependency | None = None
    for dependency in change.dependencies:
        answer = _look(dependency, state, unfinished, failed)
        if answer is Readiness.BLOCKED:
            return answer, dependency
        if answer is Readiness.WAITING:
            waiting = dependency
    return (Readiness.WAITING, waiting) if waiting else (Readiness.READY, None)


def _look(
    dependency: Dependency,
    state: State,
    unfinished: Collection[InstanceAddress],
    failed: Collection[InstanceAddress],
) -> Readiness:
    record = state.job(dependency.address)
    if dependency.address in unfinished:
        return Readiness.WAITING
    if dependency.address in failed or record is None:
        return Readiness.BLOCKED
    if not dependency.completed:
        return Readiness.READY
    return _AFTER.get(job_status(record.attributes), Readiness.WAITING)
