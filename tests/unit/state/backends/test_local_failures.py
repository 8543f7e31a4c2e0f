"""State in a file: what remains when something fails."""

from __future__ import annotations

import resource
import signal
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.format import write_state
from sm_tj_cli.state.store import StateNotSaved
from tests.unit.state.backends.contract import INTENT, with_job
from tests.unit.state.backends.files import content, do, names, store_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sm_tj_cli.state.backends.local import LocalStore
    from sm_tj_cli.state.model import State


def test_a_change_by_somebody_else_is_not_overwritten(
    path: Path, store: LocalStore, saved: State
) -> None:
    with store.lock("apply") as locked:
        path.write_text(write_state(saved.with_serial(9)))
        with pytest.raises(StateNotSaved, match="changed by another program") as caught:
            locked.save(with_job(locked.state, "y"))
    assert content(path) == saved.with_serial(9)
    errored = path.with_name("errored.tfstate")
    assert str(errored) in caught.value.message
    assert content(errored) == with_job(saved, "y").with_serial(2)


@pytest.fixture
def full_disk() -> Iterator[Callable[[int], None]]:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield lambda most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, before)


def test_a_full_disk_leaves_the_old_state_and_is_told(
    path: Path, store: LocalStore, saved: State, full_disk: Callable[[int], None]
) -> None:
    with store.lock("apply") as locked:
        full_disk(400)
        with pytest.raises(StateNotSaved, match="File too large") as caught:
            locked.save(with_job(locked.state, "y" * 500))
        assert "the journal still names every job" in caught.value.message
        full_disk(100_000)
        assert locked.save(with_job(locked.state, "y")).serial == 2
    assert names(path) == [".smtj.tfstate.smtj.lock", "smtj.tfstate", "smtj.tfstate.backup"]


def test_what_was_rescued_before_is_not_overwritten(
    path: Path, store: LocalStore, saved: State
) -> None:
    path.with_name("errored.tfstate").write_text("earlier")
    with store.lock("apply") as locked:
        path.write_text(write_state(saved.with_serial(9)))
        for name in ("y", "z"):
            with pytest.raises(StateNotSaved, match="errored.1.tfstate"):
                locked.save(with_job(locked.state, name))
    assert path.with_name("errored.tfstate").read_text() == "earlier"
    assert content(path.with_name("errored.1.tfstate")) == with_job(saved, "z").with_serial(2)


def test_a_directory_in_the_place_of_the_backup_stops_the_save(
    path: Path, store: LocalStore, saved: State
) -> None:
    path.with_name("smtj.tfstate.backup").mkdir()
    with (
        store.lock("apply") as locked,
        pytest.raises(StateNotSaved, match="could not be written"),
    ):
        locked.save(with_job(locked.state, "y"))
    assert content(path) == saved
    assert content(path.with_name("errored.tfstate")) == with_job(saved, "y").with_serial(2)


def test_a_journal_that_cannot_be_written_is_told(path: Path, store: LocalStore) -> None:
    with store.lock("apply") as locked:
        path.with_name("smtj.tfstate.smtj-intents").mkdir()
        with pytest.raises(StateNotSaved, match="nothing more is submitted"):
            locked.journal.begin([INTENT])


def test_where_nothing_can_be_written_nothing_is_begun(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StateNotSaved, match="cannot be locked"):
        do(store_at(tmp_path / "file" / "smtj.tfstate"), "lock")
