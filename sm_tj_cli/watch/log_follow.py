"""Follows the logs of running jobs, and the jobs themselves, until each has ended and its log is drained.

A job's end is told behind its last line. A log that cannot be read takes nothing from the following of its job.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.times import moment
from sm_tj_cli.watch.events import Ended, Told
from sm_tj_cli.watch.follow import Follower
from sm_tj_cli.watch.patience import Patience
from sm_tj_cli.watch.phases import phases_of
from sm_tj_cli.watch.wait import Waited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from sm_tj_cli.watch.asking import Watched
    from sm_tj_cli.watch.events import WatchEvent
    from sm_tj_cli.watch.logs import LogLine, LogTail
    from sm_tj_cli.watch.wait import Watching

BATCH = 256
CALLS_PER_SECOND = 10
THOROUGH_EVERY = timedelta(seconds=60)
# In the units of the pace's first pause, two seconds.
_CALM, _QUIET, _SILENT = 2.5, 5.0, 30.0
_CALM_SHARE = 20

JobLine: TypeAlias = "tuple[Watched, LogLine]"
Show: TypeAlias = "Callable[[Sequence[JobLine]], None]"


@dataclass(slots=True, eq=False)
class FollowedLog:
    """A job and its log.

    Attributes:
        watched: the job.
        tail: reads its log.
        is_readable: whether the log is still asked for.
        ended: how the job ended, None before it has.
        is_read: whether the log was read to its end after that.
        last_line: when the last line came; None before the first one.
    """

    watched: Watched
    tail: LogTail
    is_readable: bool = True
    ended: Ended | None = None
    ended_at: datetime | None = None
    is_read: bool = False
    last_line: datetime | None = None

    @property
    def never_logged(self) -> bool:
        """Whether there is no line at all, also none that was not wanted: older, or outside the tail."""
        return self.last_line is None and not self.tail.width


def merged(logs: Sequence[FollowedLog], *, thorough: bool = False) -> Iterator[JobLine]:
    """The new lines of all jobs, in the order of their time."""

    def lines(log: FollowedLog) -> Iterator[JobLine]:
        ends = log.ended is not None
        return ((log.watched, line) for line in log.tail.read(thorough=thorough or ends))

    return heapq.merge(*map(lines, logs), key=lambda pair: pair[1].timestamp)


def batches(lines: Iterator[JobLine]) -> Iterator[list[JobLine]]:
    """The lines in lists that are worth writing at once."""
    while batch := list(islice(lines, BATCH)):
        yield batch


@dataclass(slots=True)
class LogFollower:
    """Follows jobs and their logs.

    Attributes:
        logs: the jobs.
        watching: what the following works with; its listener is told of changes and ends.
        show: is given new lines.
        tail: only so many of the lines that are there at the beginning; None for all.
        after_round: is called when what was read has been shown.
    """

    logs: Sequence[FollowedLog]
    watching: Watching
    show: Show
    tail: int | None = None
    after_round: Callable[[], None] = lambda: None
    _follower: Follower = field(init=False)
    _troubles: dict[str, Patience] = field(default_factory=dict)
    _done: list[Ended] = field(default_factory=list)
    _thorough_at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self._thorough_at = self.watching.clock.now()
        self._follower = Follower(self.watching.clock, self._listen, self.watching.pace)
        for log in self.logs:
            self._follower.add(log.watched)
            self._troubles[log.watched.key] = Patience(self.watching.clock, self._warn)

    def run(self) -> Waited:
        """Follows until every job has ended and its log is drained, or an end is asked for."""
        try:
            while True:
                self._look()
                self._read()
                self._settle()
                self.after_round()
                if not self._open:
                    return self._waited()
                if self.watching.stopping.is_set():
                    return replace(self._given_up(), interrupted=True)
                self.watching.clock.sleep(self._pause())
        except ServiceError as error:
            # Of the jobs; a log's troubles end nothing.
            return replace(self._given_up(), problem=error)

    def _given_up(self) -> Waited:
        for log in self._open:
            if log.ended is not None:
                self._tell(log.ended)
        return self._waited()

    @property
    def _open(self) -> list[FollowedLog]:
        told = {ended.key for ended in self._done}
        return [log for log in self.logs if log.watched.key not in told]

    def _waited(self) -> Waited:
        open_jobs = [log.watched for log in self._open if log.ended is None]
        running = tuple(job.name for job in open_jobs if not job.was_over)
        return Waited(tuple(self._done), frozenset(it.key for it in self._done), running)

    def _listen(self, event: WatchEvent) -> None:
        if not isinstance(event, Ended):
            self.watching.listener(event)
            return
        for log in self.logs:
            if log.watched.key == event.key:
                log.ended, log.ended_at = event, self.watching.clock.now()

    def _warn(self, diagnostic: Diagnostic) -> None:
        self.watching.listener(Told(diagnostic))

    def _look(self) -> None:
        if self._follower.active and self._follower.due_in() <= 0:
            self._follower.poll()

    def _read(self) -> None:
        now = self.watching.clock.now()
        reading = [log for log in self._open if log.is_readable]
        ended = [log for log in reading if log.ended is not None]
        thorough = now - self._thorough_at >= THOROUGH_EVERY
        if thorough:
            self._thorough_at = now
        for batch in self._batches(reading, thorough=thorough):
            self.show(batch)
            came = self.watching.clock.now()
            for job in {id(job): job for job, _ in batch}.values():
                next(log for log in reading if log.watched is job).last_line = came
            if self.watching.stopping.is_set():
                return
            # A long log must not keep the end of another job from being seen.
            self._look()
        for log in reading:
            self._endure(log)
        for log in ended:
            log.is_read = log.tail.trouble is None

    def _batches(
        self, reading: Sequence[FollowedLog], *, thorough: bool
    ) -> Iterator[list[JobLine]]:
        if self.tail is None:
            yield from batches(merged(reading, thorough=thorough))
            return
        kept: list[JobLine] = []
        for log in reading:
            try:
                kept.extend((log.watched, line) for line in log.tail.last(self.tail))
            except ServiceError as error:
                # The whole beginning is asked for again: nothing of it was shown yet.
                log.tail.trouble = error
                return
        kept.sort(key=lambda pair: pair[1].timestamp)
        yield from batches(iter(kept[max(0, len(kept) - self.tail) :]))
        self.tail = None

    def _endure(self, log: FollowedLog) -> None:
        trouble, patience = log.tail.trouble, self._troubles[log.watched.key]
        if trouble is None or log.tail.answered:
            patience.over()
        if trouble is None:
            return
        try:
            patience.endure(trouble)
        except ServiceError as error:
            log.is_readable = False
            self._warn(_unreadable(log.watched.name, error))

    def _settle(self) -> None:
        for log in self._open:
            if log.ended is not None and self._is_drained(log):
                if log.never_logged and log.is_readable:
                    self._warn(no_lines(log.watched.name, log.tail.node))
                self._tell(log.ended)

    def _tell(self, ended: Ended) -> None:
        self._done.append(ended)
        self.watching.listener(ended)

    def _is_drained(self, log: FollowedLog) -> bool:
        if not log.is_readable:
            return True
        if not log.is_read or log.ended is None or log.ended_at is None:
            return False
        unit = self.watching.pace.first
        now = self.watching.clock.now()
        # Of one that ended long ago everything is there; nothing where no program ran.
        if now - _end_of(log.ended, log.ended_at) >= timedelta(seconds=_SILENT * unit):
            return True
        if _never_trained(log.ended):
            return True
        if log.never_logged:
            return False
        return now - max(log.last_line or log.ended_at, log.ended_at) >= timedelta(
            seconds=_QUIET * unit
        )

    def _pause(self) -> float:
        pace, now = self.watching.pace, self.watching.clock.now()
        reading = [log for log in self._open if log.is_readable]
        calls = sum(log.tail.width + 1 for log in reading)
        calm = _CALM * pace.first
        if not reading:
            calm = self._follower.interval()
        elif all(log.ended is None and log.last_line is not None for log in reading):
            quiet = min((now - log.last_line).total_seconds() for log in reading if log.last_line)
            calm = max(calm, min(pace.longest, quiet / _CALM_SHARE))
        slowed = max((self._troubles[log.watched.key].slowed for log in reading), default=1.0)
        return max(calls / CALLS_PER_SECOND, min(calm * slowed, 4 * pace.longest))


def _end_of(ended: Ended, seen: datetime) -> datetime:
    told = ended.description
    return moment(told.get("TrainingEndTime")) or moment(told.get("LastModifiedTime")) or seen


def _never_trained(ended: Ended) -> bool:
    phases = phases_of(ended.description)
    return bool(phases) and all(phase.status != "Training" for phase in phases)


def no_lines(name: str, node: str | None, status: str | None = None) -> Diagnostic:
    """A job has no log, or the one node that was asked for has none. `status` is None where it is not known."""
    if node is not None:
        return Diagnostic.warning(
            "No log lines",
            f'CloudWatch Logs has no lines of "{name}" by a node "{node}". Nodes are called algo-1, algo-2 and so on.',
        )
    if status == "InProgress":
        return Diagnostic.warning(
            "No log lines",
            f'CloudWatch Logs has no lines of "{name}" ({status}). Its log may come yet.',
        )
    return Diagnostic.warning(
        "No log lines",
        f'CloudWatch Logs has no lines of "{name}": it never came to run its program, or the log has expired '
        "(the retention of log group /aws/sagemaker/TrainingJobs).",
    )


def _unreadable(name: str, error: ServiceError) -> Diagnostic:
    advice = ""
    if error.kind is Kind.PERMISSION:
        advice = " Reading logs needs logs:DescribeLogStreams and logs:GetLogEvents."
    return Diagnostic.warning(
        "Log cannot be read", f'{error}.{advice} The job "{name}" itself is still followed.'
    )
