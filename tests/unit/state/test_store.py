"""What follows what, and how a store fails."""

from __future__ import annotations

import pytest

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.state.lock import LockInfo
from sm_tj_cli.state.model import InstanceState, OutputState, State
from sm_tj_cli.state.store import StateLocked, StateNotSaved, StateUnreadable, next_version

ADDRESS = parse_instance("aws_sagemaker_training_job.a")
BEFORE = State("l", 3).with_job(ADDRESS, InstanceState({"n": 1}))


def test_a_change_raises_the_serial_by_one() -> None:
    after = BEFORE.with_job(ADDRESS, InstanceState({"n": 2}))
    assert next_version(BEFORE, after) == after.with_serial(4)


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.with_outputs({"o": OutputState(1, "number")}),
        BEFORE.without_job(ADDRESS),
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
    following = next_version(BEFORE, BEFORE.with_serial(9).without_job(ADDRESS))
    assert following is not None
    assert following.serial == 9


@pytest.mark.parametrize("after", [State("other", 3), State("l", 2)])
def test_another_state_or_an_older_one_is_refused(after: State) -> None:
    with pytest.raises(StateNotSaved, match="not a later version"):
        next_version(BEFORE, after)


def test_the_errors_say_what_happened() -> None:
    locked = StateLocked(LockInfo("7", who="ann@host"), "smtj.tfstate")
    assert str(locked) == "The state smtj.tfstate is held by ann@host (lock ID 7)"
    assert str(StateNotSaved("No room.")) == "No room."
    problems = Diagnostics.of(Diagnostic.error("x"))
    assert StateUnreadable(problems).diagnostics == problems
