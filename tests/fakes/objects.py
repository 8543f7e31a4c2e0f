"""A bucket in memory: tags, conditions, and answers that get lost on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable


def refused(
    code: str, kind: Kind = Kind.OTHER, processed: Processed = Processed.NO
) -> ServiceError:
    """What the SDK's error becomes."""
    return ServiceError("PutObject", kind, processed, code, "words")


LOST = refused("ConnectionClosedError", Kind.UNAVAILABLE, Processed.MAYBE)
OUTAGE = refused("503", Kind.UNAVAILABLE, Processed.MAYBE)
FORBIDDEN = refused("AccessDenied", Kind.PERMISSION)
CONFLICT = refused("ConditionalRequestConflict")


@dataclass(frozen=True)
class Stored:
    """An object."""

    content: bytes
    etag: str


@dataclass(frozen=True)
class Fault:
    """One call, `put .tflock`, that fails with `error`: `after` it took effect, or before."""

    call: str
    error: ServiceError
    after: bool = False
    sent_again: bool = False
    """The SDK sent it a second time by itself, so the answer is that of the second."""


@dataclass
class Bucket:
    """The objects by key, the calls that came, and the faults that are to come, each once."""

    stored: dict[str, Stored] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    honours_conditions: bool = True
    is_versioned: bool = True
    on_call: Callable[[str], None] = lambda _: None
    _versions: int = 0

    def keeps_versions(self) -> bool:
        fault = self._begin("versions", "")
        if fault:
            raise fault.error
        return self.is_versioned

    def get(self, key: str) -> Stored | None:
        with_fault = self._begin("get", key)
        if with_fault:
            raise with_fault.error
        return self.stored.get(key)

    def put(self, key: str, content: bytes, etag: str | None) -> str:
        fault = self._begin("put", key)
        if fault and not fault.after:
            raise fault.error
        self._check(key, etag)
        self._versions += 1
        self.stored[key] = Stored(content, f'"{self._versions}"')
        if fault and fault.sent_again:
            self._check(key, etag)
        if fault:
            raise fault.error
        return self.stored[key].etag

    def delete(self, key: str, etag: str | None) -> None:
        fault = self._begin("delete", key)
        if fault and not fault.after:
            raise fault.error
        if etag is not None and key in self.stored:
            self._check(key, etag)
        self.stored.pop(key, None)
        if fault:
            raise fault.error

    def _begin(self, verb: str, key: str) -> Fault | None:
        call = f"{verb} {key}"
        self.calls.append(call)
        self.on_call(call)
        for fault in self.faults:
            wanted, _, ending = fault.call.partition(" ")
            if wanted == verb and key.endswith(ending):
                self.faults.remove(fault)
                return fault
        return None

    def _check(self, key: str, etag: str | None) -> None:
        if not self.honours_conditions:
            return
        found = self.stored.get(key)
        if etag is not None and found is None:
            raise refused("NoSuchKey", Kind.NOT_FOUND)
        if (found.etag if found else None) != etag:
            raise refused("PreconditionFailed")
