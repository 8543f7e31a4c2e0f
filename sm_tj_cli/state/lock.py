"""Who holds a state: Terraform's lock information, so that each tool can read the other's, and the locks of a file."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.state.holder import HolderFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

# Some network and user-space file systems.
_WITHOUT_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}
_KEYS = {
    "ID": "id",
    "Operation": "operation",
    "Info": "info",
    "Who": "who",
    "Version": "version",
    "Created": "created",
    "Path": "path",
}


@dataclass(frozen=True, slots=True)
class LockInfo:
    """A lock's holder. `created` is RFC 3339 UTC, `who` is `user@host`, `path` the state that is locked."""

    id: str
    operation: str = ""
    info: str = ""
    who: str = ""
    version: str = ""
    created: str = ""
    path: str = ""

    def to_json(self) -> str:
        """The text of a lock file."""
        return json.dumps({key: getattr(self, name) for key, name in _KEYS.items()})

    @classmethod
    def from_json(cls, text: str) -> LockInfo:
        """The holder in a lock file; what cannot be read is empty, since a lock holds all the same."""
        try:
            document = json.loads(text)
        except ValueError:
            document = {}
        content = document if isinstance(document, dict) else {}
        return cls(**{name: str(content.get(key) or "") for key, name in _KEYS.items()})

    @property
    def sentence(self) -> str:
        """`held by ann@host since 2026-01-01T00:00:00Z for apply (lock ID …)`."""
        who = f"held by {self.who}" if self.who else "held by another process"
        since = f" since {self.created}" if self.created else ""
        what = f" for {self.operation}" if self.operation else ""
        return f"{who}{since}{what}" + (f" (lock ID {self.id})" if self.id else "")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a lock says of its holder, how to wait for one, and whom to tell what goes wrong with it."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    identifier: Callable[[], str]
    who: str
    version: str
    tell: Callable[[Diagnostic], object] = lambda _: None

    def lock_info(self, operation: str, path: str) -> LockInfo:
        """A new lock's."""
        created = self.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        return LockInfo(self.identifier(), operation, "", self.who, self.version, created, path)


def not_locked(state: str) -> Diagnostic:
    """The user does without a lock."""
    return Diagnostic.warning(
        "State is not locked",
        f"The state {state} is worked on without its lock. Should another run write it meanwhile, this one cannot "
        "save its own version, and says so; but both may submit the same jobs.",
    )


def cut_off(info: LockInfo, state: str) -> Diagnostic:
    """An earlier run ended without giving its lock back."""
    who = f" of {info.who}" if info.who else ""
    since = f", begun {info.created}," if info.created else ""
    return Diagnostic.warning(
        "An earlier run was cut off",
        f"The last {info.operation or 'run'}{who} on the state {state}{since} ended without cleaning up. What it "
        "submitted is looked up before anything else is done.",
    )


class NoLocks:
    """In the place of `FileLocks` where the user does without: everybody gets it."""

    def take(self) -> bool:
        """Yes."""
        return True

    def renew(self) -> bool:
        """Yes."""
        return True

    def release(self) -> None:
        """Nothing is held."""


@dataclass(slots=True)
class FileLocks:
    """The two locks of a state in a file: `sidecar` keeps other smtj processes out, `state` itself Terraform.

    The kernel frees both however the process ends. The sidecar is locked with flock and never renamed or removed; on a
    file system without such locks a file beside it stands for it.
    Terraform locks the state with fcntl; such a lock goes with the file when it is replaced, and with any descriptor
    of that file that this process closes, so it is taken anew after both (`renew`).
    """

    sidecar: Path
    state: Path
    _descriptors: dict[Path, int] = field(default_factory=dict)
    _has_file: bool = False

    def take(self) -> bool:
        """Takes both or, where somebody has one of them, none. Raises OSError where nothing can be locked."""
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = self._descriptors[self.sidecar] = os.open(self.sidecar, flags, 0o600)
        try:
            taken = self._lock_sidecar(descriptor) and self.renew()
        except BlockingIOError:
            taken = False
        except OSError:
            self.release()
            raise
        if not taken:
            self.release()
        return taken

    def _lock_sidecar(self, descriptor: int) -> bool:
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            if problem.errno not in _WITHOUT_LOCKS:
                raise
            self._has_file = self._file.take()
            return self._has_file
        return True

    @property
    def _file(self) -> HolderFile:
        return HolderFile(self.sidecar.with_name(f"{self.sidecar.name}.holder"))

    def forsake(self) -> None:
        """Takes away what a holder left that the kernel does not free: nothing, where the file system has locks."""
        self._file.release()

    def renew(self) -> bool:
        """Locks the state as it is now; False where Terraform has it."""
        import fcntl

        self._close(self.state)
        try:
            flags = os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC
            descriptor = self._descriptors[self.state] = os.open(self.state, flags)
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # Not there yet, or not to be written: then Terraform does not write it either.
            return True
        return True

    def release(self) -> None:
        """Gives both back."""
        if self._has_file:
            self._file.release()
            self._has_file = False
        self._close(self.state)
        self._close(self.sidecar)

    def _close(self, path: Path) -> None:
        descriptor = self._descriptors.pop(path, None)
        if descriptor is not None:
            os.close(descriptor)


Locks: TypeAlias = FileLocks | NoLocks
