"""One decision for each situation of the contract."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.configuration.model import Lifecycle, Removal
from sm_tj_cli.plan.change import Action, Reason
from sm_tj_cli.plan.decide import Circumstances, Facts, Wishes, decide
from sm_tj_cli.plan.describe import Namesake
from tests.fakes.jobs import RANGE, address, record, schema, training_job
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.plan.change import Change
    from sm_tj_cli.request.training_job import TrainingJob

A = frozenset({address("a")})


def decided(
    *jobs: TrainingJob,
    facts: Facts = Facts(),  # noqa: B008 - frozen
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    removals: Sequence[Removal] = (),
    **records: dict[str, JSON],
) -> tuple[tuple[Change, ...], list[str]]:
    """The changes, and the summaries of what stands in the way."""
    around = Circumstances(state_of(**records), facts, wishes, schema())
    changes, problems = decide(jobs, removals, around)
    return changes, [found.summary for found in problems]


def test_what_is_not_recorded_is_submitted() -> None:
    (change,), problems = decided(training_job())
    assert (change.action, change.before, problems) == (Action.CREATE, None, [])
    assert ("arn",) in change.unknown


@pytest.mark.parametrize("status", ["Completed", "Failed", "Stopped", "InProgress"])
def test_what_is_unchanged_is_left_alone_whatever_became_of_it(status: str) -> None:
    (change,), problems = decided(training_job(), a=record(status=status))
    assert (change.action, problems) == (Action.NO_OP, [])
    says_so = status in {"Failed", "Stopped"}
    assert ("smtj apply --replace 'aws_sagemaker_training_job.a'" in change.note) is says_so


def test_a_failed_job_with_a_prefix_is_run_again_under_another_name() -> None:
    job = training_job(prefix="a-")
    (change,), _ = decided(job, a=record("a-x", "Failed", failure_reason="why"))
    assert "Failed" in change.note
    assert "smtj apply --rerun" in change.note


def test_tags_are_updated_in_place() -> None:
    job = training_job(tags={"t": "1"}, tags_all={"t": "1"})
    (change,), problems = decided(job, a=record())
    assert (change.action, change.reason) == (Action.UPDATE, Reason.CHANGED_IN_PLACE)
    assert change.after is not None
    assert change.after["tags_all"] == change.after["tags"] == {"t": "1"}
    assert problems == []


def test_what_can_be_updated_only_later_waits_and_is_told() -> None:
    job = training_job(remote_debug_config=[{"enable_remote_debug": True}])
    starting = record(status="InProgress", secondary_status="Starting")
    (change,), problems = decided(job, a=starting)
    assert (change.action, problems) == (Action.NO_OP, ["Training job cannot be updated yet"])


CHANGED = {"hyper_parameters": {"k": "11"}}


def test_a_changed_job_with_another_name_is_a_new_generation() -> None:
    (change,), problems = decided(training_job(name="a-2", **CHANGED), a=record())
    assert (change.action, change.reason) == (Action.NEW_GENERATION, Reason.CANNOT_UPDATE)
    assert set(change.differing) == {("hyper_parameters", "k"), ("training_job_name",)}
    assert problems == []


def test_a_changed_job_with_a_prefix_gets_its_name_later() -> None:
    (change,), problems = decided(training_job(prefix="a-", **CHANGED), a=record("a-x"))
    assert change.action is Action.NEW_GENERATION
    assert ("training_job_name",) in change.unknown
    assert problems == []


@pytest.mark.parametrize("name", ["a-1", "A-1"])
def test_a_changed_job_with_its_old_name_is_an_error(name: str) -> None:
    _, problems = decided(training_job(name=name, **CHANGED), a=record())
    assert problems == ["Training job name was used before"]


def test_an_earlier_generation_that_runs_is_noted() -> None:
    running = record("a-x", "InProgress")
    (change,), _ = decided(training_job(prefix="a-", **CHANGED), a=running)
    assert change.note == 'The earlier job "a-x" is still InProgress and goes on.'


def test_ignored_changes_are_none() -> None:
    ignoring = Lifecycle(ignore_changes=("hyper_parameters",))
    (change,), _ = decided(training_job(lifecycle=ignoring, **CHANGED), a=record())
    assert change.action is Action.NO_OP
    everything = Lifecycle(ignore_all=True)
    (change,), _ = decided(training_job(lifecycle=everything, **CHANGED), a=record())
    assert change.action is Action.NO_OP


def test_rerun_is_a_new_generation_of_an_unchanged_job() -> None:
    rerun = Wishes(reruns=A)
    (change,), problems = decided(training_job(prefix="a-"), wishes=rerun, a=record("a-x"))
    assert (change.action, change.reason) == (Action.NEW_GENERATION, Reason.RERUN)
    assert problems == []
    _, problems = decided(training_job(), wishes=rerun, a=record())
    assert problems == ["Training job name was used before"]


def test_replace_deletes_the_record_first_unless_that_is_prevented() -> None:
    replacing = Wishes(replaces=A)
    (change,), problems = decided(training_job(), wishes=replacing, a=record())
    assert (change.action, change.reason) == (Action.REPLACE, Reason.BY_REQUEST)
    assert problems == []
    guarded = training_job(lifecycle=Lifecycle(prevent_destroy=True))
    _, problems = decided(guarded, wishes=replacing, a=record())
    assert problems == ["Instance cannot be destroyed"]


def test_what_is_gone_is_trained_again_only_on_request() -> None:
    gone = Facts(gone=A)
    (change,), _ = decided(training_job(), facts=gone, a=record())
    assert (change.action, change.reason) == (Action.NO_OP, Reason.GONE)
    assert "--rerun" in change.note
    rerun = Wishes(reruns=A)
    (change,), problems = decided(training_job(), facts=gone, wishes=rerun, a=record())
    assert (change.action, problems) == (Action.NEW_GENERATION, [])


def test_a_name_that_somebody_elses_job_has_is_an_error() -> None:
    taken = Facts(taken={address(): Namesake({"status": "InProgress"})})
    _, problems = decided(training_job(), facts=taken)
    assert problems == ["Training job name is taken"]


@pytest.mark.parametrize("prune", [True, False])
def test_a_resource_that_was_renamed_is_told_to_be_moved(prune: bool) -> None:
    renamed = training_job("new", name="A-1")
    _, problems = decided(renamed, wishes=Wishes(prune=prune), a=record("a-1"))
    assert problems == ["Training job is recorded at another address"]


@pytest.mark.parametrize(
    ("regions", "found"),
    [
        ({address("new"): "us-east-1"}, []),
        ({address("new"): "eu-west-1"}, ["Training job is recorded at another address"]),
        ({}, ["Training job is recorded at another address"]),
    ],
    ids=["another", "same", "unknown"],
)
def test_each_region_has_names_of_its_own(
    regions: dict[InstanceAddress, str], found: list[str]
) -> None:
    _, problems = decided(training_job("new"), facts=Facts(regions=regions), a=record("a-1"))
    assert problems == found


def test_what_is_no_longer_declared_is_kept_and_told() -> None:
    (change,), _ = decided(a=record(status="InProgress"))
    assert change.action is Action.NO_OP
    assert "No longer in the configuration" in change.note


def test_prune_takes_away_what_is_no_longer_declared() -> None:
    (change,), _ = decided(wishes=Wishes(prune=True), a=record())
    assert (change.action, change.reason, change.after) == (Action.DELETE, Reason.PRUNED, None)


@pytest.mark.parametrize(("destroy", "action"), [(True, Action.DELETE), (False, Action.FORGET)])
def test_removed_blocks_say_what_becomes_of_a_record(destroy: bool, action: Action) -> None:
    removal = Removal("aws_sagemaker_training_job.a", destroy, RANGE)
    (change,), _ = decided(removals=[removal], a=record())
    assert (change.action, change.reason) == (action, Reason.REMOVED)


def test_an_import_adopts_and_tells_a_difference() -> None:
    found = Facts(imported={address("a"): record()})
    (change,), _ = decided(training_job(), facts=found)
    assert (change.action, change.reason, change.note) == (Action.NO_OP, Reason.IMPORTED, "")
    (change,), _ = decided(training_job(**CHANGED), facts=found)
    assert "hyper_parameters.k" in change.note


def test_a_job_that_takes_values_from_one_that_is_submitted_anew_follows_it() -> None:
    first = training_job("a", name="a-2", **CHANGED)
    second = training_job("b", prefix="b-", completed=("a",), unknown=frozenset({("environment",)}))
    changes, _ = decided(second, first, a=record(), b=record("b-x"))
    assert [change.action for change in changes] == [Action.NEW_GENERATION] * 2
    same = training_job("a")
    changes, _ = decided(second, same, a=record(), b=record("b-x"))
    assert [change.action for change in changes] == [Action.NO_OP] * 2


def test_a_job_runs_again_with_the_one_that_triggers_it() -> None:
    triggered = Lifecycle(triggers=(address("a"),))
    follower = training_job("b", prefix="b-", submitted=("a",), lifecycle=triggered)
    renewed = training_job("a", name="a-2", **CHANGED)
    changes, _ = decided(follower, renewed, a=record(), b=record("b-x"))
    assert [(it.action, it.reason) for it in changes][1] == (
        Action.NEW_GENERATION,
        Reason.TRIGGERED,
    )
    changes, _ = decided(follower, training_job("a"), a=record(), b=record("b-x"))
    assert changes[1].action is Action.NO_OP
    stuck = training_job("b", name="b-x", submitted=("a",), lifecycle=triggered)
    _, told = decided(stuck, renewed, a=record(), b=record("b-x"))
    assert told == ["Training job name was used before"]


def test_changes_stand_in_address_order_and_know_where_they_came_from() -> None:
    moved = Facts(came_from={address("b"): address("z")})
    jobs = [training_job("b", name="b-1"), training_job("a")]
    changes, _ = decided(*jobs, facts=moved, b=record("b-1"), c=record("c-1"))
    assert [str(change.address)[-1] for change in changes] == ["a", "b", "c"]
    assert changes[1].previous_address == address("z")


def test_sensitive_paths_go_into_the_change() -> None:
    secret = replace(training_job(), sensitive=frozenset({("hyper_parameters", "k")}))
    (change,), _ = decided(secret)
    assert change.sensitive == {("hyper_parameters", "k")}


def test_a_job_is_run_again_with_its_triggers() -> None:
    bound = Lifecycle(triggers=(address("b"),))
    first = training_job("a", prefix="a-", submitted=("b",), lifecycle=bound)
    again = training_job("b", prefix="b-", **CHANGED)
    changes, problems = decided(first, again, a=record("a-x"), b=record("b-x"))
    assert [change.action for change in changes] == [Action.NEW_GENERATION] * 2
    assert (changes[0].reason, problems) == (Reason.TRIGGERED, [])
    same = training_job("b", prefix="b-")
    changes, _ = decided(first, same, a=record("a-x"), b=record("b-x"))
    assert [change.action for change in changes] == [Action.NO_OP] * 2
