"""A lock where the file system has none: a file that only one process can create, and that says which one it is.

Unlike the kernel's locks it stays when its process dies. It counts as left behind only where that is certain: made on
this machine since it was started, by a process that is gone. A number alone does not say so, since numbers are used
again, and every container counts from one.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Holder:
    """A process, so that no other one is taken for it.

    Attributes:
        boot: which start of the machine it belongs to.
        space: in which space of process numbers `pid` counts.
        started: when it was started, in the kernel's ticks.
    """

    host: str
    boot: str
    space: str
    pid: int
    started: str

    @classmethod
    def of(cls, pid: int) -> Holder:
        """The process of this number as it runs here now; `started` is empty where there is none."""
        return cls(platform.node(), _boot(), _space(), pid, _started(pid))

    def is_gone(self) -> bool:
        """Whether it certainly does not run any more."""
        now = Holder.of(self.pid)
        here = (self.host, self.boot, self.space) == (now.host, now.boot, now.space)
        return here and self.boot != "" and self.started != now.started


@dataclass(frozen=True, slots=True)
class HolderFile:
    """The lock at `path`."""

    path: Path

    def take(self) -> bool:
        """Takes it; False where somebody has it. Raises OSError."""
        return _create(self.path) or (self._is_left_behind() and self._inherit())

    def release(self) -> None:
        """Gives it back, or takes it away from whoever has it."""
        for path in (self.path, self._succession):
            with suppress(OSError):
                path.unlink()

    @property
    def _succession(self) -> Path:
        return self.path.with_name(f"{self.path.name}.succession")

    def _inherit(self) -> bool:
        """Takes the place of a dead holder. One at a time: a second one would take away what the first has by now."""
        if not _create(self._succession):
            return False
        try:
            if not self._is_left_behind():
                return False
            self.path.unlink(missing_ok=True)
            return _create(self.path)
        finally:
            self._succession.unlink()

    def _is_left_behind(self) -> bool:
        try:
            return Holder(**json.loads(self.path.read_text())).is_gone()
        except (OSError, ValueError, TypeError):
            # Nobody knows whose it is, so it holds.
            return False


def _create(path: Path) -> bool:
    """Makes the file, with this process in it; False where it is there."""
    try:
        descriptor = os.open(path, _FLAGS, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w") as file:
        file.write(json.dumps(asdict(Holder.of(os.getpid()))))
    return True


def _boot() -> str:
    return _text(Path("/proc/sys/kernel/random/boot_id"))


def _space() -> str:
    try:
        return str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return ""


def _started(pid: int) -> str:
    # proc_pid_stat(5): the 22nd field; the second one is a name that may hold anything but ends with the last bracket.
    fields = _text(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return fields[19] if len(fields) > 19 else ""


def _text(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
