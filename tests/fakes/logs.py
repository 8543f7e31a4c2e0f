"""CloudWatch Logs in memory, with its troubles: short and empty pages, tokens that expire, throttling."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.aws.logs import LogEvent, LogPage
from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CODES = {
    Kind.THROTTLED: "ThrottlingException",
    Kind.INVALID: "InvalidParameterException",
    Kind.NOT_FOUND: "ResourceNotFoundException",
    Kind.PERMISSION: "AccessDeniedException",
    Kind.UNAVAILABLE: "ServiceUnavailableException",
    Kind.CREDENTIALS: "ExpiredTokenException",
}


def refusal(operation: str, kind: Kind) -> ServiceError:
    """The service's refusal of that kind."""
    return ServiceError(operation, kind, Processed.NO, CODES[kind], "so it is")


@dataclass
class FakeLogs:
    """The streams by name, each with its events in the order of their arrival.

    A token is a place. Which lines are behind it is said nowhere for lines that come late, so both ways exist: behind
    it is what arrived later, or (`by_time`) what has a later time. Without a token the answer is in the order of time.

    Attributes:
        trouble: asked before each call with the operation and the stream; raises what is to go wrong.
        page: how many events an answer has; by the number of the call.
        expired: whether the token of a call has expired; by the number of the call.
    """

    streams_: dict[str, list[LogEvent]] = field(default_factory=dict)
    trouble: Callable[[str, str], None] = lambda _operation, _stream: None
    page: Callable[[int], int] = lambda _call: 10_000
    expired: Callable[[int], bool] = lambda _call: False
    by_time: bool = False
    calls: int = 0
    open_tokens: dict[str, tuple[list[LogEvent], int, str]] = field(default_factory=dict)
    in_time: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def write(self, stream: str, *lines: tuple[int, str]) -> None:
        """Events of a stream: time and text."""
        events, order = self.streams_.setdefault(stream, []), self.in_time.setdefault(stream, [])
        for line in lines:
            insort(order, (line[0], len(events)))
            events.append(LogEvent(*line))

    def streams(self, job: str) -> Iterable[str]:
        """The names of the job's streams."""
        self.calls += 1
        self.trouble("DescribeLogStreams", job)
        return [name for name in self.streams_ if name.startswith(f"{job}/")]

    def last(self, stream: str, count: int, since: int | None = None) -> LogPage:
        """The last events."""
        self._check("last", stream)
        events = self._from(stream, since)
        token = self._end(stream)
        return LogPage(events[len(events) - min(count, len(events)) :], token, is_last=True)

    def events(
        self,
        stream: str,
        token: str | None = None,
        since: int | None = None,
        limit: int | None = None,
    ) -> LogPage:
        """The next page."""
        self._check("GetLogEvents", stream)
        if token is not None and self.expired(self.calls):
            raise refusal("GetLogEvents", Kind.INVALID)
        size = min(self.page(self.calls), limit or 10_000)
        if self.by_time:
            return self._after(stream, token, since, size)
        if token is None:
            return self._page(self._from(stream, since), 0, size, self._end(stream))
        if token in self.open_tokens:
            ordered, start, behind = self.open_tokens[token]
            return self._page(ordered, start, size, behind)
        start = int(token.rpartition("@")[2])
        events = self.streams_[stream]
        end = min(start + size, len(events))
        fresh = [it for it in events[start:end] if since is None or it.timestamp >= since]
        # An empty page is no end where its token is another one.
        following = f"{token}@{end}" if end == start < len(events) else f"{stream}@{end}"
        return LogPage(fresh, following, is_last=following == token)

    def _after(self, stream: str, token: str | None, since: int | None, size: int) -> LogPage:
        order = self.in_time[stream]
        place = _place(token) if token else (since or 0, -1)
        start = bisect_right(order, place)
        found = order[start : start + size]
        time, arrived = found[-1] if found else place
        following = f"{time}@{arrived}"
        events = [self.streams_[stream][number] for _, number in found]
        return LogPage(events, following, is_last=following == token)

    def _page(self, ordered: list[LogEvent], start: int, size: int, behind: str) -> LogPage:
        end, token = min(start + size, len(ordered)), behind
        if end < len(ordered):
            token = f"{behind}#{end}#{self.calls}"
            self.open_tokens[token] = (ordered, end, behind)
        return LogPage(ordered[start:end], token, is_last=False)

    def _end(self, stream: str) -> str:
        if self.by_time:
            time, arrived = self.in_time[stream][-1]
            return f"{time}@{arrived}"
        return f"{stream}@{len(self.streams_[stream])}"

    def _from(self, stream: str, since: int | None) -> list[LogEvent]:
        order = self.in_time[stream]
        start = bisect_left(order, (since or 0, -1))
        return [self.streams_[stream][number] for _, number in order[start:]]

    def _check(self, operation: str, stream: str) -> None:
        self.calls += 1
        self.trouble(operation, stream)
        if stream not in self.streams_:
            raise refusal(operation, Kind.NOT_FOUND)


def _place(token: str) -> tuple[int, int]:
    time, _, arrived = token.partition("@")
    return int(time), int(arrived)
