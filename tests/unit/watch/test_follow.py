from __future__ import annotations

import os
from datetime import timedelta

import pytest

from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.watch.events import Ended, MetricSeen, Progressed, StatusChanged, Told
from sm_tj_cli.watch.follow import Follower, Pace, Watched
from sm_tj_cli.watch.verdict import Verdict
from tests.fakes.clock import FakeClock
from tests.fakes.training_jobs import FakeTrainingJobs, Life, Step, refusal
from tests.unit.watch.lives import Scene, life
from tests.unit.watch.long_waits import DAY, long_wait


def steps(scene: Scene) -> list[tuple[str, str]]:
    return [
        (event.name, event.secondary_status)
        for event in scene.told
        if isinstance(event, StatusChanged)
    ]


def test_every_change_is_told_once() -> None:
    scene = Scene()
    scene.add(1, seconds=100)
    for _ in range(5):
        scene.round(30)
    assert [step for _, step in steps(scene)] == ["Starting", "Training", "Completed"]
    assert not scene.follower.active
    (ended,) = (event for event in scene.told if isinstance(event, Ended))
    assert (ended.verdict, ended.sentence) == (Verdict.COMPLETED, "completed")


def test_listed_jobs_tell_every_change_once_too() -> None:
    scene = Scene()
    scene.add(40, seconds=1000)
    while scene.follower.active:
        scene.round(scene.follower.interval())
    told = steps(scene)
    assert len(told) == len(set(told)) == 40 * 3


def test_spot_interruptions_go_backwards_and_are_counted() -> None:
    scene = Scene()
    walk = (
        "Starting",
        "Training",
        "Interrupted",
        "Starting",
        "Training",
        "Interrupted",
        "Training",
    )
    lived = [Step(at * 60, "InProgress", name) for at, name in enumerate(walk)]
    scene.service.add(
        Life("spot", scene.clock.now(), [*lived, Step(600, "Completed", "Completed")])
    )
    scene.follow("spot")
    for _ in range(14):
        scene.round(50)
    assert [step for _, step in steps(scene)] == [*walk, "Completed"]
    counts = [event.interruptions for event in scene.told if isinstance(event, StatusChanged)]
    assert counts[-1] == 2


def test_an_unknown_status_counts_as_running_and_is_told_once() -> None:
    scene = Scene()
    lived = (
        Step(0, "InProgress", "Dreaming"),
        Step(60, "Hibernating", "Training"),
        Step(120, "Completed", "Completed"),
    )
    scene.service.add(Life("odd", scene.clock.now(), lived))
    scene.follow("odd")
    for _ in range(8):
        scene.round(20)
    warned = [event.diagnostic.detail for event in scene.told if isinstance(event, Told)]
    assert len(warned) == 2
    assert "Dreaming" in warned[0]
    assert "Hibernating" in warned[1]
    assert isinstance(scene.told[-1], Ended)


def test_what_vanishes_is_gone_after_three_looks_and_half_a_minute() -> None:
    scene = Scene()
    scene.add(1)
    scene.round()
    scene.service.jobs.clear()
    for _ in range(3):
        scene.round(10)
    assert scene.follower.active
    scene.round(10)
    ended = scene.told[-1]
    assert isinstance(ended, Ended)
    assert ended.verdict is Verdict.GONE


def test_progress_and_metrics_are_told() -> None:
    scene = Scene()
    scene.add(1)
    metric = {"MetricName": "loss", "Value": 0.5, "Timestamp": "2026-01-01T00:00:00Z"}
    scene.service.jobs["job-0"].more = {"FinalMetricDataList": [metric]}
    scene.round()
    scene.round(10)
    assert sum(isinstance(event, MetricSeen) for event in scene.told) == 1
    assert sum(isinstance(event, Progressed) for event in scene.told) == 2


def test_a_young_jobs_permission_may_still_be_on_its_way() -> None:
    scene = Scene()
    scene.add(1)

    def denied(operation: str) -> None:
        raise refusal(operation, Kind.PERMISSION)

    scene.service.trouble = denied
    scene.round()
    with pytest.raises(ServiceError):
        scene.round(600)


def test_what_a_failing_round_found_is_not_lost() -> None:
    scene = Scene()
    scene.add(2, seconds=10)
    calls = []

    def denied(operation: str) -> None:
        calls.append(operation)
        if len(calls) > 1:
            raise refusal(operation, Kind.INVALID)

    scene.clock.advance(60)
    scene.service.trouble = denied
    assert len(scene.follower.poll()) == 1
    with pytest.raises(ServiceError):
        scene.follower.poll()


def test_the_trouble_of_one_region_is_not_that_of_another() -> None:
    clock, told = FakeClock(), []
    follower = Follower(clock, told.append, Pace())
    for name in ("bad", "good"):
        service = FakeTrainingJobs(clock)
        service.add(life(name, clock.now(), 60))
        follower.add(Watched(name, service, created=clock.now()))
        if name == "bad":
            service.trouble = lambda operation: (_ for _ in ()).throw(
                refusal(operation, Kind.UNAVAILABLE)
            )
    clock.advance(100)
    assert [final.name for final in follower.poll()] == ["good"]


def test_a_clock_that_was_set_back_does_not_make_it_wait_longer() -> None:
    scene = Scene()
    scene.add(1, seconds=100)
    scene.round(0)
    scene.clock.at -= timedelta(hours=1)
    assert scene.follower.due_in() == 0
    scene.round(0)
    assert scene.follower.due_in() == Pace().first


def test_the_pace_grows() -> None:
    pace = Pace()
    assert pace.seconds(0, 1) == 2
    assert pace.seconds(100, 1) == 10
    assert pace.seconds(3600, 1) == 30
    assert pace.seconds(4 * 3600, 1) == 120
    assert pace.seconds(28 * DAY, 1) == 120
    assert pace.seconds(0, 1000) == 20


@pytest.mark.parametrize("seed", [28])
def test_28_days_of_500_jobs_with_outages_and_expired_credentials(seed: int) -> None:
    done = long_wait(seed, full="SMTJ_FULL_SIMULATIONS" in os.environ)
    assert done.wrong == []
    assert 28 * DAY <= done.seconds < 28 * DAY + 300
    assert done.calls / done.seconds < 1.0
