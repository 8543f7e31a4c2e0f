"""The log of a job: the streams of all of its nodes, merged in the order of their time, each line once.

What comes late into a stream that was read already is shown late rather than not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


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

    def events(self, stream: str, token: str | None = None, since: int | None = None) -> LogPage:
        """The next page of a stream, from its beginning where there is no token."""
        ...


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of a node (`algo-1`); `timestamp` in milliseconds since the epoch."""

    timestamp: int
    node: str
    message: str


@dataclass(slots=True)
class LogTail:
    """Reads what is new in the log of one job.

    Attributes:
        node: only this node's lines, None for all.
        since: only lines from then on, in milliseconds since the epoch.
    """

    logs: JobLogs
    job: str
    node: str | None = None
    since: int | None = None
    _tokens: dict[str, str] = field(default_factory=dict)

    def read(self) -> list[LogLine]:
        """The lines since the last time, in the order of their time.

        Raises:
            ServiceError: CloudWatch Logs refuses to be asked.
        """
        lines = [line for stream in self.logs.streams(self.job) for line in self._new(stream)]
        # Stable: lines of one node with one time stay in their order.
        return sorted(lines, key=lambda line: line.timestamp)

    def _new(self, stream: str) -> list[LogLine]:
        node = node_of(stream)
        if self.node is not None and node != self.node:
            return []
        found: list[LogLine] = []
        while True:
            page = self.logs.events(stream, self._tokens.get(stream), self.since)
            found.extend(LogLine(event.timestamp, node, event.message) for event in page.events)
            self._tokens[stream] = page.token
            if page.is_last:
                return found


def node_of(stream: str) -> str:
    """`algo-1` of `name/algo-1-1700000000`."""
    node = stream.rpartition("/")[2]
    name, _, epoch = node.rpartition("-")
    return name if name and epoch.isdigit() else node
