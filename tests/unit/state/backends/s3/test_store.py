"""State in S3: what lies where, and what remains when the store fails."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.service import ServiceError
from sm_tj_cli.state.backends.s3.seen import Seen
from sm_tj_cli.state.backends.s3.store import S3Store
from sm_tj_cli.state.format import read_state, write_state
from sm_tj_cli.state.lock import Surroundings
from sm_tj_cli.state.model import State
from sm_tj_cli.state.store import LockLost, StateLocked, StateNotSaved, StateUnreadable
from tests.fakes.objects import FORBIDDEN, LOST, OUTAGE, Bucket, Fault, Stored, refused
from tests.unit.state.backends.contract import INTENT, StoreContract, with_job

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sm_tj_cli.diagnostics import Diagnostic

KEY = "a/terraform.smtj.tfstate"
JOURNAL = f"{KEY}.smtj-intents"


@dataclass
class Place:
    """A bucket, the stores that use it, and what they tell."""

    bucket: Bucket = field(default_factory=Bucket)
    told: list[Diagnostic] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 1000)))

    def store(self, *, locks: bool = True) -> S3Store:
        around = Surroundings(
            lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
            lambda _: None,
            lambda: f"id-{next(self.numbers)}",
            "ann@host",
            "1.0",
            self.told.append,
        )
        return S3Store(self.bucket, "b", KEY, around, locks, self.seen)


class TestS3Store(StoreContract):
    """The contract."""

    @pytest.fixture
    def store(self, here: Path) -> S3Store:
        assert here
        return Place().store()


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.fixture
def saved(place: Place) -> State:
    with place.store().lock("apply") as locked:
        return locked.save(with_job(locked.state))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def content(place: Place) -> State | None:
    return read_state(place.bucket.stored[KEY].content.decode(), KEY)[0]


def test_the_object_is_terraforms_and_nothing_else_stays(place: Place, saved: State) -> None:
    assert {key: item.content.decode() for key, item in place.bucket.stored.items()} == {
        KEY: write_state(saved)
    }


def test_an_older_state_in_its_place_is_noticed_on_this_machine(here: Path) -> None:
    place = Place(seen=Seen(here))
    with place.store().lock("apply") as locked:
        saved = locked.save(with_job(locked.state))
        older = place.bucket.stored[KEY]
        locked.save(with_job(saved, "y"))
    place.bucket.stored[KEY] = older
    with pytest.raises(StateUnreadable):
        place.store().read()
    with pytest.raises(StateUnreadable), place.store().lock("apply"):
        pass
    assert Place(place.bucket).store().read() == saved
    place.store().put_back(saved)
    assert place.store().read() == saved.with_serial(3)
    assert (here / "terraform.smtj.tfstate.damaged").read_bytes() == older.content
    assert place.bucket.stored.keys() == {KEY}


def test_the_lock_names_the_state_in_terraforms_way(place: Place) -> None:
    with place.store().lock("apply"):
        holder = place.store().holder()
    assert holder is not None
    assert (holder.path, holder.who, holder.created) == (
        f"b/{KEY}",
        "ann@host",
        "2026-01-02T03:04:05Z",
    )


def test_intents_are_there_before_anything_else_and_go_at_the_end(place: Place) -> None:
    with place.store().lock("apply") as locked:
        locked.journal.begin([INTENT])
        assert b"job-a" in place.bucket.stored[JOURNAL].content
        locked.journal.settle({INTENT.id: "created"})
        locked.journal.compact()
    assert list(place.bucket.stored) == []


def test_no_intent_is_written_down_once_the_lock_is_lost(place: Place) -> None:
    with place.store().lock("apply") as locked:
        place.store().force_unlock("id-1")
        with pytest.raises(LockLost):
            locked.journal.begin([INTENT])
    assert place.bucket.stored == {}


def test_the_journal_holds_what_is_open_and_nothing_else(place: Place) -> None:
    with place.store().lock("apply") as locked:
        for number in range(20):
            intent = replace(INTENT, id=str(number))
            locked.journal.begin([intent])
            assert place.bucket.stored[JOURNAL].content.count(b"\n") == 1
            locked.journal.settle({intent.id: "created"})
    assert JOURNAL not in place.bucket.stored


def test_another_machine_finds_the_intents_of_a_killed_run(place: Place) -> None:
    with place.store().lock("apply") as locked:
        locked.save(locked.state)
        locked.journal.begin([INTENT])
        killed = dict(place.bucket.stored)
    place.bucket.stored = killed
    place.store().force_unlock("id-1")
    with place.store().lock("apply") as locked:
        assert locked.journal.open_intents() == (INTENT,)


def test_a_journal_without_its_state_says_whose_it_is(place: Place) -> None:
    with place.store().lock("apply") as locked:
        locked.journal.begin([replace(INTENT, lineage="old")])
    with place.store().lock("apply") as locked:
        assert locked.state == State("old")


def test_a_lock_that_a_killed_run_left_is_removed_by_its_id_alone(place: Place) -> None:
    with place.store().lock("apply"):
        left = dict(place.bucket.stored)
    place.bucket.stored.update(left)
    with pytest.raises(StateLocked, match="id-1"), place.store().lock("apply"):
        pass
    with pytest.raises(StateLocked):
        place.store().force_unlock("id-2")
    place.store().force_unlock("id-1")
    assert place.bucket.stored == {}


def test_a_save_whose_answer_was_lost_is_done(place: Place, saved: State) -> None:
    with place.store().lock("apply") as locked:
        place.bucket.faults.append(Fault(f"put {KEY}", LOST, after=True))
        locked.save(with_job(locked.state, "y"))
        locked.save(with_job(locked.state, "z"))
    assert content(place) == with_job(saved, "z").with_serial(3)


def test_a_run_whose_lock_was_forced_open_overwrites_nothing(
    place: Place, saved: State, here: Path
) -> None:
    with place.store().lock("apply") as ours:
        place.store().force_unlock("id-3")
        with place.store().lock("apply") as theirs:
            newer = theirs.save(with_job(theirs.state, "theirs"))
        with pytest.raises(StateNotSaved, match="forced open") as caught:
            ours.save(with_job(ours.state, "ours"))
    assert content(place) == newer
    assert "serial 2" in caught.value.message
    kept = read_state((here / "errored.tfstate").read_text(), "x")[0]
    assert kept == with_job(saved, "ours").with_serial(2)
    assert [told.summary for told in place.told] == ["State lock was taken away"]


def test_a_state_that_was_removed_meanwhile_is_not_made_anew(
    place: Place, saved: State, here: Path
) -> None:
    with place.store().lock("apply") as locked:
        del place.bucket.stored[KEY]
        with pytest.raises(StateNotSaved, match="is gone"):
            locked.save(with_job(locked.state, "y"))
    assert KEY not in place.bucket.stored


def test_a_save_that_fails_is_kept_on_this_machine(place: Place, here: Path) -> None:
    with place.store().lock("apply") as locked:
        place.bucket.faults += [Fault(f"put {KEY}", FORBIDDEN), Fault(f"put {KEY}", FORBIDDEN)]
        for name in ("x", "y"):
            with pytest.raises(StateNotSaved, match="smtj state push .*errored.tfstate"):
                locked.save(with_job(locked.state, name))
    assert [item.name for item in here.iterdir()] == ["errored.tfstate"]


def test_no_intent_counts_that_could_not_be_written(place: Place) -> None:
    with place.store().lock("apply") as locked:
        place.bucket.faults.append(Fault(f"put {JOURNAL}", FORBIDDEN))
        with pytest.raises(StateNotSaved, match="nothing more is submitted"):
            locked.journal.begin([INTENT])
        assert locked.journal.open_intents() == ()


def test_the_journal_of_another_run_is_neither_overwritten_nor_removed(place: Place) -> None:
    with place.store().lock("apply") as locked:
        locked.journal.begin([INTENT])
        theirs = Stored(b"theirs", '"x"')
        place.bucket.stored[JOURNAL] = theirs
        with pytest.raises(StateNotSaved, match="another run changed it"):
            locked.journal.begin([replace(INTENT, id="2")])
        locked.journal.settle({INTENT.id: "created"})
        locked.journal.compact()
    assert place.bucket.stored[JOURNAL] == theirs


def test_a_journal_that_cannot_be_removed_does_no_harm(place: Place) -> None:
    with place.store().lock("apply") as locked:
        locked.journal.begin([INTENT])
        locked.journal.settle({INTENT.id: "created"})
        place.bucket.faults.append(Fault(f"delete {JOURNAL}", FORBIDDEN))
        locked.journal.compact()
    assert [told.summary for told in place.told] == ["Journal could not be removed"]


def test_a_bucket_without_versions_is_warned_of_once(place: Place) -> None:
    place.bucket.is_versioned = False
    for status in ("x", "y"):
        with place.store().lock("apply") as locked:
            locked.save(with_job(locked.state, status))
    [told] = place.told
    assert (told.summary, told.is_error) == ("Bucket keeps no earlier versions", False)
    assert "put-bucket-versioning --bucket b " in told.detail


def test_who_may_not_ask_for_versions_is_told_nothing(place: Place) -> None:
    place.bucket.faults.append(Fault("versions ", FORBIDDEN))
    with place.store().lock("apply") as locked:
        locked.save(with_job(locked.state))
    assert place.told == []


def test_the_store_proves_itself_once_for_each_state(place: Place) -> None:
    for _ in range(2):
        with place.store().lock("apply") as locked:
            locked.save(with_job(locked.state))
    assert place.bucket.calls.count(f"put {KEY}.tflock") == 1 + 2 + 1


def test_a_store_that_ignores_conditions_is_refused_before_anything_is_done(place: Place) -> None:
    place.bucket.honours_conditions = False
    with pytest.raises(StateNotSaved, match="does not honour"), place.store().lock("apply"):
        pytest.fail("it was locked")
    assert place.bucket.stored == {}


def test_without_a_lock_versions_keep_writers_apart(place: Place, saved: State, here: Path) -> None:
    before = list(place.bucket.calls)
    with (
        place.store(locks=False).lock("apply") as one,
        place.store(locks=False).lock("apply") as two,
    ):
        two.save(with_job(two.state, "two"))
        with pytest.raises(StateNotSaved):
            one.save(with_job(one.state, "one"))
    assert not any("tflock" in call for call in place.bucket.calls[len(before) :])
    assert {told.summary for told in place.told} == {"State is not locked"}


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b'{"version": 3}'])
def test_a_damaged_state_stops_everything_and_stays(place: Place, data: bytes) -> None:
    place.bucket.stored[KEY] = Stored(data, '"x"')
    with pytest.raises(StateUnreadable):
        place.store().read()
    with pytest.raises(StateUnreadable), place.store().lock("apply"):
        pass
    assert place.bucket.stored == {KEY: Stored(data, '"x"')}


@pytest.mark.parametrize("call", [f"get {KEY}", f"put {KEY}.tflock"])
def test_a_bucket_that_is_not_there(place: Place, call: str) -> None:
    place.bucket.faults.append(Fault(call, refused("NoSuchBucket")))
    with pytest.raises(StateUnreadable) as caught, place.store().lock("apply"):
        pass
    assert "aws s3 mb s3://b" in caught.value.diagnostics.items[0].detail


def test_a_missing_permission_is_told_with_all_that_are_needed(place: Place) -> None:
    place.bucket.faults.append(Fault(f"get {KEY}", FORBIDDEN))
    with pytest.raises(ServiceError, match="s3:ListBucket"):
        place.store().read()


def test_an_outage_is_told_in_the_stores_words(place: Place) -> None:
    place.bucket.faults.append(Fault(f"get {KEY}", OUTAGE))
    with pytest.raises(ServiceError) as caught:
        place.store().read()
    assert caught.value == OUTAGE
