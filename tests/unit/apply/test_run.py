"""Whole runs in memory: what goes on, what waits, what is told, and that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.apply.events import Submitted, Submitting, Updated
from sm_tj_cli.apply.model import Applied, ApplyOptions
from sm_tj_cli.apply.run import apply_plan
from sm_tj_cli.plan.change import Action, Change, Plan
from sm_tj_cli.service import Kind
from sm_tj_cli.state.store import StateNotSaved
from tests.fakes.jobs import address, record, training_job
from tests.fakes.sagemaker import LOST, FakeSageMaker, failure
from tests.fakes.worlds import Scene, state_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.state.model import State

LIMIT = "The limit is 1 Instances, with current utilization of 1 Instances and a request delta of 1 Instances."
QUOTA = failure(Kind.QUOTA, LIMIT)
DONE_AFTER = 60.0


def create(label: str, **given: object) -> Change:
    job = training_job(label, name=f"{label}-1", **given)  # type: ignore[arg-type]
    return Change(job.address, Action.CREATE, job=job)


def run(scene: Scene, *changes: Change, **options: object) -> Applied:
    plan = Plan(changes, (), scene.state)
    return apply_plan(plan, scene.world(), ApplyOptions(**options))  # type: ignore[arg-type]


def living(**fates: str) -> Scene:
    """Where jobs end after a minute."""
    named = {f"{label}-1": fate for label, fate in fates.items()}
    return Scene(FakeSageMaker(lives=DONE_AFTER, fates=named))


def order(scene: Scene) -> list[str]:
    return [name for operation, name in scene.sagemaker.calls if operation == "create"]


def test_jobs_are_submitted_recorded_and_told() -> None:
    scene = Scene()
    applied = run(scene, create("a"), create("b"))
    assert sorted(order(scene)) == ["a-1", "b-1"]
    assert [type(event) for event in scene.events].count(Submitting) == 2
    assert [type(event) for event in scene.events].count(Submitted) == 2
    saved = scene.store.read()
    assert saved is not None
    assert [str(place) for place, _ in saved.jobs()] == [str(address("a")), str(address("b"))]
    assert saved == applied.state
    assert len(applied.done) == 2


def test_an_intent_is_written_before_its_request_and_settled_behind_the_save() -> None:
    scene = Scene()
    world = scene.world()
    seen: list[int] = []
    before = scene.sagemaker.create

    def watched(request: dict[str, object]) -> str:
        seen.append(scene.store.lines.count('"a-1"'))
        return before(request)  # type: ignore[arg-type]

    scene.sagemaker.create = watched  # type: ignore[method-assign, assignment]
    apply_plan(Plan((create("a"),), (), scene.state), world, ApplyOptions())
    assert seen == [1]
    assert not world.journal.open_intents()  # type: ignore[attr-defined]


def test_who_needs_a_model_waits_for_the_end_and_who_needs_an_arn_does_not() -> None:
    scene = living()
    second = create("b", completed=("a",))
    third = create("c", submitted=("b",))
    scene.evaluation.known = {change.address: change.job for change in (second, third)}  # type: ignore[misc]
    applied = run(scene, third, second, create("a"))
    assert order(scene) == ["a-1", "b-1", "c-1"]
    assert [final.name for final in applied.ended] == ["a-1"]


def test_open_requests_are_evaluated_again_once_their_needs_are_there() -> None:
    scene = living()
    whole = training_job("b", name="b-1", completed=("a",), environment={"m": "s3://model"})
    waiting = create("b", completed=("a",), unknown=frozenset({("environment", "m")}))
    scene.evaluation.known = {whole.address: whole}
    run(scene, create("a"), waiting)
    assert scene.sagemaker.jobs["b-1"]["Environment"] == {"m": "s3://model"}


def test_who_needs_a_job_that_failed_is_not_submitted_and_is_told_why() -> None:
    scene = living(a="Failed")
    applied = run(
        scene,
        create("a"),
        create("b", completed=("a",)),
        create("c", submitted=("b",)),
        create("d"),
    )
    assert sorted(order(scene)) == ["a-1", "d-1"]
    told = [found.detail for found in applied.diagnostics]
    assert "b was not submitted, because aws_sagemaker_training_job.a ended as Failed" in told[0]
    assert "c was not submitted, because aws_sagemaker_training_job.b was not submitted" in told[1]


def test_applying_again_tells_the_same_of_a_job_that_failed_before() -> None:
    scene = Scene(state=state_of(a=record("a-1", "Failed")))
    applied = run(scene, create("b", completed=("a",)), create("c", completed=("b",)))
    assert order(scene) == []
    assert len(applied.diagnostics) == 2


def test_applying_again_goes_on_behind_what_runs_by_now() -> None:
    scene = living()
    scene.sagemaker.add("a-1")
    scene.state = state_of(a=record("a-1", "InProgress"))
    scene.__post_init__()
    run(scene, create("b", completed=("a",)))
    assert order(scene) == ["b-1"]


def test_what_fails_does_not_keep_the_others_from_going_on() -> None:
    scene = Scene()
    scene.sagemaker.trouble("create", failure(Kind.INVALID))
    applied = run(scene, create("a"), create("b"), create("c"), parallelism=1)
    assert len(scene.sagemaker.jobs) == 2
    assert [found.summary for found in applied.diagnostics] == ["The service refused the request"]
    assert applied.refused == {Kind.INVALID}


def test_fail_fast_begins_nothing_more() -> None:
    scene = Scene()
    scene.sagemaker.trouble("create", failure(Kind.INVALID))
    applied = run(scene, create("a"), create("b"), create("c"), parallelism=1, fail_fast=True)
    assert order(scene) == ["a-1"]
    assert "2 more changes were not begun after that error" in list(applied.diagnostics)[-1].detail


def test_after_an_unknown_outcome_nothing_more_is_begun_and_the_intent_is_kept() -> None:
    scene = Scene()
    scene.sagemaker.trouble("create", LOST)
    scene.sagemaker.trouble("describe", *[failure(Kind.UNAVAILABLE)] * 50)
    world = scene.world()
    changes = (create("a"), create("b"))
    applied = apply_plan(Plan(changes, (), scene.state), world, ApplyOptions(parallelism=1))
    assert applied.unknown
    assert [intent.name for intent in world.journal.open_intents()] == ["a-1"]  # type: ignore[attr-defined]
    assert order(scene) == ["a-1"]


def test_no_more_run_at_once_than_allowed() -> None:
    scene = living()
    most = 0
    before = scene.sagemaker.create

    def watched(request: dict[str, object]) -> str:
        nonlocal most
        made = before(request)  # type: ignore[arg-type]
        running = [
            it for it in scene.sagemaker.jobs.values() if it["TrainingJobStatus"] == "InProgress"
        ]
        most = max(most, len(running))
        return made

    scene.sagemaker.create = watched  # type: ignore[method-assign, assignment]
    run(scene, *[create(label) for label in "abcde"], max_running=2)
    assert len(scene.sagemaker.jobs) == 5
    assert most == 2


def test_who_waits_for_its_turn_is_submitted_once_though_what_it_needs_tells_twice() -> None:
    # Submitted, and ended: either would let it begin.
    scene = living()
    run(scene, create("a"), create("b"), create("c", submitted=("a",)), max_running=1)
    assert sorted(order(scene)) == ["a-1", "b-1", "c-1"]


def test_where_nobody_knows_how_many_run_no_more_are_begun() -> None:
    scene = living()
    scene.sagemaker.trouble("describe", *[failure(Kind.PERMISSION)] * 500)
    scene.sagemaker.trouble("list", *[failure(Kind.PERMISSION)] * 500)
    applied = run(scene, *[create(label) for label in "abcd"], max_running=2)
    assert len(order(scene)) == 2
    assert "2 more changes were not begun" in list(applied.diagnostics)[-1].detail


@pytest.mark.parametrize(("fate", "made"), [("Failed", 1), ("Stopped", 1), ("Completed", 3)])
def test_fail_fast_begins_nothing_more_after_a_job_that_failed(fate: str, made: int) -> None:
    scene = living(a=fate)
    run(scene, create("a"), create("b"), create("c"), max_running=1, fail_fast=True)
    assert len(order(scene)) == made


def test_fail_fast_does_not_wait_for_what_nothing_waits_for_any_more() -> None:
    scene = Scene()
    scene.sagemaker.trouble("create", failure(Kind.INVALID))
    run(scene, create("a"), create("b"), create("c", completed=("b",)), fail_fast=True)
    assert "c-1" not in order(scene)
    assert scene.sagemaker.jobs["b-1"]["TrainingJobStatus"] == "InProgress"


@pytest.mark.parametrize("own", [True, False])
def test_a_quota_is_waited_for_whoever_uses_it(own: bool) -> None:
    scene = living()
    first = [create("a")] if own else []
    run(scene, *first, parallelism=1)
    scene.sagemaker.trouble("create", *[QUOTA] * 4)
    second = Scene(scene.sagemaker, state=scene.store.read() or state_of())
    applied = run(second, create("b"), create("c"), parallelism=1, wait_for_quota=True)
    assert {"b-1", "c-1"} <= set(scene.sagemaker.jobs)
    assert not applied.diagnostics.has_errors
    assert second.told.count("Waiting for a service quota") >= 1


@pytest.mark.parametrize(
    ("error", "waits"),
    [(QUOTA, False), (failure(Kind.QUOTA, LIMIT.replace("1", "0", 1)), True)],
)
def test_a_quota_is_an_error_unless_waiting_was_asked_for_and_helps(
    error: object, waits: bool
) -> None:
    scene = Scene()
    scene.sagemaker.trouble("create", error)  # type: ignore[arg-type]
    applied = run(scene, create("a"), wait_for_quota=waits)
    assert [found.summary for found in applied.diagnostics] == ["Service quota is used up"]


def test_an_interrupt_ends_the_run_with_what_is_there_saved() -> None:
    scene = Scene()
    before = scene.sagemaker.create

    def interrupted(request: dict[str, object]) -> str:
        scene.stopping.up = True
        return before(request)  # type: ignore[arg-type]

    scene.sagemaker.create = interrupted  # type: ignore[method-assign, assignment]
    applied = run(scene, create("a"), create("b"), parallelism=1)
    assert applied.interrupted
    assert applied.not_begun == 1
    assert order(scene) == ["a-1"]
    saved = scene.store.read()
    assert saved is not None
    assert saved.job(address("a")) is not None
    assert not applied.diagnostics


def test_waiting_ends_with_all_jobs_or_with_the_timeout() -> None:
    scene = living(b="Stopped")
    ended = {
        final.name: final.status for final in run(scene, create("a"), create("b"), wait=True).ended
    }
    assert ended == {"a-1": "Completed", "b-1": "Stopped"}
    late = living()
    behind = create("b", completed=("a",))
    applied = run(late, create("a"), behind, wait=True, timeout_seconds=20.0)
    assert applied.timed_out
    assert applied.not_begun == 1
    assert applied.ended == ()


def test_running_jobs_that_cannot_be_asked_about_are_told_and_recorded() -> None:
    scene = living()
    scene.sagemaker.trouble("describe", *[failure(Kind.PERMISSION)] * 500)
    applied = run(scene, create("a"), wait=True)
    assert "Running jobs cannot be followed" in scene.told
    assert applied.state.job(address("a")) is not None


def test_updates_and_removals_are_done_and_told() -> None:
    scene = Scene(state=state_of(a=record(), b=record("b-1")))
    for name in ("a-1", "b-1"):
        scene.sagemaker.add(name, "Completed", CreationTime="2026-01-02T03:04:05Z")
    job = training_job(tags_all={"t": "1"})
    update = Change(
        address("a"), Action.UPDATE, before=record(), job=job, differing=(("tags_all", "t"),)
    )
    scene.sagemaker.add("c-1")
    delete = Change(address("b"), Action.DELETE, before=record("b-1"))
    halt = Change(address("c"), Action.DELETE, before=record("c-1", status="InProgress"))
    applied = run(scene, update, delete, halt)
    whats = {event.what for event in scene.events if isinstance(event, Updated)}
    assert whats == {"updated", "forgotten", "stopped and forgotten"}
    assert applied.state.job(address("b")) is None


class Full:
    """A state that can be written for a while."""

    def __init__(self, times: int) -> None:
        self.times = times

    def save(self, state: State, forgets: Collection[InstanceAddress]) -> State:
        assert not forgets
        self.times -= 1
        if self.times < 0:
            raise StateNotSaved("no space left")
        return state.with_serial(state.serial + 1)


def test_a_state_that_cannot_be_saved_ends_the_run_and_leaves_the_intents_open() -> None:
    from dataclasses import replace

    scene = Scene()
    world = replace(scene.world(), writer=Full(0))
    changes = tuple(create(label) for label in "abc")
    with pytest.raises(StateNotSaved, match="1 training job of this run runs on in AWS: a-1"):
        apply_plan(Plan(changes, (), scene.state), world, ApplyOptions(parallelism=1))
    names = {intent.name for intent in world.journal.open_intents()}  # type: ignore[attr-defined]
    assert set(scene.sagemaker.jobs) <= names


class NoThread(FakeSageMaker):
    """Where the machine has no thread left for the call that asks for the second job."""

    def create(self, request: Mapping[str, JSON]) -> str:
        if request["TrainingJobName"] == "b-1":
            raise RuntimeError("can't start new thread")
        return super().create(request)


def test_a_machine_that_gives_out_leaves_the_intent_of_what_was_not_sent() -> None:
    scene = Scene(NoThread())
    world = scene.world()
    changes = tuple(create(label) for label in "abc")
    with pytest.raises(RuntimeError):
        apply_plan(Plan(changes, (), scene.state), world, ApplyOptions(parallelism=3))
    open_names = {intent.name for intent in world.journal.open_intents()}  # type: ignore[attr-defined]
    recorded = {str(job.attributes["training_job_name"]) for _, job in scene.store.state.jobs()}  # type: ignore[union-attr]
    assert "b-1" in open_names
    assert set(scene.sagemaker.jobs) <= recorded | open_names
    assert not recorded & open_names
