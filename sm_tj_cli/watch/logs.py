"""The log of a job: the streams of all of its nodes, merged in the order of their time, each line once.

A stream is read on from where it was left (its token); every now and then, and where the token has expired, its last
minutes are read again, and what was not shown yet is: so a line that came late is shown late rather than not at all.
"""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.watch.seen_lines import MOST_LINES, SeenLines, identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sm_tj_cli.watch.ports import Clock

ROOM = 10_000
"""So many lines of all streams together are held at a time."""
_LEAST, _MOST = 100, 10_000
_BACK_OFF = (0.5, 1.0, 2.0, 4.0, 8.0)
_MARGIN = 100

Answer = TypeVar("Answer")


class LoggedEvent(Protocol):
    """A line: milliseconds since the epoch, and its text."""

    @property
    def timestamp(self) -> int:
        """Milliseconds since the epoch."""
        ...

    @property
    def message(self) -> str:
        """The text as the container wrote it."""
        ...


class LogPage(Protocol):
    """Lines in the order of the stream, and the token for what comes after."""

    @property
    def events(self) -> Sequence[LoggedEvent]:
        """The lines."""
        ...

    @property
    def token(self) -> str:
        """With this one asks for what comes after."""
        ...

    @property
    def is_last(self) -> bool:
        """Whether nothing more is there yet."""
        ...


