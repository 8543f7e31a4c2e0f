"""State in a file: what lies where."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.format import write_state
from sm_tj_cli.state.model import State
from sm_tj_cli.state.store import StateLocked, StateUnreadable
from tests.unit.state.backends.contract import INTENT, StoreContract, with_job
from tests.unit.state.backends.files import content, do, names, store_at

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.diagnostics import Diagnostic
    from sm_tj_cli.state.backends.local import LocalStore


class TestLocalStore(StoreContract):
    """The contract."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> LocalStore:
        return store_at(tmp_path / "smtj.tfstate")


def test_the_file_is_terraforms_and_its_owners_alone(path: Path, saved: State) -> None:
    assert path.read_text() == write_state(saved)
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_but_the_lock_stays_beside_it(path: Path, saved: State) -> None:
    assert names(path) == [".smtj.tfstate.smtj.lock", "smtj.tfstate"]


def test_the_directory_is_made_where_it_is_missing(tmp_path: Path) -> None:
    store = store_at(tmp_path / "a" / "b" / "smtj.tfstate")
    with store.lock("apply") as locked:
        locked.save(with_job(locked.state))
    assert store.read() is not None


def test_reading_makes_nothing(tmp_path: Path) -> None:
    assert store_at(tmp_path / "none" / "smtj.tfstate").read() is None
    assert store_at(tmp_path / "none" / "smtj.tfstate").holder() is None
    assert list(tmp_path.iterdir()) == []


def test_the_backup_is_the_version_before_the_run(
    path: Path, store: LocalStore, saved: State
) -> None:
    with store.lock("apply") as locked:
        for name in ("y", "z"):
            locked.save(with_job(locked.state, name))
    backup = path.with_name("smtj.tfstate.backup")
    assert content(backup) == saved
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_run_that_changes_nothing_makes_no_backup(store: LocalStore, saved: State) -> None:
    with store.lock("apply") as locked:
        locked.save(locked.state)
    assert "smtj.tfstate.backup" not in names(store.path)


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "state", tmp_path / "smtj.tfstate"
    with store_at(target).lock("apply") as locked:
        locked.save(locked.state)
    link.symlink_to(target)
    with store_at(link).lock("apply") as locked:
        with pytest.raises(StateLocked), store_at(target).lock("apply"):
            pass
        saved = locked.save(with_job(locked.state))
    assert link.is_symlink()
    assert content(target) == saved


@pytest.mark.parametrize("verb", ["read", "lock"])
def test_links_in_a_circle_are_told(path: Path, verb: str) -> None:
    path.symlink_to(path)
    with pytest.raises(StateUnreadable):
        do(store_at(path), verb)


@pytest.mark.parametrize("verb", ["read", "lock"])
def test_a_place_that_cannot_be_looked_at_is_told(tmp_path: Path, verb: str) -> None:
    with pytest.raises(StateUnreadable) as caught:
        do(store_at(tmp_path / ("a" * 300)), verb)
    assert "File name too long" in caught.value.diagnostics.items[0].detail


@pytest.mark.parametrize("verb", ["read", "lock"])
def test_a_link_to_nothing_begins_no_state(path: Path, tmp_path: Path, verb: str) -> None:
    path.symlink_to(tmp_path / "missing" / "state")
    with pytest.raises(StateUnreadable) as caught:
        do(store_at(path), verb)
    assert "missing/state, which does not exist" in caught.value.diagnostics.items[0].detail
    assert names(path) == ["smtj.tfstate"]


@pytest.mark.parametrize("verb", ["read", "lock"])
def test_an_older_copy_in_its_place_is_noticed_until_it_is_put_back(
    path: Path, store: LocalStore, saved: State, verb: str
) -> None:
    older = path.read_bytes()
    with store.lock("apply") as locked:
        locked.save(with_job(locked.state, "newer"))
    do(store, verb)
    path.write_bytes(older)
    with pytest.raises(StateUnreadable) as caught:
        do(store, verb)
    told = caught.value.diagnostics.items[0].detail
    assert f"has the serial {saved.serial}, but the serial {saved.serial + 1} was saved" in told
    store.put_back(saved)
    assert store.read() == saved
    do(store, verb)


