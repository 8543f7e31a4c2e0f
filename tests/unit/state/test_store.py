from __future__ import annotations

from dataclasses import replace

import pytest

from sm_tj_cli.state.lock import LockInfo
from sm_tj_cli.state.model import OutputState, State
from sm_tj_cli.state.store import StateLocked, StateNotSaved, next_version


def test_a_change_raises_the_serial() -> None:
    before = State("lineage", 3)
    after = next_version(before, before.with_outputs({"a": OutputState(1, "number")}))
    assert after is not None
    assert after.serial == 4


def test_the_same_again_is_no_version_but_the_first_always_is_one() -> None:
    assert next_version(State("lineage", 3), State("lineage", 3)) is None
    first = next_version(State("lineage"), State("lineage"))
    assert first is not None
    assert first.serial == 1


@pytest.mark.parametrize("other", [State("other", 9), State("lineage", 2)])
def test_another_or_an_older_state_is_refused(other: State) -> None:
    with pytest.raises(StateNotSaved):
        next_version(State("lineage", 3), other)


def test_a_lock_says_whose_it_is() -> None:
    locked = StateLocked(LockInfo("1", who="ann@host"), "smtj.tfstate")
    assert str(locked) == "The state smtj.tfstate is held by ann@host (lock ID 1)"
    assert replace(LockInfo("1"), who="b").who == "b"
