"""A state that could not be saved ends in a file that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.format import write_state
from sm_tj_cli.state.model import State
from sm_tj_cli.state.rescue import Rescue, put_aside

if TYPE_CHECKING:
    from pathlib import Path

STATE = State("l", 3)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("here", "home", "first"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def test_the_first_directory_that_takes_it(tmp_path: Path) -> None:
    told = Rescue((tmp_path / "none", tmp_path / "first")).keep(STATE)
    place = tmp_path / "first" / "errored.tfstate"
    assert f"smtj state push {place}" in told
    assert place.read_text() == write_state(STATE)


def test_without_a_directory_the_working_one(tmp_path: Path) -> None:
    Rescue().keep(STATE)
    assert (tmp_path / "here" / "errored.tfstate").exists()


def test_one_run_keeps_one_file_and_leaves_that_of_an_earlier_one(tmp_path: Path) -> None:
    earlier = tmp_path / "here" / "errored.tfstate"
    earlier.write_text("earlier")
    rescue = Rescue()
    rescue.keep(STATE)
    rescue.keep(STATE.with_serial(4))
    assert earlier.read_text() == "earlier"
    kept = sorted(item.name for item in (tmp_path / "here").iterdir())
    assert kept == ["errored.1.tfstate", "errored.tfstate"]
    assert '"serial": 4' in (tmp_path / "here" / "errored.1.tfstate").read_text()


def test_where_nothing_takes_it_the_journal_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").rmdir()
    (tmp_path / "home").rmdir()
    monkeypatch.setenv("HOME", str(tmp_path / "none"))
    assert "the journal still names every job" in Rescue().keep(STATE)


def test_what_is_put_aside_takes_no_ones_place(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        assert put_aside(tmp_path, "s.tfstate", content).read_bytes() == content
    assert {path.name for path in tmp_path.glob("s.*")} == {
        "s.tfstate.damaged",
        "s.tfstate.damaged.1",
    }
