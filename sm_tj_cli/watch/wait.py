"""Waits for jobs: until all or any ended, or reached a status, or the time is over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sm_tj_cli.service import ServiceError
from sm_tj_cli.watch.events import Ended, StatusChanged
from sm_tj_cli.watch.follow import Follower, Pace, Watched

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sm_tj_cli.watch.events import WatchEvent
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
    """How the waiting ended.

    Attributes:
        ended: the jobs that ended.
        reached: the keys of those that reached what was waited for; with no status, those that ended.
        running: the names of those that run on.
        timed_out: the time was over.
        interrupted: somebody asked for an end.
        problem: the service could not be asked any more.
    """

    ended: tuple[Ended, ...]
    reached: frozenset[str]
    running: tuple[str, ...] = ()
    timed_out: bool = False
    interrupted: bool = False
    problem: ServiceError | None = None


@dataclass(frozen=True, slots=True)
class Watching:
    """What the waiting works with."""

    clock: Clock
    stopping: StopSign
    listener: Callable[[WatchEvent], None]
    pace: Pace


@dataclass(slots=True)
class _Score:
    """Who ended and who is where they should be."""

    until: Until
    ended: list[Ended] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)

    def take(self, event: WatchEvent) -> None:
        match event:
            case StatusChanged() if _is_there(event, self.until.status):
                self.reached.add(event.key)
            case Ended():
                self.ended.append(event)
                if self.until.status in {None, event.status}:
                    self.reached.add(event.key)
            case _:
                pass

    def is_enough(self, jobs: int) -> bool:
        if self.until.any_of_them:
            return bool(self.reached)
        settled = self.reached | {final.key for final in self.ended}
        return len(settled) >= jobs


def wait(jobs: Sequence[Watched], until: Until, watching: Watching) -> Waited:
    """Waits, telling every change. A service that cannot be asked any more is in the answer."""
    score = _Score(until)

    def listen(event: WatchEvent) -> None:
        score.take(event)
        watching.listener(event)

    def waited(
        *, timed_out: bool = False, interrupted: bool = False, problem: ServiceError | None = None
    ) -> Waited:
        return Waited(
            tuple(score.ended),
            frozenset(score.reached),
            tuple(
                job.name
                for job in follower.following
                if job.key not in score.reached and not job.was_over
            ),
            timed_out,
            interrupted,
            problem,
        )

    follower = Follower(watching.clock, listen, watching.pace)
    for job in jobs:
        follower.add(job)
    deadline = _deadline(watching.clock, until)
    while True:
        try:
            follower.poll()
        except ServiceError as error:
            return waited(problem=error)
        if score.is_enough(len({job.key for job in jobs})) or not follower.active:
            return waited()
        left = (deadline - watching.clock.now()).total_seconds() if deadline else None
        if left is not None and left <= 0:
            return waited(timed_out=True)
        if watching.stopping.is_set():
            return waited(interrupted=True)
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
