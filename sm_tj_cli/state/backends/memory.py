"""State in this process's memory, for tests and for whoever wants nothing kept."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.state.journal import Journal
from sm_tj_cli.state.lock import LockInfo
from sm_tj_cli.state.model import State
from sm_tj_cli.state.store import StateLocked, next_version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.state.copies import Copy
    from sm_tj_cli.state.journal import Intent
    from sm_tj_cli.state.store import LockedState


@dataclass
class MemoryStore:
    """A state that ends with the process. `state` is None until it is first saved."""

    lineage: str = "memory"
    state: State | None = None
    lines: str = ""
    held: LockInfo | None = None

    @property
    def described(self) -> str:
        """Where it is."""
        return "memory"

    def read(self) -> State | None:
        """The state as it is now."""
        return self.state

    def begun(self) -> tuple[Intent, ...]:
        """The intents; see `StateStore.begun`."""
        return Journal(_Lines(self)).open_intents()

    @contextmanager
    def lock(self, operation: str, timeout: float = 0.0) -> Iterator[LockedState]:  # noqa: ARG002 - the port's
        """Holds the state; see `StateStore.lock`."""
        if self.held is not None:
            raise StateLocked(self.held, self.described)
        self.held = LockInfo("1", operation, path=self.described)
        try:
            yield _Locked(self, self.state or State(self.lineage))
        finally:
            self.held = None

    def put_back(self, state: State, timeout: float = 0.0) -> Path | None:
        """Puts a state in the place of the one there, which was a sound one always."""
        with self.lock("state restore", timeout):
            self.state = state
        return None

    @property
    def folders(self) -> tuple[Path, ...]:
        """None."""
        return ()

    def copies(self) -> tuple[Copy, ...]:
        """There is nothing else of it."""
        return ()

    def holder(self) -> LockInfo | None:
        """Who holds it now."""
        return self.held

    def force_unlock(self, lock_id: str) -> None:
        """Removes the lock. Raises StateLocked, LookupError."""
        if self.held is None:
            raise LookupError(self.described)
        if self.held.id != lock_id:
            raise StateLocked(self.held, self.described)
        self.held = None


@dataclass
class _Locked:
    store: MemoryStore
    state: State
    journal: Journal = field(init=False)

    def __post_init__(self) -> None:
        self.journal = Journal(_Lines(self.store))

    def check(self) -> None:
        """Nothing to see."""

    def save(self, state: State, forgets: Collection[InstanceAddress] | None = ()) -> State:
        """Keeps the next version."""
        following = next_version(self.state, state, forgets)
        if following is not None:
            self.store.state = self.state = following
        return self.state


@dataclass(frozen=True, slots=True)
class _Lines:
    store: MemoryStore
    rewrites: bool = False

    def read(self) -> str:
        return self.store.lines

    def append(self, lines: str) -> None:
        self.store.lines += lines

    def replace(self, lines: str) -> None:
        self.store.lines = lines
