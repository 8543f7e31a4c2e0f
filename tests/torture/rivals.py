"""Several runs on one state: at once, or one that had its lock taken away."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from tests.torture.workshop import Report, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.torture.forge import Ended, Forge
    from tests.torture.scene import Scene

STATE = "/terraform.smtj.tfstate"
# Which call of S3 gets no answer, after how many that do.
UNANSWERED = (
    ("PUT", f"{STATE}.tflock", 0),
    ("DELETE", f"{STATE}.tflock", 0),
    ("PUT", f"{STATE}.smtj-intents", 0),
    ("DELETE", f"{STATE}.smtj-intents", 0),
    ("PUT", STATE, 0),
    ("PUT", STATE, 1),
)
ROBBERIES = ("lock_stolen", "overtaken_first", "overtaken_later")


def contended(
    shop: Workshop, rounds: int, copies: int = 5, jobs: int = 4, *, in_s3: bool = False
) -> Report:
    """Several applies at once: one of them does everything, the others say that the state is locked."""
    report = Report(f"{copies} applies at once, state in {'S3' if in_s3 else 'a file'}")

    def one(forge: Forge, case: object) -> None:
        scene = shop.scene(forge, jobs, in_s3=in_s3)
        ended = scene.apply(copies=copies, **shop.misfortunes)
        wrong = _wrong(scene, ended)
        if sorted(ended.codes) != [0] + [7] * (copies - 1):
            wrong.append(f"ended with {ended.codes}: {ended.err[-600:]}")
        report.add(f"round {case}", wrong)

    slow = {"operation": "CreateTrainingJob", "do": "latency", "seconds": 0.6, "times": 0}
    with shop.faults(slow):
        return shop.each(report, range(rounds), one)


def unanswered(shop: Workshop, rounds: int) -> Report:
    """A write of lock, journal or state in S3 takes effect and gets no answer: what is ours is known for ours."""
    report = Report("Writes of lock, journal and state in S3 without an answer")

    def one(forge: Forge, case: object) -> None:
        number, (method, ending, skip) = case  # type: ignore[misc]
        scene = shop.scene(forge, 2, in_s3=True)
        operation = f"{method} .*/{scene.directory.name}{ending}"
        rule = {"operation": operation, "do": "reset_after", "skip": skip, "times": 1}
        with shop.faults(rule):
            ended = scene.apply(**shop.misfortunes)
            struck = bool(shop.server.admin.faults.rules[0].fired)
        wrong = _wrong(scene, ended)
        if ended.code:
            wrong.append(f"ended with {ended.code}: {ended.err[-600:]}")
        report.add(f"{method} {ending}, round {number}", wrong, hit=struck)

    return shop.in_turn(report, product(range(rounds), UNANSWERED), one)


def robbed(shop: Workshop, robberies: Iterable[str] = ROBBERIES) -> Report:
    """A lock was forced open: what somebody else wrote or holds since then is left alone."""
    report = Report("Lock in S3 forced open by somebody else")

    def one(forge: Forge, case: object) -> None:
        scene = shop.scene(forge, 3, in_s3=True)
        ended = scene.apply(**shop.misfortunes, **{str(case): []})
        wrong = scene.told_badly(ended)
        if case == "lock_stolen":
            wrong += [] if scene.kept.lock_id() == "stolen" else ["the other's lock was removed"]
            wrong += [] if "was taken away" in ended.err else ["no word on that"]
        else:
            theirs = b'"somebody": "else"' in (scene.kept.content() or b"")
            wrong += [] if theirs else ["the other's state was overwritten"]
            wrong += [] if ended.code == 10 else [f"ended with {ended.code}: {ended.err[-600:]}"]
        report.add(str(case), wrong)

    return shop.each(report, robberies, one)


def _wrong(scene: Scene, ended: Ended) -> list[str]:
    left = [f"left behind: {name}" for name in scene.kept.left()]
    return scene.told_badly(ended) + scene.wrong() + left
