"""The harnesses: each runs one kind of misfortune many times and says what went wrong.

Every harness takes a workshop and how much of the whole to do; `everything` is what `make torture` does.
"""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from queue import SimpleQueue
from typing import TYPE_CHECKING, Self

from tests.torture.answers import GARBLED
from tests.torture.forge import Forge
from tests.torture.scene import Scene, configuration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
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

    def __str__(self) -> str:
        notes = ", ".join(f"{what} {number}" for what, number in sorted(self.notes.items()))
        told = f"{self.name}: {self.cases} cases, {self.hits} struck, {len(self.wrong)} wrong, {self.seconds:.0f} s"
        return f"{told} ({notes})" if notes else told


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

    def scene(self, forge: Forge, jobs: int) -> Scene:
        return Scene.build(self.directory, forge, self.server, jobs)

    @property
    def misfortunes(self) -> dict[str, list[object]]:
        """The fault in our own code that is tried, if any."""
        return {self.mutant: []} if self.mutant else {}

    def each(
        self, report: Report, cases: Iterable[object], one: Callable[[Forge, object], None]
    ) -> Report:
        """All cases, as many at once as there are lanes."""
        began = time.monotonic()

        def in_lane(case: object) -> None:
            forge = self._forges.get()
            try:
                one(forge, case)
            finally:
                self._forges.put(forge)

        with ThreadPoolExecutor(self.lanes) as pool:
            list(pool.map(in_lane, cases))
        report.seconds = time.monotonic() - began
        return report


def killed_at_lines(shop: Workshop, sample: int | None = None) -> Report:
    """SIGKILL at each executed line of the code that submits and remembers, in an apply of three jobs."""
    report = Report("SIGKILL at every executed line, 3 jobs")
    with_count: list[int] = []
    shop.each(Report(""), [0], lambda forge, _: with_count.append(_lines(shop.scene(forge, 3))))
    numbers = list(range(1, with_count[0] + 1))
    if sample is not None:
        numbers = sorted(random.Random(SEED).sample(numbers, sample))

    def one(forge: Forge, case: object) -> None:
        _killed(shop, report, shop.scene(forge, 3), f"line {case}", killed_at_line=[case])

    return shop.each(report, numbers, one)


def killed_in(shop: Workshop, places: Iterable[tuple[str, int]], jobs: int = 3) -> Report:
    """SIGKILL at the n-th line executed in a function of a name."""
    report = Report("SIGKILL at named places")

    def one(forge: Forge, case: object) -> None:
        _killed(shop, report, shop.scene(forge, jobs), f"in {case}", killed_in=list(case))  # type: ignore[call-overload]

    return shop.each(report, places, one)


def killed_anywhere(shop: Workshop, rounds: int, jobs: int) -> Report:
    """SIGKILL at random moments, again and again until the apply comes through."""
    report = Report(f"SIGKILL at random moments, {jobs} jobs")
    dice = random.Random(SEED)
    moments = [dice.uniform(0.1, 1.2) for _ in range(rounds)]

    def one(forge: Forge, case: object) -> None:
        scene = shop.scene(forge, jobs)
        _killed(shop, report, scene, f"after {case:.3f} s", kill_after=float(str(case)))

    return shop.each(report, moments, one)


def _lines(scene: Scene) -> int:
    scene.apply(lines_counted=[])
    return int((scene.directory / "lines").read_text())


def _killed(
    shop: Workshop,
    report: Report,
    scene: Scene,
    case: str,
    kill_after: float = 0.0,
    **misfortune: list[object],
) -> None:
    ended = scene.apply(kill_after=kill_after, **shop.misfortunes, **misfortune)
    wrong = scene.corrupt() + scene.told_badly(ended)
    report.add(case, wrong + scene.converge(), hit=ended.code == -9)


def garbled_all(shop: Workshop, kinds: Iterable[str] = tuple(GARBLED)) -> Report:
    """One apply in which each job's Create is answered in another way, three times over."""
    report = Report("Lost and garbled answers, all kinds at once")
    kinds = list(kinds)
    began = time.monotonic()
    forge = shop._forges.get()
    shop.server.admin.answer("POST", "reset", b"")
    scene = shop.scene(forge, len(kinds))
    for number, kind in enumerate(kinds):
        rule = {"operation": "CreateTrainingJob", "name": f"^job-{number}(-|$)", **GARBLED[kind]}
        shop.server.admin.faults.add(rule, time.time())  # noqa: TID251
    ended = scene.apply("--parallelism", "14", **shop.misfortunes)
    wrong = scene.told_badly(ended) + scene.wrong()
    if ended.code:
        wrong.append(f"ended with {ended.code}: {ended.err[-600:]}")
    struck = [bool(rule.fired) for rule in shop.server.admin.faults.rules]
    shop.server.admin.answer("DELETE", "faults", b"")
    shop._forges.put(forge)
    report.add("all kinds", wrong, hit=all(struck))
    report.seconds = time.monotonic() - began
    return report


