"""CloudWatch Logs in memory, with its troubles: short and empty pages, tokens that expire, throttling."""

from __future__ import annotations

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

    A token is a place in that order: what comes late, with an older time, is behind it, as at the service; what is
    asked for from a time is answered in the order of time.

    Attributes:
        trouble: asked before each call with the operation and the stream; raises what is to go wrong.
        page: how many events an answer has; by the number of the call.
    """

    streams_: dict[str, list[LogEvent]] = field(default_factory=dict)
    trouble: Callable[[str, str], None] = lambda _operation, _stream: None
    page: Callable[[int], int] = lambda _call: 10_000
    calls: int = 0
    open_tokens: dict[str, tuple[list[LogEvent], int]] = field(default_factory=dict)

    def write(self, stream: str, *lines: tuple[int, str]) -> None:
        """Events of a stream: time and text."""
        self.streams_.setdefault(stream, []).extend(LogEvent(*line) for line in lines)

    def streams(self, job: str) -> Iterable[str]:
        """The names of the job's streams."""
        self.calls += 1
        self.trouble("DescribeLogStreams", job)
        return [name for name in self.streams_ if name.startswith(f"{job}/")]

    def last(self, stream: str, count: int, since: int | None = None) -> LogPage:
        """The last events."""
        self._check("last", stream)
        events = sorted(self._from(stream, since), key=lambda event: event.timestamp)
        token = f"{stream}@{len(self.streams_[stream])}"
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
        size = min(self.page(self.calls), limit or 10_000)
        if token is None:
            ordered = sorted(self._from(stream, since), key=lambda event: event.timestamp)
            return self._page(stream, ordered, 0, size)
        if token in self.open_tokens:
            ordered, start = self.open_tokens[token]
            return self._page(stream, ordered, start, size)
        start = int(token.rpartition("@")[2])
        events = self.streams_[stream]
        end = min(start + size, len(events))
        fresh = [it for it in events[start:end] if since is None or it.timestamp >= since]
        following = f"{stream}@{end}"
        return LogPage(fresh, following, is_last=following == token)

    def _page(self, stream: str, ordered: list[LogEvent], start: int, size: int) -> LogPage:
        end = min(start + size, len(ordered))
        if end >= len(ordered):
            token = f"{stream}@{len(self.streams_[stream])}"
        else:
            token = f"{stream}#{end}#{len(ordered)}#{self.calls}"
            self.open_tokens[token] = (ordered, end)
        return LogPage(ordered[start:end], token, is_last=False)

    def _from(self, stream: str, since: int | None) -> list[LogEvent]:
        events = self.streams_[stream]
        return events if since is None else [it for it in events if it.timestamp >= since]

    def _check(self, operation: str, stream: str) -> None:
        self.calls += 1
        self.trouble(operation, stream)
        if stream not in self.streams_:
            raise refusal(operation, Kind.NOT_FOUND)
