"""Waits for jobs: until all or any ended, or reached a status, or the time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sm_tj_cli.watch.events import Ended, StatusChanged, Told
from sm_tj_cli.watch.follow import Follower, Pace, Watched

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sm_tj_cli.watch.ports import Clock, StopSign

# The phases in the order in which a job goes through them; `--until Training` is reached by any later one.
PHASES = ("Starting", "Downloading", "Training", "Uploading", "Completed")


@dataclass(frozen=True, slots=True)
class Until:
    """When the waiting is over. `status` is a status or a phase, None for the end of the job."""

    any_of_them: bool = False
    status: str | None = None
    timeout_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Waited:
    """How the waiting ended; `reached` are the names that are where they should be."""

    ended: tuple[Ended, ...]
    reached: frozenset[str]
    timed_out: bool = False
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Watching:
    """What the waiting works with."""

    clock: Clock
    stopping: StopSign
    listener: Callable[[StatusChanged | Ended | Told], None]
    pace: Pace


def wait(jobs: Sequence[Watched], until: Until, watching: Watching) -> Waited:
    """Waits, telling every change.

    Raises:
        ServiceError: the service refuses to be asked (credentials, permission) or is out for too long.
    """
    reached: set[str] = set()

    def listen(event: StatusChanged | Ended | Told) -> None:
        match event:
            case StatusChanged(name=name) if _is_there(event, until.status):
                reached.add(name)
            case Ended(name=name):
                reached.add(name)
            case _:
                pass
        watching.listener(event)

    follower = Follower(watching.clock, listen, watching.pace)
    for job in jobs:
        follower.add(job)
    ended: list[Ended] = []
    deadline = _deadline(watching.clock, until)
    while True:
        ended.extend(follower.poll())
        enough = bool(reached) if until.any_of_them else len(reached) >= len(jobs)
        if enough or not follower.active:
            return Waited(tuple(ended), frozenset(reached))
        left = (deadline - watching.clock.now()).total_seconds() if deadline else None
        if left is not None and left <= 0:
            return Waited(tuple(ended), frozenset(reached), timed_out=True)
        if watching.stopping.is_set():
            return Waited(tuple(ended), frozenset(reached), interrupted=True)
        pause = follower.interval()
        watching.clock.sleep(pause if left is None else min(pause, left))


def _deadline(clock: Clock, until: Until) -> datetime | None:
    if until.timeout_seconds is None:
        return None
    return clock.now() + timedelta(seconds=until.timeout_seconds)


def _is_there(event: StatusChanged, wanted: str | None) -> bool:
    if wanted is None:
        return False
    if wanted in {event.status, event.secondary_status}:
        return True
    both_known = wanted in PHASES and event.secondary_status in PHASES
    return both_known and PHASES.index(event.secondary_status) >= PHASES.index(wanted)