def garbled(shop: Workshop, jobs: int, calls: Iterable[int], kinds: Iterable[str]) -> Report:
    """Each kind of lost or garbled answer, to one Create after the other."""
    report = Report(f"Lost and garbled answers, {jobs} jobs")
    cases = [(kind, number) for kind in kinds for number in calls]
    # Rules strike by the call, so one scene at a time.
    began = time.monotonic()
    forge = shop._forges.get()
    for kind, number in cases:
        shop.server.admin.answer("POST", "reset", b"")
        scene = shop.scene(forge, jobs)
        rule = {"operation": "CreateTrainingJob", **GARBLED[kind], "skip": number, "times": 1}
        shop.server.admin.faults.add(rule, time.time())  # noqa: TID251
        ended = scene.apply(**shop.misfortunes)
        wrong = scene.told_badly(ended) + scene.wrong()
        if ended.code:
            wrong.append(f"ended with {ended.code}: {ended.err[-600:]}")
        struck = bool(shop.server.admin.faults.rules[0].fired)
        shop.server.admin.answer("DELETE", "faults", b"")
        report.add(f"{kind}, call {number}", wrong, hit=struck)
    shop._forges.put(forge)
    report.seconds = time.monotonic() - began
    return report


def contended(shop: Workshop, rounds: int, copies: int = 5, jobs: int = 4) -> Report:
    """Several applies at once: one of them does everything, the others say that the state is locked."""
    report = Report(f"{copies} applies at once")
    slow = {"operation": "CreateTrainingJob", "do": "latency", "seconds": 0.6, "times": 0}
    shop.server.admin.answer("DELETE", "faults", b"")
    shop.server.admin.faults.add(slow, time.time())  # noqa: TID251

    def one(forge: Forge, case: object) -> None:
        scene = shop.scene(forge, jobs)
        ended = scene.apply(copies=copies, **shop.misfortunes)
        wrong = scene.told_badly(ended) + scene.wrong()
        if sorted(ended.codes) != [0] + [7] * (copies - 1):
            wrong.append(f"ended with {ended.codes}: {ended.err[-600:]}")
        report.add(f"round {case}", wrong)

    shop.each(report, range(rounds), one)
    shop.server.admin.answer("DELETE", "faults", b"")
    return report


def failing_disk(shop: Workshop, kinds: Iterable[str], numbers: Iterable[int] | None) -> Report:
    """Each call about a file fails once; `numbers` are the calls, None for one after the other until none is left."""
    report = Report("Each file system call failing once, 3 jobs")

    def one(forge: Forge, case: object) -> None:
        kind, number = case  # type: ignore[misc]
        _on_failing_disk(shop, report, forge, kind, number)

    if numbers is not None:
        return shop.each(report, [(kind, number) for kind in kinds for number in numbers], one)

    def all_of(forge: Forge, kind: object) -> None:
        for number in count(1):
            if not _on_failing_disk(shop, report, forge, str(kind), number):
                return

    return shop.each(report, kinds, all_of)


def _on_failing_disk(shop: Workshop, report: Report, forge: Forge, kind: str, number: int) -> bool:
    scene = shop.scene(forge, 3)
    ended = scene.apply(witnessed=[], **shop.misfortunes, disk_fails=[number, kind])
    struck = (scene.directory / "failed").exists()
    what = (scene.directory / "failed").read_text() if struck else "nothing failed"
    wrong = scene.corrupt() + scene.told_badly(ended)
    if ended.code not in {0, 1, 3, 10}:
        wrong.append(f"ended with {ended.code}: {ended.err[-600:]}")
    note = f"exit {ended.code}" if struck else ""
    report.add(f"call {number}, {what}", wrong + scene.converge(), hit=struck, note=note)
    return struck


def mutated_files(shop: Workshop, cases: int, chunk: int = 50, seed: int = SEED) -> Report:
    """State and journal of a finished apply, changed in one place: nothing breaks, nothing is submitted."""
    report = Report("Mutated state and journal files")

    def one(forge: Forge, case: object) -> None:
        scene = _recorded_twice(shop, forge)
        before = scene.writes()
        for found in scene.survive(seed * 1000 + int(str(case)), min(chunk, cases)):
            wrong = found["wrong"]
            assert isinstance(wrong, list)
            report.add(str(found["case"]), wrong, note=f"exit {found['code']}")
        new = scene.writes()[len(before) :]
        if new:
            report.wrong.append(f"chunk {case}: the service was made to {new}")

    return shop.each(report, range(-(-cases // chunk)), one)


def _recorded_twice(shop: Workshop, forge: Forge) -> Scene:
    """Three jobs of fixed names in the state and, since that run was killed at its end, in the journal too."""
    scene = shop.scene(forge, 3)
    (scene.directory / "main.tf").write_text(configuration(3, fixed=True))
    ended = scene.apply(killed_in=["compact"])
    assert ended.code == -9, ended
    return scene


def orderly(shop: Workshop) -> Report:
    """Nothing is sent, renamed or settled before what it builds on would survive a power failure."""
    report = Report("Order of writing, flushing, renaming and sending")

    def one(forge: Forge, _: object) -> None:
        scene = shop.scene(forge, 3)
        # The witness stands nearest to the disk: a mutant must not hide from it.
        ended = scene.apply(witnessed=[], **shop.misfortunes)
        report.add("apply", scene.told_badly(ended) + scene.wrong())

    return shop.each(report, [0], one)
