from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.state.copies import find_copies, read_copy, unmerged
from sm_tj_cli.state.format import write_state
from sm_tj_cli.state.model import State
from tests.fakes.jobs import record
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from pathlib import Path

NOW = state_of(a=record())
LATER = replace(state_of(a=record(), b=record("b-1")), serial=9)


def write(place: Path, state: State) -> Path:
    place.write_text(str(write_state(state)))
    return place


def test_copies_that_can_be_read_come_the_newest_first(tmp_path: Path) -> None:
    write(tmp_path / "s.tfstate.backup", NOW)
    write(tmp_path / "errored.tfstate", LATER)
    (tmp_path / "errored.1.tfstate").write_text("{ damaged")
    (tmp_path / "errored.2.tfstate").mkdir()
    found = find_copies(tmp_path / "s.tfstate")
    assert [copy.path.name for copy in found] == ["errored.tfstate", "s.tfstate.backup"]
    assert found[0].described == f"{tmp_path / 'errored.tfstate'} (serial 9, 2 jobs)"


def test_a_file_that_is_no_state_is_no_copy(tmp_path: Path) -> None:
    assert read_copy(tmp_path / "missing") is None


def test_only_a_later_version_of_the_same_state_is_unmerged(tmp_path: Path) -> None:
    write(tmp_path / "errored.tfstate", LATER)
    assert [copy.state.serial for copy in unmerged([tmp_path, tmp_path], NOW)] == [9]
    assert unmerged([tmp_path], replace(LATER, serial=9)) == ()
    assert unmerged([tmp_path], replace(LATER, serial=3)) == ()
    assert unmerged([tmp_path], replace(NOW, lineage="other")) == ()
    # Of a state that was lost only this is left.
    assert len(unmerged([tmp_path], State("new"))) == 1
    assert unmerged([tmp_path / "nowhere"], NOW) == ()
