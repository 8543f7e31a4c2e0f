"""Where misfortunes are tried: a sandbox, lanes of which each runs one scene at a time, and a report of what was found."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import TYPE_CHECKING, Self

from tests.torture.forge import Forge
from tests.torture.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sm_tj_cli.sandbox.server import Server

SEED = 20260102
LANES = 2


@dataclass
class Report:
    """What one harness did and found."""

    name: str
    cases: int = 0
    hits: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)

    def add(self, case: str, wrong: list[str], *, hit: bool = True, note: str = "") -> None:
        self.cases += 1
        self.hits += hit
        self.missed += [] if hit else [case]
        self.wrong += [f"{case}: {what}" for what in wrong]
        if note:
            self.notes[note] = self.notes.get(note, 0) + 1

    @property
    def noted(self) -> str:
        return ", ".join(f"{what} {number}" for what, number in sorted(self.notes.items()))

    def __str__(self) -> str:
        told = f"{self.name}: {self.cases} cases, {self.hits} struck, {len(self.wrong)} wrong, {self.seconds:.0f} s"
        return f"{told} ({self.noted})" if self.notes else told


@dataclass
class Workshop:
    """A sandbox, and lanes of which each runs one scene at a time."""

    server: Server
    directory: Path
    lanes: int = LANES
    mutant: str = ""
    _forges: SimpleQueue[Forge] = field(default_factory=SimpleQueue)

    def __enter__(self) -> Self:
        for _ in range(self.lanes):
            self._forges.put(Forge())
        return self

    def __exit__(self, *_: object) -> None:
        for _ in range(self.lanes):
            self._forges.get().close()

    def scene(self, forge: Forge, jobs: int, *, in_s3: bool = False) -> Scene:
        return Scene.build(self.directory, forge, self.server, jobs, in_s3=in_s3)

    @property
    def misfortunes(self) -> dict[str, list[object]]:
        """The fault in our own code that is tried, if any."""
        return {self.mutant: []} if self.mutant else {}

    @contextmanager
    def forge(self) -> Iterator[Forge]:
        forge = self._forges.get()
        try:
            yield forge
        finally:
            self._forges.put(forge)

    @contextmanager
    def faults(self, *rules: dict[str, object]) -> Iterator[None]:
        """The sandbox with these rules and no others."""
        self.server.admin.answer("DELETE", "faults", b"")
        for rule in rules:
            self.server.admin.faults.add(rule, time.time())  # type: ignore[arg-type]  # noqa: TID251
        try:
            yield
        finally:
            self.server.admin.answer("DELETE", "faults", b"")

    def each(
        self, report: Report, cases: Iterable[object], one: Callable[[Forge, object], None]
    ) -> Report:
        """All cases, as many at once as there are lanes."""
        began = time.monotonic()

        def in_lane(case: object) -> None:
            with self.forge() as forge:
                one(forge, case)

        with ThreadPoolExecutor(self.lanes) as pool:
            list(pool.map(in_lane, cases))
        report.seconds = time.monotonic() - began
        return report

    def in_turn(
        self, report: Report, cases: Iterable[object], one: Callable[[Forge, object], None]
    ) -> Report:
        """All cases one by one, each in a sandbox that knows nothing: the sandbox's rules strike by the call."""
        began = time.monotonic()
        with self.forge() as forge:
            for case in cases:
                self.server.admin.answer("POST", "reset", b"")
                one(forge, case)
        report.seconds = time.monotonic() - began
        return report
