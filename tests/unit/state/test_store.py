"""What follows what, and how a store fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.plan.moves import moved
from sm_tj_cli.state.lock import LockInfo
from sm_tj_cli.state.model import (
    AWS_PROVIDER,
    InstanceState,
    OutputState,
    ResourceState,
    State,
)
from sm_tj_cli.state.store import StateLocked, StateNotSaved, StateUnreadable, next_version

ADDRESS = parse_instance("aws_sagemaker_training_job.a")
OTHER = parse_instance("aws_sagemaker_training_job.b[0]")
BEFORE = State("l", 3).with_job(ADDRESS, InstanceState({"n": 1}))


def test_a_change_raises_the_serial_by_one() -> None:
    after = BEFORE.with_job(ADDRESS, InstanceState({"n": 2}))
    assert next_version(BEFORE, after) == after.with_serial(4)


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.with_outputs({"o": OutputState(1, "number")}),
        BEFORE.with_job(OTHER, InstanceState({})),
        BEFORE.with_deposed(ADDRESS, "00000001"),
    ],
)
def test_anything_that_differs_is_a_change(after: State) -> None:
    following = next_version(BEFORE, after)
    assert following is not None
    assert following.serial == 4


def test_the_same_content_is_no_new_version() -> None:
    same = State("l", 3).with_job(ADDRESS, InstanceState({"n": 1}))
    assert next_version(BEFORE, same) is None


def test_the_first_version_is_one_even_if_it_is_empty() -> None:
    assert next_version(State("l"), State("l")) == State("l", 1)


def test_a_state_that_is_ahead_keeps_its_serial() -> None:
    following = next_version(
        BEFORE, BEFORE.with_serial(9).with_outputs({"o": OutputState(1, "number")})
    )
    assert following is not None
    assert following.serial == 9


@pytest.mark.parametrize("after", [State("other", 3), State("l", 2)])
def test_another_state_or_an_older_one_is_refused(after: State) -> None:
    with pytest.raises(StateNotSaved, match="not a later version"):
        next_version(BEFORE, after)


def named(*names: str) -> State:
    """One job with earlier generations, its newest name last."""
    state = State("l", 3)
    for name in names:
        state = state.with_deposed(OTHER, f"of {name}").with_job(
            OTHER, InstanceState({"name": name})
        )
    return state


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (named("one"), State("l", 3)),
        (named("one"), named("two")),
        (named("one", "two"), named("two")),
    ],
    ids=["forgotten", "overwritten", "without its history"],
)
def test_a_record_that_nobody_asked_to_forget_is_not_lost(before: State, after: State) -> None:
    [address] = {place for place, _ in before.jobs()}
    with pytest.raises(StateNotSaved, match="would lose .*, which nobody asked to forget"):
        next_version(before, after)
    assert next_version(before, after, [address]) == after.with_serial(4)
    assert next_version(before, after, None) == after.with_serial(4)


@pytest.mark.parametrize(
    "after",
    [
        moved(named("one", "two"), OTHER, ADDRESS),
        named("one", "two", "three"),
        named("one", "two").with_job(OTHER, InstanceState({"name": "two", "status": "Failed"})),
    ],
    ids=["moved", "another generation", "refreshed"],
)
def test_a_record_may_move_and_change(after: State) -> None:
    assert next_version(named("one", "two"), after) == after.with_serial(4)


@pytest.mark.parametrize("changed", ["by hand", "", None, ["a"], {"b": 1}, 7])
def test_a_name_that_was_changed_by_hand_may_be_put_right(changed: object) -> None:
    def of(name: object) -> State:
        attributes = {"training_job_name": name, "arn": "arn:aws:sagemaker:::training-job/one"}
        return State("l", 3).with_job(OTHER, InstanceState(attributes))  # type: ignore[arg-type]

    assert next_version(of(changed), of("one")) == of("one").with_serial(4)


def test_the_resources_of_other_tools_are_not_lost() -> None:
    bucket = ResourceState("managed", "aws_s3_bucket", "b", AWS_PROVIDER, (InstanceState({}),))
    with pytest.raises(StateNotSaved, match=r"would lose aws_s3_bucket\.b,"):
        next_version(replace(BEFORE, resources=(*BEFORE.resources, bucket)), BEFORE)


def test_the_errors_say_what_happened() -> None:
    locked = StateLocked(LockInfo("7", who="ann@host"), "smtj.tfstate")
    assert str(locked) == "The state smtj.tfstate is held by ann@host (lock ID 7)"
    assert str(StateNotSaved("No room.")) == "No room."
    problems = Diagnostics.of(Diagnostic.error("x"))
    assert StateUnreadable(problems).diagnostics == problems
