"""Every call that the sandbox got, in order: the independent witness of what a client did."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.sandbox.protocol import JSON


@dataclass(slots=True)
class LoggedRequest:
    """One call.

    Attributes:
        time: seconds since the epoch.
        service: as in the signature, `sagemaker`.
        operation: `CreateTrainingJob`; for S3 the method and the path.
        subject: the name that the call is about.
        attempt: the SDK's own count of its attempts, `attempt=1; max=1`.
        processed: whether it took effect, whatever was answered.
        status: HTTP status of the answer, 0 where none was sent.
        code: the error code of a refusal.
        fault: the rule that struck.
    """

    time: float
    service: str
    operation: str
    subject: str
    attempt: str = ""
    processed: bool = False
    status: int = 0
    code: str = ""
    fault: str = ""


@dataclass
class RequestLog:
    """The calls so far; the oldest go when there are too many."""

    entries: list[LoggedRequest] = field(default_factory=list)
    limit: int = 100_000
    _lock: Lock = field(default_factory=Lock)

    def add(self, entry: LoggedRequest) -> None:
        """Adds a call at its beginning."""
        with self._lock:
            self.entries.append(entry)
            if len(self.entries) > self.limit:
                del self.entries[: self.limit // 10]

    def clear(self) -> None:
        """Forgets all calls."""
        with self._lock:
            self.entries.clear()

    def as_json(self) -> list[JSON]:
        """All calls, oldest first."""
        with self._lock:
            return [dict(asdict(entry)) for entry in self.entries]

    def created_twice(self) -> Sequence[str]:
        """The names for which a CreateTrainingJob took effect twice without a deletion between."""
        alive: set[str] = set()
        twice: list[str] = []
        for entry in self.entries:
            if entry.processed and entry.operation == "CreateTrainingJob":
                if entry.subject in alive:
                    twice.append(entry.subject)
                alive.add(entry.subject)
            elif entry.processed and entry.operation == "DeleteTrainingJob":
                alive.discard(entry.subject)
        return twice
