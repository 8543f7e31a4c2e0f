from __future__ import annotations

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.configuration.model import Move
from sm_tj_cli.plan.moves import apply_moves, moved
from tests.fakes.jobs import RANGE, address, record
from tests.fakes.worlds import state_of

TYPE = "aws_sagemaker_training_job"


def move(source: str, target: str) -> Move:
    return Move(f"{TYPE}.{source}", f"{TYPE}.{target}", RANGE)


def test_a_record_moves_with_its_history() -> None:
    state = state_of(a=record("a-1")).with_deposed(address("a"), "0000000a")
    state = state.with_job(address("a"), state_of(a=record("a-2")).job(address("a")))  # type: ignore[arg-type]
    after = moved(state, address("a"), address("b"))
    current = after.job(address("b"))
    assert current is not None
    assert current.attributes["training_job_name"] == "a-2"
    assert [item.deposed for item in after.history(address("b"))] == ["0000000a"]
    assert after.job(address("a")) is None


def test_moves_follow_each_other_and_remember_the_first_place() -> None:
    state, came_from, problems = apply_moves(state_of(a=record()), [move("a", "b"), move("b", "c")])
    assert state.job(address("c")) is not None
    assert came_from == {address("c"): address("a")}
    assert not problems


def test_all_instances_move() -> None:
    state = state_of()
    for key in range(3):
        state = state.with_job(address(f"a[{key}]"), state_of(a=record()).job(address("a")))  # type: ignore[arg-type]
    after, came_from, _ = apply_moves(state, [move("a", "b")])
    assert [str(place) for place, _ in after.jobs()] == [f"{TYPE}.b[{key}]" for key in range(3)]
    assert came_from[parse_instance(f"{TYPE}.b[1]")] == address("a[1]")


def test_a_place_that_is_taken_is_left_alone_with_a_warning() -> None:
    before = state_of(a=record("a-1"), b=record("b-1"))
    after, came_from, problems = apply_moves(before, [move("a", "b")])
    assert (after, came_from) == (before, {})
    assert [found.summary for found in problems] == ["Unresolved resource instance address changes"]
    assert not problems.has_errors


def test_a_move_that_was_made_is_done() -> None:
    before = state_of(b=record())
    assert apply_moves(before, [move("a", "b")])[0] == before
