from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.service import Kind
from sm_tj_cli.watch.events import Ended, Told
from sm_tj_cli.watch.follow import Pace, Watched
from sm_tj_cli.watch.log_follow import FollowedLog, LogFollower
from sm_tj_cli.watch.logs import LogTail
from sm_tj_cli.watch.wait import Waited, Watching
from tests.fakes.clock import FakeClock, FakeStopSign
from tests.fakes.logs import FakeLogs, refusal
from tests.fakes.training_jobs import FakeTrainingJobs, Step
from tests.unit.watch.lives import ENDINGS, life

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.watch.events import WatchEvent
    from sm_tj_cli.watch.log_follow import JobLine


@dataclass
class Living(FakeLogs):
    """Logs that are written as the clock goes on: at so many seconds a stream gets a line."""

    clock: FakeClock = field(default_factory=FakeClock)
    script: list[tuple[float, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.began = self.clock.now()

    def streams(self, job: str) -> Sequence[str]:
        past = (self.clock.now() - self.began).total_seconds()
        while self.script and self.script[0][0] <= past:
            at, stream, text = self.script.pop(0)
            self.write(stream, (int(at * 1000), text))
        return list(super().streams(job))


class Scene:
    """Followed jobs, each with its log, and everything that was told, in its order."""

    def __init__(self, **ends: float) -> None:
        self.clock = FakeClock()
        self.jobs = FakeTrainingJobs(self.clock)
        self.logs = Living(clock=self.clock)
        self.sign = FakeStopSign()
        self.told: list[WatchEvent | str] = []
        self.rounds: list[float] = []
        for name, seconds in ends.items():
            self.jobs.add(life(name, self.clock.now(), seconds, ENDINGS[0]))

    def follow(self, tail: int | None = None) -> Waited:
        followed = [
            FollowedLog(
                Watched(name, self.jobs, created=job.created), LogTail(self.logs, name, self.clock)
            )
            for name, job in self.jobs.jobs.items()
        ]
        watching = Watching(self.clock, self.sign, self.told.append, Pace())
        return LogFollower(followed, watching, self._show, tail, self._round).run()

    def _show(self, lines: Sequence[JobLine]) -> None:
        self.told.extend(line.message for _, line in lines)

    def _round(self) -> None:
        self.rounds.append((self.clock.now() - self.logs.began).total_seconds())

    @property
    def lines(self) -> list[str]:
        return [it for it in self.told if isinstance(it, str)]

    @property
    def warnings(self) -> list[str]:
        return [it.diagnostic.summary for it in self.told if isinstance(it, Told)]

    @property
    def ends(self) -> list[str]:
        return [it.name for it in self.told if isinstance(it, Ended)]


def test_the_end_is_told_behind_the_last_line_that_came_late() -> None:
    scene = Scene(job=100)
    scene.logs.script = [(20, "job/algo-1-1", "a"), (108, "job/algo-1-1", "last words")]
    done = scene.follow()
    assert scene.lines == ["a", "last words"]
    assert isinstance(scene.told[-1], Ended)
    assert [final.name for final in done.ended] == ["job"]
    assert 118 <= scene.rounds[-1] < 140


def test_of_one_that_ended_long_ago_everything_is_there() -> None:
    scene = Scene(job=100)
    scene.logs.script = [(20, "job/algo-1-1", "a")]
    scene.jobs.jobs["job"].more = {"TrainingEndTime": "2026-01-02T03:05:45Z"}
    scene.clock.advance(3600)
    scene.follow()
    assert scene.lines == ["a"]
    assert len(scene.rounds) == 1


def test_one_whose_lines_are_outside_the_tail_has_logged() -> None:
    scene = Scene(early=100, late=100)
    scene.logs.script = [(20, "early/algo-1-1", "a"), (30, "late/algo-1-1", "b")]
    scene.clock.advance(120)
    done = scene.follow(tail=1)
    assert (scene.lines, scene.warnings, len(done.ended)) == (["b"], [], 2)
    assert scene.rounds[-1] < 140


def test_one_that_never_logged_is_waited_for_a_minute() -> None:
    scene = Scene(job=100)
    scene.follow()
    assert scene.warnings == ["No log lines"]
    assert 160 <= scene.rounds[-1] < 180


def test_one_that_never_trained_is_not_waited_for() -> None:
    scene = Scene(job=100)
    job = scene.jobs.jobs["job"]
    job.steps = (Step(0, "InProgress", "Starting"), Step(50, "Failed", "Failed"))
    job.__post_init__()
    scene.follow()
    assert scene.warnings == ["No log lines"]
    assert scene.rounds[-1] < 60


def test_new_streams_of_a_restart_are_read_too() -> None:
    scene = Scene(job=300)
    scene.logs.script = [(20, "job/algo-1-20", "a"), (200, "job/algo-1-200", "b")]
    scene.follow()
    assert scene.lines == ["a", "b"]


def test_each_job_ends_behind_its_own_lines() -> None:
    scene = Scene(short=50, long=400)
    scene.logs.script = [
        (10, "short/algo-1-1", "s"),
        (300, "long/algo-1-1", "l"),
    ]
    done = scene.follow()
    assert scene.ends == ["short", "long"]
    assert scene.lines == ["s", "l"]
    assert done.running == ()


def test_without_permission_for_the_log_the_job_is_followed() -> None:
    scene = Scene(job=500)

    def denied(operation: str, _stream: str) -> None:
        raise refusal(operation, Kind.PERMISSION)

    scene.logs.trouble = denied
    done = scene.follow()
    assert scene.warnings == ["Log cannot be read"]
    assert [final.name for final in done.ended] == ["job"]
    assert scene.logs.calls == 1


@pytest.mark.parametrize("kind", [Kind.UNAVAILABLE, Kind.CREDENTIALS])
def test_an_outage_loses_nothing(kind: Kind) -> None:
    scene = Scene(job=2000)
    scene.logs.script = [(at, "job/algo-1-1", str(at)) for at in range(210, 1900, 10)]

    def out(operation: str, _stream: str) -> None:
        past = (scene.clock.now() - scene.logs.began).total_seconds()
        if 400 < past < 1000:
            raise refusal(operation, kind)

    scene.logs.trouble = out
    scene.follow()
    assert scene.lines == [str(at) for at in range(210, 1900, 10)]
    assert 0 < len(scene.warnings) <= 11


def test_the_last_lines_and_then_what_comes() -> None:
    scene = Scene(job=300)
    scene.logs.script = [
        *((at, "job/algo-1-1", str(at)) for at in range(20, 30)),
        (100, "job/algo-1-1", "new"),
    ]
    scene.clock.advance(50)
    scene.follow(tail=2)
    assert scene.lines == ["28", "29", "new"]


def test_a_refused_beginning_is_asked_for_again() -> None:
    scene = Scene(job=300)
    scene.logs.script = [(1, "job/algo-1-1", "a"), (2, "job/algo-1-1", "b")]
    scene.clock.advance(50)
    calls = []

    def once(operation: str, _stream: str) -> None:
        calls.append(operation)
        if len(calls) == 2:
            raise refusal(operation, Kind.UNAVAILABLE)

    scene.logs.trouble = once
    scene.follow(tail=1)
    assert scene.lines == ["b"]


def test_an_interrupt_ends_it() -> None:
    scene = Scene(job=300)
    scene.sign.up = True
    done = scene.follow()
    assert (done.interrupted, done.running) == (True, ("job",))


def test_a_service_that_cannot_be_asked_about_the_job_ends_it() -> None:
    scene = Scene(job=300)

    def refused(operation: str) -> None:
        raise refusal(operation, Kind.INVALID)

    scene.jobs.trouble = refused
    assert scene.follow().problem is not None


def test_asks_seldom_where_little_comes_and_not_more_than_ten_times_a_second() -> None:
    scene = Scene(quiet=4000)
    scene.logs.script = [(5, "quiet/algo-1-1", "a")]
    scene.follow()
    assert scene.logs.calls < 500
    wide = Scene(wide=300)
    wide.logs.script = [(10, f"wide/algo-{node}-1", "x") for node in range(200)]
    wide.follow()
    assert wide.logs.calls / wide.rounds[-1] < 25
