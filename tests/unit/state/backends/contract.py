"""What every backend has to keep to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.journal import Intent
from sm_tj_cli.state.model import OutputState, State
from sm_tj_cli.state.store import StateLocked, StateNotSaved

if TYPE_CHECKING:
    from sm_tj_cli.state.store import StateStore

OUTPUTS = {"a": OutputState(1, "number")}


class BackendContract:
    """Give `store` as a fixture."""

    def test_there_is_nothing_at_first(self, store: StateStore) -> None:
        assert store.read() is None
        assert store.holder() is None

    def test_what_was_saved_is_read(self, store: StateStore) -> None:
        with store.lock("apply") as locked:
            saved = locked.save(locked.state.with_outputs(OUTPUTS))
            assert locked.state == saved
        found = store.read()
        assert found is not None
        assert (found.serial, found.outputs) == (1, OUTPUTS)
        assert found.lineage == saved.lineage

    def test_only_one_holds_it(self, store: StateStore) -> None:
        with store.lock("apply"):
            holder = store.holder()
            assert holder is not None
            assert holder.operation == "apply"
            with pytest.raises(StateLocked) as caught, store.lock("plan"):
                pass
            assert caught.value.info.operation == "apply"
        with store.lock("plan"):
            pass

    def test_the_lock_goes_with_an_exception(self, store: StateStore) -> None:
        with pytest.raises(ZeroDivisionError), store.lock("apply"):
            raise ZeroDivisionError
        assert store.holder() is None

    def test_another_lineage_is_refused(self, store: StateStore) -> None:
        with store.lock("apply") as locked:
            locked.save(locked.state)
            with pytest.raises(StateNotSaved):
                locked.save(State("another", 7))

    def test_intents_outlive_the_run(self, store: StateStore) -> None:
        intent = Intent("1", "l", "aws_sagemaker_training_job.a", "a", "0", "2026-01-01")
        with store.lock("apply") as locked:
            locked.journal.begin([intent])
        with store.lock("apply") as locked:
            assert locked.journal.open_intents() == (intent,)
            locked.journal.settle({"1": "created"})
            locked.journal.compact()
        with store.lock("apply") as locked:
            assert locked.journal.open_intents() == ()

    def test_a_lock_that_nobody_holds_cannot_be_removed(self, store: StateStore) -> None:
        with pytest.raises(LookupError):
            store.force_unlock("1")

    def test_a_living_holder_keeps_its_lock(self, store: StateStore) -> None:
        with store.lock("apply"), pytest.raises(StateLocked):
            store.force_unlock("no such id")
