"""Runs that are killed or interrupted, anywhere."""

from __future__ import annotations

import random
import signal
import time
from typing import TYPE_CHECKING

from tests.torture.workshop import SEED, Report, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.torture.forge import Forge
    from tests.torture.scene import Scene

# Docker gives ten seconds before it kills.
LONGEST_END_SECONDS = 8.0


def killed_at_lines(shop: Workshop, sample: int | None = None, *, in_s3: bool = False) -> Report:
    """SIGKILL at each executed line of the code that submits and remembers, in an apply of three jobs."""
    where = "state in S3" if in_s3 else "state in a file"
    report = Report(f"SIGKILL at every executed line, 3 jobs, {where}")
    with shop.forge() as forge:
        number = _lines(shop.scene(forge, 3, in_s3=in_s3))
    numbers = list(range(1, number + 1))
    if sample is not None:
        numbers = sorted(random.Random(SEED).sample(numbers, sample))

    def one(forge: Forge, case: object) -> None:
        scene = shop.scene(forge, 3, in_s3=in_s3)
        _killed(shop, report, scene, f"line {case}", killed_at_line=[case])

    return shop.each(report, numbers, one)


def killed_in(shop: Workshop, places: Iterable[tuple[str, int]], jobs: int = 3) -> Report:
    """SIGKILL at the n-th line executed in a function of a name."""
    report = Report("SIGKILL at named places")

    def one(forge: Forge, case: object) -> None:
        assert isinstance(case, tuple)
        _killed(shop, report, shop.scene(forge, jobs), f"in {case}", killed_in=list(case))

    return shop.each(report, places, one)


def killed_anywhere(shop: Workshop, rounds: int, jobs: int, *, in_s3: bool = False) -> Report:
    """SIGKILL at random moments."""
    where = "state in S3" if in_s3 else "state in a file"
    report = Report(f"SIGKILL at random moments, {jobs} jobs, {where}")
    dice = random.Random(SEED)
    whole = _seconds(shop, jobs, in_s3=in_s3)
    moments = [dice.uniform(0.01, whole) for _ in range(rounds)]

    def one(forge: Forge, case: object) -> None:
        scene = shop.scene(forge, jobs, in_s3=in_s3)
        _killed(shop, report, scene, f"after {case:.3f} s", kill_after=float(str(case)))

    return shop.each(report, moments, one)


def interrupted(shop: Workshop, rounds: int, jobs: int = 20) -> Report:
    """SIGINT or SIGTERM at random moments: nothing new is sent, what is in flight is saved, the lock is given back."""
    report = Report(f"SIGINT and SIGTERM at random moments, {jobs} jobs")
    dice = random.Random(SEED)
    whole = _seconds(shop, jobs)
    cases = [
        (number, dice.uniform(0.01, whole))
        for number in (signal.SIGINT, signal.SIGTERM)
        for _ in range(rounds)
    ]

    def one(forge: Forge, case: object) -> None:
        number, moment = case  # type: ignore[misc]
        scene = shop.scene(forge, jobs)
        ended = scene.apply(kill_after=moment, signal=number, **shop.misfortunes)
        wrong = scene.corrupt() + scene.told_badly(ended)
        # One that comes before the program has begun ends the process as it does any other.
        if ended.code not in {0, 128 + number, -number}:
            wrong.append(f"ended with {ended.code}: {ended.err[-600:]}")
        if ended.seconds > LONGEST_END_SECONDS:
            wrong.append(f"ended {ended.seconds:.1f} s after the signal")
        wrong += scene.created_after(ended.signalled, patience=0.5)
        if scene.jobs_made() != len(scene.recorded()):
            wrong.append(f"{scene.jobs_made()} jobs made, {len(scene.recorded())} recorded")
        name = signal.Signals(number).name
        report.add(
            f"{name} after {moment:.3f} s",
            wrong + scene.converge(),
            hit=ended.code != 0,
            note=f"exit {ended.code}",
        )

    return shop.each(report, cases, one)


def _seconds(shop: Workshop, jobs: int, *, in_s3: bool = False) -> float:
    """How long a run takes that nothing befalls; the first one in a sandbox takes longer."""
    took = []
    with shop.forge() as forge:
        for _ in range(3):
            scene = shop.scene(forge, jobs, in_s3=in_s3)
            began = time.monotonic()
            scene.apply()
            took.append(time.monotonic() - began)
    return min(took)


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
