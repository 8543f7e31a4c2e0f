"""State in a file on this machine, the journal and the locks beside it.

`smtj.tfstate` is Terraform's format; `smtj.tfstate.backup` the version before this run, `smtj.tfstate.smtj-intents`
the journal. `.smtj.tfstate.smtj.lock` is locked with flock, which the kernel frees however the process ends;
`.smtj.tfstate.lock.info` says who holds it, for people and for Terraform.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.state.durable import PRIVATE, append_durably, read_regular, replace_file
from sm_tj_cli.state.format import read_state, write_state
from sm_tj_cli.state.journal import Journal
from sm_tj_cli.state.lock import LockInfo
from sm_tj_cli.state.model import State
from sm_tj_cli.state.store import StateLocked, StateNotSaved, StateUnreadable, next_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sm_tj_cli.state.store import LockedState

ERRORED = "errored.tfstate"
LOOK_EVERY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a lock says of its holder, and how to wait for one."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    identifier: Callable[[], str]
    who: str
    version: str


@dataclass(frozen=True)
class LocalStore:
    """The state in the file `path`."""

    path: Path
    around: Surroundings

    @property
    def described(self) -> str:
        """The path."""
        return str(self.path)

    def read(self) -> State | None:
        """The state as it is now, None where there is no file; raises StateUnreadable."""
        return _read(self.path)

    @contextmanager
    def lock(self, operation: str, timeout: float = 0.0) -> Iterator[LockedState]:
        """Holds the state; see `StateStore.lock`."""
        real = self.path.resolve()
        try:
            real.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(_lock_path(real), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE)
        except OSError as problem:
            raise StateNotSaved(
                f"The state {self.path} cannot be locked ({problem.strerror}), so nothing was done."
            ) from problem
        try:
            self._take(descriptor, real, timeout)
            with self._announced(real, operation):
                yield _open(real, self.path, self.around)
        finally:
            os.close(descriptor)

    def holder(self) -> LockInfo | None:
        """Who holds it now."""
        real = self.path.resolve()
        if not _lock_path(real).exists() and not _info_path(real).exists():
            return None
        descriptor = os.open(_lock_path(real), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE)
        try:
            taken = _flock(descriptor) and _is_free(real)
        finally:
            os.close(descriptor)
        return None if taken else _info(real)

    def force_unlock(self, lock_id: str) -> None:
        """Removes what a process left behind; the lock itself went with it. Raises StateLocked, LookupError."""
        real = self.path.resolve()
        info = _info(real)
        if self.holder() is not None:
            raise StateLocked(info, str(self.path))
        if not _info_path(real).exists():
            raise LookupError(str(self.path))
        if info.id != lock_id:
            raise StateLocked(info, str(self.path))
        _info_path(real).unlink()

    def _take(self, descriptor: int, real: Path, timeout: float) -> None:
        waited = 0.0
        while not (_flock(descriptor) and _is_free(real)):
            if waited >= timeout:
                raise StateLocked(_info(real), str(self.path))
            self.around.sleep(min(LOOK_EVERY_SECONDS, timeout - waited))
            waited += LOOK_EVERY_SECONDS

    @contextmanager
    def _announced(self, real: Path, operation: str) -> Iterator[None]:
        info = LockInfo(
            self.around.identifier(),
            operation,
            "",
            self.around.who,
            self.around.version,
            self.around.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            str(self.path),
        )
        try:
            replace_file(_info_path(real), info.to_json().encode())
        except OSError as problem:
            raise StateNotSaved(
                f"Nothing can be written beside the state {self.path} ({problem.strerror}), so nothing was done."
            ) from problem
        try:
            yield
        finally:
            with suppress(OSError):
                _info_path(real).unlink()


@dataclass
class _Locked:
    """The state while its lock is held. `real` is the file behind a link."""

    state: State
    journal: Journal
    real: Path
    shown: Path
    _seen: tuple[int, int, int] | None = None
    _has_backup: bool = field(default=False)

    def save(self, state: State) -> State:
        """Writes the next version; see `LockedState.save`."""
        following = next_version(self.state, state)
        if following is None:
            return self.state
        if _facts(self.real) != self._seen:
            raise StateNotSaved(
                f"The state {self.shown} was changed by another program while smtj held its lock. "
                f"{self._rescue(following)}"
            )
        backup = None if self._has_backup else self.real.with_name(f"{self.real.name}.backup")
        try:
            replace_file(self.real, write_state(following).encode(), backup=backup)
        except OSError as problem:
            why = f"The state {self.shown} could not be written: {problem.strerror or problem}."
            raise StateNotSaved(f"{why} {self._rescue(following)}") from problem
        self._has_backup = True
        self._seen = _facts(self.real)
        self.state = following
        return following

    def _rescue(self, state: State) -> str:
        """Puts the state somewhere else, and says where."""
        for directory in dict.fromkeys((self.real.parent, Path.cwd(), Path.home())):
            place = directory / ERRORED
            with suppress(OSError):
                replace_file(place, write_state(state).encode())
                return (
                    f"What is known by now was written to {place}; once the cause is mended, bring it back with: "
                    f"smtj state push {place}"
                )
        return "It could not be written anywhere else either; the journal still names every job."


@dataclass(frozen=True, slots=True)
class _JournalFile:
    path: Path

    def read(self) -> str:
        content = read_regular(self.path)
        return "" if content is None else content.decode("utf-8", "replace")

    def append(self, lines: str) -> None:
        try:
            append_durably(self.path, lines.encode())
        except OSError as problem:
            raise StateNotSaved(
                f"The journal {self.path} could not be written ({problem.strerror}), so nothing more is submitted."
            ) from problem

    def replace(self, lines: str) -> None:
        if lines:
            replace_file(self.path, lines.encode())
        else:
            self.path.unlink(missing_ok=True)


def _open(real: Path, shown: Path, around: Surroundings) -> _Locked:
    seen = _facts(real)
    state = _read(real, shown)
    journal = Journal(_JournalFile(real.with_name(f"{real.name}.smtj-intents")))
    return _Locked(state or State(around.identifier()), journal, real, shown, seen)


def _read(path: Path, shown: Path | None = None) -> State | None:
    try:
        content = read_regular(path)
        text = None if content is None else content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8 text"
        raise StateUnreadable(
            Diagnostics.of(
                Diagnostic.error(
                    "Failed to read the state",
                    f"The state {shown or path} cannot be read: {why or problem}.",
                )
            )
        ) from problem
    if text is None:
        return None
    state, problems = read_state(text, str(shown or path))
    if problems.has_errors:
        raise StateUnreadable(problems)
    return state


def _facts(path: Path) -> tuple[int, int, int] | None:
    """What another program cannot leave as it is when it writes the file."""
    try:
        facts = path.stat()
    except FileNotFoundError:
        return None
    return facts.st_ino, facts.st_size, facts.st_mtime_ns


def _lock_path(real: Path) -> Path:
    return real.with_name(f".{real.name}.smtj.lock")


def _info_path(real: Path) -> Path:
    return real.with_name(f".{real.name}.lock.info")


def _info(real: Path) -> LockInfo:
    try:
        return LockInfo.from_json(_info_path(real).read_text())
    except (OSError, UnicodeDecodeError):
        return LockInfo("")


def _flock(descriptor: int) -> bool:
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_free(real: Path) -> bool:
    """Whether no Terraform holds the state file, which it locks with fcntl."""
    import fcntl

    try:
        with real.open("rb+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # Not there yet, or read-only: then Terraform does not write it either.
        return True
    return True
