"""What `state restore` puts where; the whole program is in tests/verbs/test_state.py."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.restoring import restore_state
from sm_tj_cli.state.format import read_state, write_state
from sm_tj_cli.state.store import StateUnreadable
from tests.fakes.jobs import record
from tests.fakes.sessions import Desk
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from pathlib import Path

SOUND = str(write_state(state_of(a=record())))


def restore(place: Path, file: str | None = None, *, force: bool = False) -> str:
    desk = Desk(GlobalOptions(state=str(place)))
    restore_state(desk.session(), file, 0.0, force=force, dry_run=False)
    return desk.out.getvalue() + desk.err.getvalue()


def test_the_newest_copy_comes_back_and_the_damaged_file_stays(tmp_path: Path) -> None:
    place = tmp_path / "s.tfstate"
    place.write_text("{ damaged")
    (tmp_path / "s.tfstate.backup").write_text(SOUND)
    (tmp_path / "errored.tfstate").write_text(SOUND.replace('"serial": 1', '"serial": 7'))
    told = restore(place)
    assert "errored.tfstate (serial 7, 1 job)" in told
    assert f"What was there before is kept as {tmp_path}/s.tfstate.damaged." in told
    state, _ = read_state(place.read_text(), "")
    assert state is not None
    assert state.serial == 7
    assert (tmp_path / "s.tfstate.damaged").read_text() == "{ damaged"
    assert (tmp_path / "s.tfstate.backup").read_text() == SOUND


def test_a_state_that_is_missing_comes_back_too(tmp_path: Path) -> None:
    place = tmp_path / "s.tfstate"
    (tmp_path / "s.tfstate.backup").write_text(SOUND)
    restore(place)
    assert place.read_text() == SOUND
    assert place.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [None, "{ damaged", "[]"])
def test_a_file_that_is_no_state_restores_nothing(tmp_path: Path, content: str | None) -> None:
    place, given = tmp_path / "s.tfstate", tmp_path / "given"
    if content is not None:
        given.write_text(content)
    with pytest.raises(Stopped):
        restore(place, str(given))
    assert not place.exists()


@pytest.mark.parametrize(
    "other",
    [
        SOUND.replace('"version": 4', '"version": 5'),
        SOUND.replace('"version": 4', '"version": 99'),
        SOUND.replace('"version": 4', '"version": 3'),
        '{"name": "package"}',
    ],
)
def test_what_is_whole_and_not_understood_is_replaced_only_with_force(
    tmp_path: Path, other: str
) -> None:
    place = tmp_path / "s.tfstate"
    place.write_text(other)
    (tmp_path / "s.tfstate.backup").write_text(SOUND)
    for file in (None, str(tmp_path / "s.tfstate.backup")):
        with pytest.raises(Stopped) as stopped:
            restore(place, file)
        assert "--force" in next(iter(stopped.value.diagnostics)).detail
    assert place.read_text() == other
    restore(place, force=True)
    assert place.read_text() == SOUND
    assert (tmp_path / "s.tfstate.damaged").read_text() == other


def test_what_is_no_file_is_not_replaced_at_all(tmp_path: Path) -> None:
    place = tmp_path / "s.tfstate"
    os.mkfifo(place)
    (tmp_path / "s.tfstate.backup").write_text(SOUND)
    with pytest.raises(StateUnreadable):
        restore(place, force=True)
    assert place.is_fifo()


def test_over_an_older_version_the_copy_has_to_be_named(tmp_path: Path) -> None:
    place = tmp_path / "s.tfstate"
    older = SOUND.replace('"serial": 1', '"serial": 5')
    place.write_text(older)
    (tmp_path / ".s.tfstate.smtj.lock").write_text('{"lineage": "memory", "serial": 9}')
    backup = tmp_path / "s.tfstate.backup"
    backup.write_text(SOUND)
    with pytest.raises(StateUnreadable):
        restore(place)
    assert place.read_text() == older
    restore(place, str(backup))
    assert place.read_text() == SOUND
