"""State in a file on this machine, the journal and the locks beside it.

`smtj.tfstate` is Terraform's format; `smtj.tfstate.backup` the version before this run, `smtj.tfstate.smtj-intents`
the journal. `.smtj.tfstate.smtj.lock` is locked with flock, which the kernel frees however the process ends, and says
which version was saved last; `.smtj.tfstate.lock.info` says who holds it, for people and for Terraform.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.state.copies import find_copies
from sm_tj_cli.state.durable import read_regular, replace_file, sweep, version_of
from sm_tj_cli.state.exposure import exposures
from sm_tj_cli.state.format import NEWER_FORMAT, OTHER_FORMATS, StateText, decode_state
from sm_tj_cli.state.journal_file import journal_beside, journal_path
from sm_tj_cli.state.latest import note_latest, read_latest
from sm_tj_cli.state.lock import (
    FileLocks,
    LockInfo,
    Locks,
    NoLocks,
    Surroundings,
    cut_off,
    not_locked,
)
from sm_tj_cli.state.rescue import Rescue, put_aside
from sm_tj_cli.state.store import (
    StateLocked,
    StateNotSaved,
    StateUnreadable,
    begun_state,
    next_version,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.state.copies import Copy
    from sm_tj_cli.state.durable import Version
    from sm_tj_cli.state.journal import Intent, Journal
    from sm_tj_cli.state.model import State
    from sm_tj_cli.state.store import LockedState

LOOK_EVERY_SECONDS = 0.5


@dataclass(frozen=True)
class LocalStore:
    """The state in the file `path`."""

    path: Path
    around: Surroundings
    locks: bool = True

    @property
    def described(self) -> str:
        """The path."""
        return str(self.path)

    def read(self) -> State | None:
        """The state as it is now, None where there is no file; raises StateUnreadable."""
        real = self._real()
        state = _read(real, self.path)
        if state is None:
            self._tell_gone(real)
        return state

    def begun(self) -> tuple[Intent, ...]:
        """The intents; see `StateStore.begun`."""
        return journal_beside(self._real()).open_intents()

    @contextmanager
    def lock(self, operation: str, timeout: float = 0.0) -> Iterator[LockedState]:
        """Holds the state; see `StateStore.lock`."""
        with self._held(operation, timeout) as (real, locks):
            yield self._opened(real, locks)

    def put_back(self, state: State, timeout: float = 0.0) -> Path | None:
        """Writes `state` over a damaged one, which is kept under a name of its own; see `StateStore.put_back`."""
        with self._held("state restore", timeout) as (real, _):
            try:
                damaged = read_regular(real)
                aside = put_aside(real.parent, real.name, damaged) if damaged is not None else None
                # Before: the note is never ahead of the state.
                note_latest(_sidecar(real), state)
                replace_file(real, StateText().write(state).encode())
            except OSError as problem:
                why = problem.strerror or str(problem)
                raise StateNotSaved(
                    f"The state {self.path} could not be written: {why}."
                ) from problem
        return aside

    @property
    def folders(self) -> tuple[Path, ...]:
        """The file's own."""
        return (self._real().parent,)

    def copies(self) -> tuple[Copy, ...]:
        """What else there is of it, the newest first."""
        return find_copies(self._real())

    @contextmanager
    def _held(self, operation: str, timeout: float) -> Iterator[tuple[Path, Locks]]:
        real = self._real()
        locks = _locks(real) if self.locks else NoLocks()
        try:
            real.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            self._take(locks, real, timeout)
        except OSError as problem:
            raise StateNotSaved(
                f"The state {self.path} cannot be locked ({problem.strerror or problem}), so nothing was done."
            ) from problem
        try:
            with self._announced(real, operation) if self.locks else nullcontext():
                yield real, locks
        finally:
            locks.release()

    def holder(self) -> LockInfo | None:
        """Who holds it now."""
        real = self._real()
        if not real.parent.is_dir():
            return None
        locks = _locks(real)
        try:
            taken = locks.take()
        except OSError:
            # Where nothing can be locked, nobody holds a lock.
            taken = True
        locks.release()
        return None if taken else _info(real)

    def force_unlock(self, lock_id: str) -> None:
        """Removes what a process left behind; the lock itself went with it. Raises StateLocked, LookupError."""
        real = self._real()
        info = _info(real)
        if info.id and info.id == lock_id:
            _locks(real).forsake()
        if self.holder() is not None:
            raise StateLocked(info, str(self.path))
        if not _info_path(real).exists():
            raise LookupError(str(self.path))
        if info.id != lock_id:
            raise StateLocked(info, str(self.path))
        _info_path(real).unlink()

    def _real(self) -> Path:
        """The file behind a link."""
        try:
            real = self.path.resolve()
            leads_nowhere = self.path.is_symlink() and not real.exists()
        except RuntimeError as problem:
            raise unreadable(self.path, "its links lead in a circle") from problem
        except OSError as problem:
            raise unreadable(self.path, problem.strerror or str(problem)) from problem
        if leads_nowhere:
            # A volume that is not mounted looks like this, and a state that is begun anew submits everything again.
            raise unreadable(
                self.path,
                f"it is a link to {real}, which does not exist. To begin a state there, name it: --state {real}",
            )
        return real

    def _take(self, locks: Locks, real: Path, timeout: float) -> None:
        waited = 0.0
        if not self.locks:
            self.around.tell(not_locked(self.described))
        while not locks.take():
            if waited >= timeout:
                raise StateLocked(_info(real), str(self.path))
            pause = min(LOOK_EVERY_SECONDS, timeout - waited)
            self.around.sleep(pause)
            waited += pause

    def _opened(self, real: Path, locks: Locks) -> _Locked:
        try:
            return self._open(real, locks)
        except OSError as problem:
            why = problem.strerror or str(problem)
            raise unreadable(self.path, why) from problem

    def _open(self, real: Path, locks: Locks) -> _Locked:
        for path in (real, _backup_path(real), journal_path(real), _info_path(real)):
            if self.locks:
                sweep(path)
        for told in exposures(real, _backup_path(real), os.geteuid()):
            self.around.tell(told)
        seen = _version(real)
        state = _read(real, self.path)
        if not locks.renew():
            raise StateLocked(_info(real), str(self.path))
        journal = journal_beside(real)
        if state is None:
            self._tell_gone(real)
            state = begun_state(journal, self.around.identifier)
        return _Locked(state, journal, real, self.path, locks, seen)

    def _tell_gone(self, real: Path) -> None:
        """Whoever removed it may have meant to begin anew; whoever did not submits what has made names once more."""
        latest, copies = read_latest(_sidecar(real)), find_copies(real)
        if latest is not None and copies:
            self.around.tell(latest.gone(self.described, copies[0].described))

    @contextmanager
    def _announced(self, real: Path, operation: str) -> Iterator[None]:
        info = self.around.lock_info(operation, str(self.path))
        try:
            if _info_path(real).exists():
                self.around.tell(cut_off(_info(real), self.described))
            replace_file(_info_path(real), info.to_json().encode())
        except OSError as problem:
            raise StateNotSaved(
                f"Nothing can be written beside the state {self.path} ({problem.strerror or problem}), so nothing was done."
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
    _locks: Locks
    _seen: Version | None
    _text: StateText = field(default_factory=StateText)
    _has_backup: bool = False
    _rescue: Rescue = field(init=False)

    def __post_init__(self) -> None:
        self._rescue = Rescue((self.real.parent,), self._text)

    def check(self) -> None:
        """Nothing to see: what the kernel locked stays so."""

    def save(self, state: State, forgets: Collection[InstanceAddress] | None = ()) -> State:
        """Writes the next version; see `LockedState.save`."""
        following = next_version(self.state, state, forgets)
        if following is None:
            return self.state
        content = self._text.write(following).encode()
        try:
            is_ours = _version(self.real) == self._seen
            if is_ours:
                self._write(content)
        except OSError as problem:
            why = f"The state {self.shown} could not be written: {problem.strerror or problem}."
            raise StateNotSaved(f"{why} {self._rescue.keep(following)}") from problem
        if not is_ours:
            raise StateNotSaved(
                f"The state {self.shown} was changed by another program while smtj held its lock. "
                f"{self._rescue.keep(following)}"
            )
        self._rescue.forget()
        note_latest(_sidecar(self.real), following)
        # Should Terraform have slipped in here, the next save finds what it wrote.
        self._locks.renew()
        self.state = following
        return following

    def _write(self, content: bytes) -> None:
        backup = _backup_path(self.real)
        try:
            written = replace_file(self.real, content, backup=None if self._has_backup else backup)
        except OSError:
            # A flush that failed is never asked for again on the same file, but a new file may do. What failed may
            # have failed when the new version was in its place already.
            is_there = _version(self.real) != self._seen
            keeps = self._has_backup or is_there
            written = replace_file(self.real, content, backup=None if keeps else backup)
        self._has_backup, self._seen = True, written


def _read(path: Path, shown: Path) -> State | None:
    latest = read_latest(_sidecar(path))
    try:
        content = read_regular(path)
    except OSError as problem:
        raise unreadable(shown, problem.strerror or str(problem)) from problem
    if content is None:
        return None
    state, problems = decode_state(content, str(shown))
    if state is None:
        if any(problem.summary == NEWER_FORMAT for problem in problems):
            # It is sound: an older copy in its place would throw away what a newer smtj wrote.
            raise StateUnreadable(problems)
        is_damaged = all(problem.summary not in OTHER_FORMATS for problem in problems)
        remedy = "smtj state restore" if is_damaged else "smtj state restore --force"
        raise StateUnreadable(problems + _what_else(path, remedy))
    if latest is not None and latest.is_ahead_of(state):
        raise StateUnreadable(latest.objection(state, str(shown), f"smtj state restore {shown}"))
    return state


def _what_else(path: Path, remedy: str) -> Diagnostics:
    copies = find_copies(path)
    if not copies:
        return Diagnostics()
    return Diagnostics.of(
        Diagnostic.warning(
            "There is a copy of the state",
            f"The newest one that can be read is {copies[0].described}. To put it in the place of the state: {remedy}",
        )
    )


def _version(path: Path) -> Version | None:
    try:
        return version_of(path.stat())
    except FileNotFoundError:
        return None


def _locks(real: Path) -> FileLocks:
    return FileLocks(_sidecar(real), real)


def _sidecar(real: Path) -> Path:
    return real.with_name(f".{real.name}.smtj.lock")


def _backup_path(real: Path) -> Path:
    return real.with_name(f"{real.name}.backup")


def _info_path(real: Path) -> Path:
    return real.with_name(f".{real.name}.lock.info")


def _info(real: Path) -> LockInfo:
    try:
        return LockInfo.from_json((read_regular(_info_path(real)) or b"").decode())
    except (OSError, UnicodeDecodeError):
        return LockInfo("")
