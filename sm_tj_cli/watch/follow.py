"""Follows running jobs: one round of questions at a time, as few calls as tell everything.

Up to five jobs are described each; more are looked up in ListTrainingJobs, a hundred to a call, and described
only when they end. Throttling and outages slow the rounds down; a job is lost only when it is gone for good.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.watch.events import Ended, StatusChanged, Told
from sm_tj_cli.watch.verdict import Verdict, judge, unknown_status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.request.training_job import JSON
    from sm_tj_cli.watch.ports import Clock, WatchedJobs

FEW = 5
OUTAGE_BUDGET = timedelta(minutes=30)
TOLD_EVERY = timedelta(seconds=60)
GONE_AFTER = (3, timedelta(seconds=30))
PERMISSION_TOLERANCE = timedelta(minutes=5)
SLOWEST_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two rounds: `first` at the beginning, growing by a tenth of the time up to `longest`."""

    first: float = 2.0
    longest: float = 30.0


@dataclass(frozen=True, slots=True)
class Watched:
    """A job to follow. `created` is its creation time, None where it is not known."""

    name: str
    jobs: WatchedJobs
    address: InstanceAddress | None = None
    created: datetime | None = None


@dataclass(slots=True)
class _Progress:
    watched: Watched
    told: tuple[str, str] = ("", "")
    transitions: int = 0
    missing: list[datetime] = field(default_factory=list)
    odd: set[str] = field(default_factory=set)


