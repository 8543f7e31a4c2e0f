from __future__ import annotations

import pytest

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.service import Kind
from sm_tj_cli.watch.follow import Watched
from sm_tj_cli.watch.wait import Until, Waited, Watching, wait
from tests.fakes.clock import FakeStopSign
from tests.fakes.training_jobs import FakeTrainingJobs, Step, refusal
from tests.unit.watch.lives import ENDINGS, Scene, life


def waited(scene: Scene, until: Until, sign: FakeStopSign | None = None) -> Waited:
    jobs = [
        Watched(name, scene.service, created=job.created)
        for name, job in scene.service.jobs.items()
    ]
    watching = Watching(scene.clock, sign or FakeStopSign(), scene.told.append, scene.pace)
    return wait(jobs, until, watching)


@pytest.fixture
def scene() -> Scene:
    found = Scene()
    for number, seconds in enumerate((100, 1000, 5000)):
        found.service.add(life(f"job-{number}", found.clock.now(), seconds, ENDINGS[number]))
    return found


def test_all(scene: Scene) -> None:
    done = waited(scene, Until())
    assert [final.name for final in done.ended] == ["job-0", "job-1", "job-2"]
    assert (done.running, done.timed_out, done.interrupted) == ((), False, False)


def test_any(scene: Scene) -> None:
    done = waited(scene, Until(any_of_them=True))
    assert done.reached == {"job-0"}
    assert done.running == ("job-1", "job-2")


def test_a_phase_is_reached_by_any_later_one(scene: Scene) -> None:
    scene.clock.advance(800)
    done = waited(scene, Until(status="Downloading"))
    assert done.reached == {"job-0", "job-1", "job-2"}
    assert [final.name for final in done.ended] == ["job-0"]


def test_one_that_fails_before_it_has_not_reached_it(scene: Scene) -> None:
    job = scene.service.jobs["job-1"]
    job.steps = (Step(0, "InProgress", "Starting"), Step(50, "Failed", "Failed"))
    job.__post_init__()
    done = waited(scene, Until(status="Training"))
    assert done.reached == {"job-0", "job-2"}
    assert [final.verdict.value for final in done.ended if final.name == "job-1"] == [
        "algorithm_error"
    ]


def test_a_timeout(scene: Scene) -> None:
    begin = scene.clock.now()
    done = waited(scene, Until(timeout_seconds=500))
    assert done.timed_out
    assert done.running == ("job-1", "job-2")
    assert (scene.clock.now() - begin).total_seconds() == 500


def test_a_timeout_of_nothing_looks_once(scene: Scene) -> None:
    done = waited(scene, Until(timeout_seconds=0))
    assert (done.timed_out, scene.clock.slept) == (True, [])
    assert scene.service.calls.total() == 3


def test_an_interrupt(scene: Scene) -> None:
    done = waited(scene, Until(), FakeStopSign(up=True))
    assert done.interrupted
    assert len(done.running) == 3


def test_a_service_that_cannot_be_asked_any_more_is_in_the_answer(scene: Scene) -> None:
    begin = scene.clock.now()

    def denied(operation: str) -> None:
        if (scene.clock.now() - begin).total_seconds() > 200:
            raise refusal(operation, Kind.INVALID)

    scene.service.trouble = denied
    done = waited(scene, Until())
    assert done.problem is not None
    assert [final.name for final in done.ended] == ["job-0"]


def test_one_name_in_two_regions_means_two_jobs() -> None:
    scene = Scene()
    elsewhere = FakeTrainingJobs(scene.clock)
    scene.service.add(life("same", scene.clock.now(), 100, ENDINGS[0]))
    elsewhere.add(life("same", scene.clock.now(), 900, ENDINGS[1]))
    here, there = (parse_instance(f"aws_sagemaker_training_job.{it}") for it in ("here", "there"))
    jobs = [Watched("same", scene.service, here), Watched("same", elsewhere, there)]
    watching = Watching(scene.clock, FakeStopSign(), scene.told.append, scene.pace)
    done = wait(jobs, Until(), watching)
    assert [(final.address, final.verdict.value) for final in done.ended] == [
        (here, "completed"),
        (there, "algorithm_error"),
    ]


def test_the_same_job_twice_is_one() -> None:
    scene = Scene()
    scene.service.add(life("twice", scene.clock.now(), 100))
    done = wait(
        [Watched("twice", scene.service)] * 2,
        Until(status="Training"),
        Watching(scene.clock, FakeStopSign(), scene.told.append, scene.pace),
    )
    assert (done.reached, done.running, done.ended) == ({"twice"}, (), ())
