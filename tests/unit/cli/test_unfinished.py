"""What was begun and is not recorded is named."""

from __future__ import annotations

from dataclasses import replace

from sm_tj_cli.cli.unfinished import unfinished
from sm_tj_cli.state.backends.memory import MemoryStore
from tests.fakes.jobs import record
from tests.fakes.worlds import state_of
from tests.unit.state.backends.contract import INTENT


def begun(*names: str) -> MemoryStore:
    store = MemoryStore()
    with store.lock("apply") as locked:
        locked.journal.begin([replace(INTENT, id=name, name=name) for name in names])
    return store


def test_nothing_is_told_of_what_is_settled_or_recorded() -> None:
    assert not unfinished(MemoryStore(), None)
    assert not unfinished(begun("a-1"), state_of(a=record("a-1")))


def test_what_is_open_is_named() -> None:
    (told,) = unfinished(begun("a-1", "b-1"), state_of(a=record("a-1")), " --sandbox")
    assert not told.is_error
    assert "asked for b-1." in told.detail
    assert "smtj --sandbox apply looks it up" in told.detail


def test_of_many_a_few_are_named() -> None:
    (told,) = unfinished(begun(*[f"job-{number}" for number in range(9)]), None)
    assert "job-4 and 4 more" in told.detail
