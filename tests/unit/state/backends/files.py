"""A state in a file and what stands around it, for tests: what is done with it, and what others see of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sm_tj_cli.state.backends.local import LocalStore
from sm_tj_cli.state.format import read_state
from sm_tj_cli.state.lock import Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sm_tj_cli.state.model import State


@dataclass
class Pauses:
    """Sleeping that takes no time; `then` is what happens meanwhile."""

    slept: list[float] = field(default_factory=list)
    then: Callable[[], None] | None = None

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        if self.then:
            self.then()


def store_at(path: Path, pauses: Pauses | None = None) -> LocalStore:
    numbers = iter(range(1, 1000))
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    around = Surroundings(
        lambda: now, pauses or Pauses(), lambda: f"id-{next(numbers)}", "ann@host", "1.0"
    )
    return LocalStore(path, around)


def names(path: Path) -> list[str]:
    return sorted(item.name for item in path.parent.iterdir())


def content(path: Path) -> State | None:
    return read_state(path.read_text(), str(path))[0]


def do(store: LocalStore, verb: str) -> None:
    if verb == "read":
        store.read()
    else:
        with store.lock("apply"):
            pass
