"""Every call that the sandbox got, in order: the independent witness of what a client did."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from sm_tj_cli.documents import JSON


@dataclass(slots=True)
class LoggedRequest:
    """One call.

    Attributes:
        time: seconds since the epoch.
        service: as in the signature, `sagemaker`.
        operation: `CreateTrainingJob`; for S3 the method and the path.
        subject: the name that the call is about.
        attempt: the SDK's own count of its attempts, `attempt=1; max=1`.
        invocation: the SDK's own name of the call that the attempts belong to.
        condition: the preconditions, `If-Match: "etag"`.
        region: as in the signature.
        seconds: how long it took.
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
    invocation: str = ""
    condition: str = ""
    region: str = ""
    seconds: float = 0.0


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

    def check(self, known: Collection[str] | None = None) -> dict[str, JSON]:
        """What a client did that none should have done; `known` are the jobs that its state has.

        `created_twice`: the name was created twice without a deletion between. `sent_again`: the SDK had leave to
        send the creation again. `unknown`: the job was created and is not known. `foreign`: a job that the log did
        not see created was stopped or deleted.
        """
        with self._lock:
            entries = [entry for entry in self.entries if entry.service == "sagemaker"]
        creations = [entry for entry in entries if entry.operation == "CreateTrainingJob"]
        alive: set[str] = set()
        seen: set[str] = set()
        found: dict[str, list[JSON]] = {"created_twice": [], "foreign": []}
        for entry in entries:
            if not entry.processed:
                continue
            if entry.operation == "CreateTrainingJob":
                if entry.subject in alive:
                    found["created_twice"].append(entry.subject)
                alive.add(entry.subject)
                seen.add(entry.subject)
            elif entry.operation in {"StopTrainingJob", "DeleteTrainingJob"}:
                if entry.subject not in seen:
                    found["foreign"].append(entry.subject)
                if entry.operation == "DeleteTrainingJob":
                    alive.discard(entry.subject)
        again = {entry.subject for entry in creations if "max=1" not in entry.attempt.split("; ")}
        unknown = alive - set(known) if known is not None else set()
        return {**found, "sent_again": [*sorted(again)], "unknown": [*sorted(unknown)]}
