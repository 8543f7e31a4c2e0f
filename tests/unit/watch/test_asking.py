from __future__ import annotations

from datetime import timedelta

import pytest

from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.watch.asking import CURIOSITY, MOST_ENDED
from sm_tj_cli.watch.events import Ended
from sm_tj_cli.watch.verdict import Verdict
from tests.fakes.training_jobs import refusal
from tests.unit.watch.lives import Scene, life


def test_a_thousand_jobs_cost_twelve_calls() -> None:
    scene = Scene()
    scene.add(1000)
    assert scene.round() == 12
    assert scene.round(30) == 12
    assert scene.service.calls["DescribeTrainingJob"] == 2 * CURIOSITY


def test_a_few_are_described_each() -> None:
    scene = Scene()
    scene.add(5)
    assert scene.round() == 5
    assert scene.service.calls["ListTrainingJobs"] == 0


def test_newer_and_older_jobs_of_others_are_not_paged_through() -> None:
    scene = Scene()
    scene.add(10)
    for number in range(3000):
        sign = 1 if number % 2 else -1
        at = scene.clock.now() + timedelta(hours=sign * (1 + number / 100))
        scene.service.add(life(f"other-{number}", at, 60))
    assert scene.round() == 1 + CURIOSITY


def test_where_others_stand_between_them_each_is_asked_for() -> None:
    scene = Scene()
    scene.add(10)
    old = life("old", scene.clock.now() - timedelta(days=20), 40 * 86400)
    scene.service.add(old)
    for number in range(5000):
        at = scene.clock.now() - timedelta(days=10, seconds=number)
        scene.service.add(life(f"other-{number}", at, 60))
    scene.follow("old")
    assert scene.round() <= 3 + 1 + CURIOSITY


def test_many_ends_at_once_are_spread_over_rounds() -> None:
    scene = Scene()
    scene.add(200, seconds=600)
    scene.round()
    assert scene.round(700) == 2 + MOST_ENDED
    assert scene.follower.interval() == scene.pace.first
    for _ in range(3):
        scene.round(2)
    assert not scene.follower.active


def test_without_a_known_time_of_creation_it_is_learned_first() -> None:
    scene = Scene()
    scene.add(10)
    scene.service.add(life("found", scene.clock.now() - timedelta(minutes=1), 3600))
    scene.follow("found", known=False)
    assert scene.round() == 1 + 1 + CURIOSITY
    assert scene.round(10) == 1 + CURIOSITY


def test_an_expired_place_in_the_list_is_tried_again_once() -> None:
    scene = Scene()
    scene.add(150)
    failing = [3]

    def expired(operation: str) -> None:
        failing[0] -= 1
        if failing[0] == 0 or failing[0] < -5:
            raise refusal(operation, Kind.INVALID)

    scene.service.trouble = expired
    failing[0] = 2
    scene.round()
    assert scene.service.calls["ListTrainingJobs"] == 4
    failing[0] = -5
    with pytest.raises(ServiceError):
        scene.round(30)


def test_who_may_not_list_may_describe() -> None:
    scene = Scene()
    scene.add(20)

    def denied(operation: str) -> None:
        if operation == "ListTrainingJobs":
            raise refusal(operation, Kind.PERMISSION)

    scene.service.trouble = denied
    assert scene.round() == 1
    assert scene.round(30) == 20
    assert len(scene.told) > 20


def test_one_that_is_not_listed_is_not_gone() -> None:
    scene = Scene()
    scene.add(10)
    gone = scene.service.jobs.pop("job-3")
    for _ in range(2):
        scene.round(10)
    scene.service.add(gone)
    scene.round(30)
    assert scene.follower.count == 10


@pytest.mark.parametrize("count", [2, 10])
def test_a_later_job_of_the_same_name_is_not_the_one_that_is_followed(count: int) -> None:
    scene = Scene()
    scene.add(count)
    scene.round()
    scene.told.clear()
    scene.service.add(life("job-1", scene.clock.now() + timedelta(seconds=1), 3600))
    for _ in range(4):
        scene.round(15)
    ended = [event for event in scene.told if isinstance(event, Ended)]
    assert [(event.name, event.verdict, event.description) for event in ended] == [
        ("job-1", Verdict.GONE, {})
    ]
    assert scene.follower.count == count - 1
