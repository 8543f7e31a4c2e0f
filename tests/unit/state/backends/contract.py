"""What every backend keeps to. A backend's test file has a class of this with its own `store` fixture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.state.journal import Intent
from sm_tj_cli.state.model import InstanceState, State
from sm_tj_cli.state.store import StateLocked, StateNotSaved

if TYPE_CHECKING:
    from sm_tj_cli.state.store import StateStore

ADDRESS = parse_instance("aws_sagemaker_training_job.a")
INTENT = Intent("1", "l", str(ADDRESS), "job-a", "2026-01-01T00:00:00Z")


def with_job(state: State, status: str = "x") -> State:
    return state.with_job(ADDRESS, InstanceState({"training_job_name": "job-a", "status": status}))


class StoreContract:
    """The contract, as tests."""

    @pytest.fixture
    def store(self) -> StateStore:
        raise NotImplementedError

    def test_there_is_nothing_at_first(self, store: StateStore) -> None:
        assert store.read() is None
        assert store.holder() is None
        assert store.described

    def test_what_is_begun_can_be_seen_without_the_lock(self, store: StateStore) -> None:
        assert store.begun() == ()
        with store.lock("apply") as locked:
            locked.journal.begin([INTENT])
            assert store.begun() == (INTENT,)
            locked.journal.settle({INTENT.id: "created"})
            locked.journal.compact()
        assert store.begun() == ()

    def test_locking_alone_writes_no_state(self, store: StateStore) -> None:
        with store.lock("plan") as locked:
            assert locked.state.serial == 0
            assert locked.state.lineage
        assert store.read() is None

    def test_what_is_saved_is_read(self, store: StateStore) -> None:
        with store.lock("apply") as locked:
            saved = locked.save(with_job(locked.state))
            assert saved.serial == 1
            assert locked.state == saved
            assert store.read() == saved
        assert store.read() == saved

    def test_the_lineage_stays(self, store: StateStore) -> None:
        with store.lock("apply") as locked:
            first = locked.save(locked.state)
        with store.lock("apply") as locked:
            assert locked.state == first
            assert locked.save(with_job(locked.state)).lineage == first.lineage

    def test_a_copy_is_put_back_as_it_is(self, store: StateStore) -> None:
        with store.lock("apply") as locked:
            saved = locked.save(with_job(locked.state))
        copy = replace(saved, serial=9)
        store.put_back(copy)
        assert store.read() == copy
        assert store.holder() is None
        assert isinstance(store.copies(), tuple)
        assert isinstance(store.folders, tuple)

    def test_nothing_is_put_back_while_somebody_holds_it(self, store: StateStore) -> None:
        with store.lock("apply") as locked:
            saved = locked.save(with_job(locked.state))
            with pytest.raises(StateLocked):
                store.put_back(replace(saved, serial=9))
        assert store.read() == saved

    def test_the_serial_rises_with_each_change_and_with_nothing_else(
        self, store: StateStore
    ) -> None:
        with store.lock("apply") as locked:
            serials = [
                locked.save(with_job(locked.state, name)).serial for name in ("x", "y", "y", "z")
            ]
        assert serials == [1, 2, 2, 3]

    def test_another_lineage_is_refused(self, store: StateStore) -> None:
        with store.lock("apply") as locked:
            saved = locked.save(with_job(locked.state))
            with pytest.raises(StateNotSaved):
                locked.save(replace(saved, lineage="other"))
        assert store.read() == saved

    def test_an_older_version_is_refused(self, store: StateStore) -> None:
        with store.lock("apply") as locked:
            first = locked.save(with_job(locked.state))
            second = locked.save(with_job(first, "y"))
            with pytest.raises(StateNotSaved):
                locked.save(with_job(first, "z"))
        assert store.read() == second

    def test_a_record_is_lost_only_where_it_is_to_be_forgotten(self, store: StateStore) -> None:
        with store.lock("apply") as locked:
            saved = locked.save(with_job(locked.state))
            with pytest.raises(StateNotSaved, match=f"would lose {ADDRESS}, which nobody asked"):
                locked.save(saved.without_job(ADDRESS))
            assert store.read() == saved
            locked.save(saved.without_job(ADDRESS), forgets=[ADDRESS])
            again = locked.save(with_job(locked.state))
            assert locked.save(State(again.lineage, again.serial), forgets=None).resources == ()

    def test_what_other_tools_wrote_stays(self, store: StateStore) -> None:
        with store.lock("apply") as locked:
            locked.save(replace(locked.state, extra={"check_results": [], "new": [1]}))
        with store.lock("apply") as locked:
            assert locked.save(with_job(locked.state)).extra == {"check_results": [], "new": [1]}

    def test_one_holder_at_a_time(self, store: StateStore) -> None:
        with store.lock("apply"):
            with pytest.raises(StateLocked) as caught, store.lock("destroy"):
                pass
            assert caught.value.info.operation == "apply"
            assert caught.value.path == store.described
            assert store.holder() == caught.value.info
        assert store.holder() is None

    def test_a_lock_that_nobody_took_away_is_ours(self, store: StateStore) -> None:
        with store.lock("apply") as locked:
            locked.check()

    def test_the_lock_ends_with_an_exception(self, store: StateStore) -> None:
        with pytest.raises(KeyboardInterrupt), store.lock("apply"):
            raise KeyboardInterrupt
        with store.lock("apply"):
            pass

    def test_intents_are_found_by_the_next_holder(self, store: StateStore) -> None:
        with store.lock("apply") as locked:
            locked.save(locked.state)
            locked.journal.begin([INTENT, replace(INTENT, id="2")])
            locked.journal.settle({"2": "created"})
        with store.lock("apply") as locked:
            assert locked.journal.open_intents() == (INTENT,)
            assert not locked.journal.diagnostics
            locked.journal.settle({"1": "adopted"})
            locked.journal.compact()
        with store.lock("apply") as locked:
            assert locked.journal.open_intents() == ()

    def test_unlocking_what_nobody_holds(self, store: StateStore) -> None:
        with pytest.raises(LookupError):
            store.force_unlock("1")

    def test_unlocking_with_the_id_of_another_lock(self, store: StateStore) -> None:
        with store.lock("apply"):
            with pytest.raises(StateLocked):
                store.force_unlock("another")
            assert store.holder() is not None