def test_another_state_in_its_place_is_no_older_one(
    path: Path, store: LocalStore, saved: State
) -> None:
    path.write_text(write_state(replace(saved, lineage="another", serial=0)))
    assert store.read() is not None


def test_a_state_that_others_may_change_is_told_and_becomes_private(path: Path) -> None:
    path.parent.chmod(0o777)
    told: list[Diagnostic] = []
    store = store_at(path)
    store = replace(store, around=replace(store.around, tell=told.append))
    with store.lock("apply") as locked:
        locked.save(locked.state)
    path.chmod(0o644)
    with store.lock("apply") as locked:
        locked.save(with_job(locked.state))
    assert [item.summary for item in told] == ["Everybody can change the state"] * 2
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("verb", ["read", "lock"])
def test_what_is_no_file_is_told_and_not_touched(path: Path, verb: str) -> None:
    os.mkfifo(path)
    with pytest.raises(StateUnreadable) as caught:
        do(store_at(path), verb)
    assert "not a regular file" in caught.value.diagnostics.items[0].detail
    path.unlink()
    path.mkdir()
    with pytest.raises(StateUnreadable):
        do(store_at(path), verb)


def test_a_state_that_was_removed_is_told_while_there_is_a_copy(path: Path) -> None:
    told: list[Diagnostic] = []
    store = replace(store_at(path), around=replace(store_at(path).around, tell=told.append))
    for name in ("x", "y"):
        with store.lock("apply") as locked:
            locked.save(with_job(locked.state, name))
    path.unlink()
    assert store.read() is None
    with store.lock("apply") as locked:
        assert locked.state.serial == 0
    assert [item.summary for item in told] == ["State is not there any more"] * 2
    assert f"{path}.backup (serial 1, 1 job)" in told[0].detail


def test_a_pipe_where_the_holder_is_written_keeps_nobody_waiting(path: Path) -> None:
    info = path.with_name(f".{path.name}.lock.info")
    os.mkfifo(info)
    with store_at(path).lock("apply"):
        assert info.is_file()


@pytest.mark.parametrize("verb", ["read", "lock"])
@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b'{"version": 3}'])
def test_a_damaged_state_stops_everything_and_stays(path: Path, data: bytes, verb: str) -> None:
    path.write_bytes(data)
    with pytest.raises(StateUnreadable) as caught:
        do(store_at(path), verb)
    assert caught.value.diagnostics.has_errors
    assert path.read_bytes() == data
    with pytest.raises(LookupError):
        store_at(path).force_unlock("x")


def test_what_killed_runs_left_is_swept(path: Path, store: LocalStore, saved: State) -> None:
    rubbish = [".smtj.tfstate.0123456789abcdef.tmp", ".smtj.tfstate.backup.0123456789abcdef.tmp"]
    for name in (*rubbish, "mine.tmp"):
        path.with_name(name).touch()
    with store.lock("apply"):
        assert not set(rubbish) & set(names(path))
        assert "mine.tmp" in names(path)


def test_a_journal_without_its_state_says_whose_it_is(path: Path, store: LocalStore) -> None:
    with store.lock("apply") as locked:
        lineage = locked.save(with_job(locked.state)).lineage
        locked.journal.begin([replace(INTENT, lineage=lineage)])
    path.unlink()
    with store.lock("apply") as locked:
        assert locked.state == State(lineage)


def test_the_journal_is_private_and_goes_when_nothing_is_open(
    path: Path, store: LocalStore
) -> None:
    journal = path.with_name("smtj.tfstate.smtj-intents")
    with store.lock("apply") as locked:
        locked.journal.begin([INTENT])
        assert journal.stat().st_mode & 0o777 == 0o600
        locked.journal.settle({INTENT.id: "created"})
        locked.journal.compact()
    assert not journal.exists()
