"""Disks that fail, files that were changed, and what a power failure would take away."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from tests.torture.scene import configuration
from tests.torture.workshop import SEED, Report, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.torture.forge import Forge
    from tests.torture.scene import Scene


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
    wrong += scene.push_rescued()
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
