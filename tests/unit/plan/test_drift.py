from __future__ import annotations

from sm_tj_cli.plan.change import Action
from sm_tj_cli.plan.drift import drift
from tests.fakes.jobs import address, record
from tests.fakes.worlds import state_of


def test_only_what_is_not_as_recorded_is_drift() -> None:
    before = state_of(a=record(status="InProgress"), b=record("b-1"), c=record("c-1"))
    after = before.with_job(address("a"), state_of(a=record()).job(address("a")))  # type: ignore[arg-type]
    ended, gone = drift(before, after, {address("c")})
    assert ended.differing == (("secondary_status",), ("status",))
    assert (ended.action, gone.action) == (Action.UPDATE, Action.DELETE)
    assert (ended.address, gone.address) == (address("a"), address("c"))


def test_where_nothing_was_asked_there_is_none() -> None:
    state = state_of(a=record())
    assert drift(state, state, ()) == ()
