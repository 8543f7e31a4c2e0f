"""State in memory."""

from __future__ import annotations

import pytest

from sm_tj_cli.state.backends.memory import MemoryStore
from sm_tj_cli.state.model import State
from tests.unit.state.backends.contract import StoreContract


class TestMemoryStore(StoreContract):
    """The contract."""

    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore()


def test_it_begins_with_a_given_state() -> None:
    store = MemoryStore(state=State("given", 3))
    with store.lock("apply") as locked:
        assert locked.state == State("given", 3)


def test_a_forced_lock_is_free() -> None:
    store = MemoryStore()
    with store.lock("apply"):
        holder = store.holder()
        assert holder is not None
        store.force_unlock(holder.id)
        assert store.holder() is None