class Follower:
    """Keeps what was told of each job, so that every change is told once."""

    def __init__(
        self, clock: Clock, listener: Callable[[StatusChanged | Ended | Told], None], pace: Pace
    ) -> None:
        self._clock = clock
        self._listener = listener
        self._pace = pace
        self._began = clock.now()
        self._active: dict[str, _Progress] = {}
        self._last: datetime | None = None
        self._trouble_since: datetime | None = None
        self._trouble_told: datetime | None = None
        self._slowed = 1.0

    @property
    def active(self) -> bool:
        """Whether any job is still being followed."""
        return bool(self._active)

    @property
    def count(self) -> int:
        """How many jobs are being followed."""
        return len(self._active)

    def add(self, watched: Watched) -> None:
        """Follows one more job, the first time at once."""
        self._active[watched.name] = _Progress(watched)

    def give_up(self) -> None:
        """Follows nothing any more."""
        self._active.clear()

    def due_in(self) -> float:
        """Seconds until the next round, 0 where it is due."""
        if self._last is None:
            return 0.0
        since = (self._clock.now() - self._last).total_seconds()
        return max(0.0, self.interval() - since)

    def interval(self) -> float:
        """Seconds to wait before the next round."""
        age = (self._clock.now() - self._began).total_seconds()
        calm = min(self._pace.longest, max(self._pace.first, age / 10))
        return min(SLOWEST_SECONDS, calm * self._slowed)

    def poll(self) -> tuple[Ended, ...]:
        """One round. Those that ended are followed no more.

        Raises:
            ServiceError: credentials or permission are missing, or an outage outlasted its budget.
        """
        ended: list[Ended] = []
        self._last = self._clock.now()
        try:
            for name, description in self._answers():
                progress = self._active[name]
                progress.missing.clear()
                final = self._take(progress, description)
                if final is not None:
                    ended.append(final)
                    del self._active[name]
                    self._listener(final)
        except ServiceError as error:
            self._endure(error)
        else:
            self._trouble_since, self._slowed = None, 1.0
        ended.extend(self._declare_gone())
        return tuple(ended)

    def _answers(self) -> Iterator[tuple[str, Mapping[str, JSON]]]:
        groups: dict[int, list[_Progress]] = {}
        for progress in self._active.values():
            groups.setdefault(id(progress.watched.jobs), []).append(progress)
        for group in groups.values():
            if len(group) <= FEW:
                yield from self._described(group)
            else:
                yield from self._listed(group)

    def _described(self, group: list[_Progress]) -> Iterator[tuple[str, Mapping[str, JSON]]]:
        for progress in group:
            watched = progress.watched
            try:
                yield watched.name, watched.jobs.describe(watched.name)
            except ServiceError as error:
                if error.kind is Kind.NOT_FOUND:
                    progress.missing.append(self._clock.now())
                elif not self._tolerates(error, watched):
                    raise

    def _listed(self, group: list[_Progress]) -> Iterator[tuple[str, Mapping[str, JSON]]]:
        wanted = {progress.watched.name: progress for progress in group}
        known = [progress.watched.created for progress in group]
        oldest = None if None in known else min(at for at in known if at is not None)
        # The service compares whole seconds.
        after = oldest - timedelta(seconds=2) if oldest else None
        for summary in group[0].watched.jobs.list(created_after=after):
            progress = wanted.pop(str(summary.get("TrainingJobName")), None)
            if progress is None:
                continue
            if summary.get("TrainingJobStatus") in {"InProgress", "Stopping"}:
                yield progress.watched.name, summary
            else:
                yield from self._described([progress])
            if not wanted:
                return
        # A concurrent submission can push a job off its page: missing there is not gone.
        yield from self._described(list(wanted.values()))

    def _take(self, progress: _Progress, description: Mapping[str, JSON]) -> Ended | None:
        status = str(description.get("TrainingJobStatus", ""))
        secondary = str(description.get("SecondaryStatus", ""))
        watched = progress.watched
        odd = unknown_status(description)
        if odd is not None and odd not in progress.odd:
            progress.odd.add(odd)
            self._warn(
                "Unknown training job status",
                f'"{watched.name}" has the status "{odd}", which this version of smtj does not know; '
                "it counts as running.",
            )
        for step, message in _news(progress, description, secondary):
            change = StatusChanged(
                watched.address, watched.name, status, step, message, self._elapsed(description)
            )
            self._listener(change)
        progress.told = (status, secondary)
        verdict, sentence = judge(description)
        if not verdict.is_final:
            return None
        return Ended(watched.address, watched.name, status, verdict, sentence, description)

    def _declare_gone(self) -> tuple[Ended, ...]:
        times, span = GONE_AFTER
        gone = []
        for name, progress in list(self._active.items()):
            seen = progress.missing
            if len(seen) >= times and seen[-1] - seen[0] >= span:
                watched = progress.watched
                final = Ended(
                    watched.address, name, "", Verdict.GONE, "was deleted outside smtj", {}
                )
                del self._active[name]
                self._listener(final)
                gone.append(final)
        return tuple(gone)

    def _tolerates(self, error: ServiceError, watched: Watched) -> bool:
        # The tags that a policy asks for reach IAM later than the job exists.
        if error.kind is not Kind.PERMISSION or watched.created is None:
            return False
        return self._clock.now() - watched.created < PERMISSION_TOLERANCE

    def _endure(self, error: ServiceError) -> None:
        if error.kind in {Kind.CREDENTIALS, Kind.PERMISSION, Kind.INVALID}:
            raise error
        now = self._clock.now()
        self._trouble_since = self._trouble_since or now
        self._slowed = min(SLOWEST_SECONDS, self._slowed * 2)
        if now - self._trouble_since > OUTAGE_BUDGET:
            raise error
        if self._trouble_told is None or now - self._trouble_told >= TOLD_EVERY:
            self._trouble_told = now
            self._warn("Service cannot be asked at the moment", f"{error}. The waiting goes on.")

    def _warn(self, summary: str, detail: str) -> None:
        self._listener(Told(Diagnostic.warning(summary, detail)))

    def _elapsed(self, description: Mapping[str, JSON]) -> float:
        created = description.get("CreationTime")
        if not isinstance(created, str):
            return 0.0
        return max(0.0, (self._clock.now() - datetime.fromisoformat(created)).total_seconds())


def _news(
    progress: _Progress, description: Mapping[str, JSON], secondary: str
) -> Iterator[tuple[str, str]]:
    """The steps that were not told yet, each with the service's message."""
    transitions = description.get("SecondaryStatusTransitions")
    if isinstance(transitions, list) and transitions:
        # Of a job that was only listed until now, the earlier steps are no news.
        unseen = len(transitions) - 1 if progress.told[1] and not progress.transitions else None
        fresh = transitions[progress.transitions if unseen is None else unseen :]
        progress.transitions = len(transitions)
        for step in fresh:
            if isinstance(step, dict):
                yield str(step.get("Status", "")), str(step.get("StatusMessage") or "")
    elif progress.told[1] != secondary:
        yield secondary, ""