class JobLogs(Protocol):
    """CloudWatch Logs of training jobs. Failures are `service.ServiceError`."""

    def streams(self, job: str) -> Iterable[str]:
        """The names of the job's streams; none where nothing has been logged yet."""
        ...

    def last(self, stream: str, count: int, since: int | None = None) -> LogPage:
        """The last events of a stream, oldest first; at least `count` where it has so many."""
        ...

    def events(
        self,
        stream: str,
        token: str | None = None,
        since: int | None = None,
        limit: int | None = None,
    ) -> LogPage:
        """The next page of a stream, of `limit` lines at the most; from its beginning where there is no token."""
        ...


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of a node (`algo-1`); `timestamp` in milliseconds since the epoch."""

    timestamp: int
    node: str
    message: str


@dataclass(slots=True)
class _Stream:
    """How far a stream was read.

    `token` is for what comes after; None before the first time. `begin` is the time from which it reads, `known` are
    the lines that it will come past though they were shown, and `fresh` counts those shown since.
    """

    name: str
    seen: SeenLines
    token: str | None = None
    begin: int = 0
    known: Counter[int] = field(default_factory=Counter)
    fresh: int = 0

    def again(self) -> None:
        """The next page is the first of those that may have lines not shown yet."""
        self.token, self.begin, self.known = None, self.seen.start, self.seen.lines()
        self.fresh = 0

    @property
    def is_slipping(self) -> bool:
        """Whether lines that came late could soon not be told from others any more."""
        return self.fresh >= MOST_LINES // 2

    def shown(self, event: LoggedEvent) -> None:
        self.seen.add(event.timestamp, event.message)
        self.fresh += 1

    def is_new(self, event: LoggedEvent) -> bool:
        if not self.known:
            return True
        line = identity(event.timestamp, event.message)
        if not self.known[line]:
            return True
        self.known[line] -= 1
        return False


@dataclass(slots=True)
class LogTail:
    """Reads what is new in the log of one job.

    Attributes:
        clock: for the pauses after a refusal.
        node: only this node's lines, None for all.
        since: only lines from then on, in milliseconds since the epoch.
        room: how many lines may be held at a time.
        trouble: why the last reading ended early; None where it did not.
        answered: whether the service answered at all since that reading began.
    """

    logs: JobLogs
    job: str
    clock: Clock
    node: str | None = None
    since: int = 0
    room: int = ROOM
    trouble: ServiceError | None = None
    answered: bool = False
    _streams: dict[str, _Stream] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """How many streams the job has."""
        return len(self._streams)

    @property
    def positions(self) -> Mapping[str, SeenLines]:
        """What was shown of each stream."""
        return {name: stream.seen for name, stream in self._streams.items()}

    def go_on(self, positions: Mapping[str, SeenLines]) -> None:
        """Goes on behind what another reading has shown."""
        self._streams = {name: _Stream(name, seen) for name, seen in positions.items()}

    def read(self, *, thorough: bool = False) -> Iterator[LogLine]:
        """The lines since the last time, in the order of their time; to be read to their end.

        A service that refuses ends them early, and is in `trouble`: reading again goes on from there.

        Args:
            thorough: also those that came late into what was read already.
        """
        self.trouble, self.answered = None, False
        try:
            streams = self._listed()
        except ServiceError as error:
            self.trouble = error
            return iter(())
        limit = min(_MOST, max(_LEAST, self.room // max(1, len(streams))))
        for stream in streams:
            if thorough or stream.token is None or stream.is_slipping:
                stream.again()
        # Lines of one node with one time stay in their order.
        return heapq.merge(*(self._new(it, limit) for it in streams), key=lambda it: it.timestamp)

    def last(self, count: int) -> list[LogLine]:
        """The last lines; `read` goes on behind them.

        Raises:
            ServiceError: CloudWatch Logs refuses to be asked; nothing has been read then.
        """
        # A few more: lines with the time of the first one are known, too, when they are read again.
        asked = count + _MARGIN
        since = self.since or None
        pages = [
            (it, self._ask(partial(self.logs.last, it.name, asked, since))) for it in self._listed()
        ]
        kept: list[LogLine] = []
        for stream, page in pages:
            if len(page.events) >= asked:
                stream.seen.start = page.events[0].timestamp + 1
            stream.begin, stream.token = stream.seen.start, page.token
            node = node_of(stream.name)
            for event in page.events:
                stream.shown(event)
                kept.append(LogLine(event.timestamp, node, event.message))
            kept.sort(key=lambda line: line.timestamp)
            del kept[: max(0, len(kept) - count)]
        return kept

    def _listed(self) -> list[_Stream]:
        names = self._ask(lambda: list(self.logs.streams(self.job)))
        for name in names:
            if name not in self._streams and self.node in {None, node_of(name)}:
                self._streams[name] = _Stream(name, SeenLines(self.since))
        return [self._streams[name] for name in names if name in self._streams]

    def _new(self, stream: _Stream, limit: int) -> Iterator[LogLine]:
        node = node_of(stream.name)
        # After a trouble the others wait too, so that none runs ahead.
        while self.trouble is None:
            page = self._page(stream, limit)
            if page is None:
                return
            for event in page.events:
                if stream.is_new(event):
                    yield LogLine(event.timestamp, node, event.message)
                    # Whoever asks on has shown it.
                    stream.shown(event)
            stream.token = page.token
            if page.is_last:
                stream.known.clear()
                return

    def _page(self, stream: _Stream, limit: int) -> LogPage | None:
        """The next page; None where the service refuses it."""
        try:
            return self._ask(
                lambda: self.logs.events(stream.name, stream.token, stream.begin or None, limit)
            )
        except ServiceError as error:
            if error.kind is Kind.INVALID and stream.token is not None:
                # Tokens are good for a day.
                stream.again()
                return self._page(stream, limit)
            # What retention or somebody has deleted meanwhile is no trouble: there is nothing more to read.
            if error.kind is not Kind.NOT_FOUND:
                self.trouble = error
            return None

    def _ask(self, call: Callable[[], Answer]) -> Answer:
        pauses = iter(_BACK_OFF)
        while True:
            try:
                answer = call()
            except ServiceError as error:
                pause = next(pauses, None)
                if error.kind is not Kind.THROTTLED or pause is None:
                    raise
                self.clock.sleep(pause)
            else:
                self.answered = True
                return answer


def node_of(stream: str) -> str:
    """`algo-1` of `name/algo-1-1700000000`."""
    node = stream.rpartition("/")[2]
    name, _, epoch = node.rpartition("-")
    return name if "-" in name and epoch.isdigit() else node
