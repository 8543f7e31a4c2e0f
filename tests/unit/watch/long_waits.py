"""Weeks of waiting for hundreds of jobs, in moments: a clock whose time passes by sleeping, and a service with troubles."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from sm_tj_cli.service import Kind
from sm_tj_cli.watch.events import Ended
from tests.fakes.training_jobs import refusal
from tests.unit.watch.lives import ENDINGS, Scene, life

DAY = 86400.0
OUTAGES = ((1.0 * DAY, 600.0), (9.3 * DAY, 600.0))
EXPIRIES = ((0.5 * DAY, 400.0), (6 * DAY, 500.0), (20 * DAY, 300.0))


@dataclass(frozen=True)
class LongWait:
    """What it came to: calls of the service, seconds until the end, jobs with a wrong verdict."""

    calls: int
    seconds: float
    wrong: list[str]


def long_wait(seed: int, *, full: bool, jobs: int = 500) -> LongWait:
    """Waits 28 days. In `full` many jobs run for long, else most take hours."""
    dice = random.Random(seed)
    scene = Scene()
    began = scene.clock.now()
    due = {"last": "completed"}
    scene.service.add(life("last", began, 28 * DAY))
    for number in range(jobs):
        ending = ENDINGS[number % len(ENDINGS)]
        spread = dice.random() if full else dice.random() ** 16
        seconds = 600 + spread * (28 * DAY - 600)
        created = began + timedelta(seconds=number)
        scene.service.add(life(f"job-{number}", created, seconds, ending))
        due[f"job-{number}"] = ending[3]
    for name in due:
        scene.follow(name)

    def trouble(operation: str) -> None:
        at = (scene.clock.now() - began).total_seconds()
        if any(start <= at < start + span for start, span in OUTAGES):
            raise refusal(operation, Kind.UNAVAILABLE)
        if any(start <= at < start + span for start, span in EXPIRIES):
            raise refusal(operation, Kind.CREDENTIALS)
        if dice.random() < 0.01:
            raise refusal(operation, dice.choice([Kind.THROTTLED, Kind.UNAVAILABLE]))

    scene.service.trouble = trouble
    ends: dict[str, str] = {}
    while scene.follower.active:
        scene.clock.advance(scene.follower.interval())
        scene.follower.poll()
        ends.update({it.name: it.verdict.value for it in scene.told if isinstance(it, Ended)})
        scene.told.clear()
    wrong = sorted(name for name in due if ends.get(name) != due[name])
    total = (scene.clock.now() - began).total_seconds()
    return LongWait(scene.service.calls.total(), total, wrong)
