"""One object that is written version after version, so that whoever writes between is noticed, whatever answers get lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.state.objects import ObjectStore

TRIES = 5
PAUSE_SECONDS = 0.25
# Somebody else's version is in the place of ours, or none where there was one (S3 user guide, conditional writes).
OVERTAKEN = frozenset({"PreconditionFailed", "412", "NoSuchKey"})
# A write at the same time; its outcome is known when it is sent again.
CONFLICTS = frozenset({"ConditionalRequestConflict", "OperationAborted", "409"})
_WORTH_ANOTHER = {Kind.UNAVAILABLE, Kind.THROTTLED}


class Overtaken(Exception):  # noqa: N818 - a state of the world, not a mistake
    """The object is not the version that was read or written last."""


@dataclass(slots=True)
class Slot:
    """The object at `key`. `etag` is the version that is known to be there, None where there is none."""

    objects: ObjectStore
    key: str
    sleep: Callable[[float], None]
    etag: str | None = None

    def read(self) -> bytes | None:
        """What is there now, None where nothing is. Raises ServiceError."""
        found = self.objects.get(self.key)
        self.etag = found.etag if found else None
        return found.content if found else None

    def write(self, content: bytes) -> None:
        """Puts `content` in the place of the known version.

        Raises:
            Overtaken: another version is there.
            ServiceError: it could not be written, as far as can be told.
        """
        for left in reversed(range(TRIES)):
            try:
                self.etag = self.objects.put(self.key, content, self.etag)
            except ServiceError as problem:
                if _may_be_there(problem) and self._has(content):
                    return
                if problem.code in OVERTAKEN:
                    raise Overtaken from problem
                if not left or not _worth_another(problem):
                    raise
            else:
                return
            self.sleep(PAUSE_SECONDS * 2 ** (TRIES - 1 - left))

    def remove(self) -> bool:
        """Removes the known version; False where it is gone, or another one is there. Raises ServiceError."""
        if self.etag is None:
            return False
        try:
            self.objects.delete(self.key, self.etag)
        except ServiceError as problem:
            found = self.objects.get(self.key)
            if found is None or found.etag != self.etag:
                self.etag = None
                return found is None and problem.processed is Processed.MAYBE
            if problem.code != "NotImplemented":
                raise
            # A store without conditional deletes: that it is ours was looked up just now.
            self.objects.delete(self.key, None)
        self.etag = None
        return True

    def _has(self, content: bytes) -> bool:
        """Whether the write took effect, though it was answered with a failure, or not at all."""
        try:
            found = self.objects.get(self.key)
        except ServiceError:
            return False
        if found is None or found.content != content:
            return False
        self.etag = found.etag
        return True


def _may_be_there(problem: ServiceError) -> bool:
    # The SDK sends again what got no answer; the second request is refused because the first one was not.
    return problem.processed is Processed.MAYBE or problem.code in OVERTAKEN | CONFLICTS


def _worth_another(problem: ServiceError) -> bool:
    return problem.kind in _WORTH_ANOTHER or problem.code in CONFLICTS
