"""The note of the version that was saved last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.latest import Latest, note_latest, read_latest
from sm_tj_cli.state.model import State

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def sidecar(tmp_path: Path) -> Path:
    place = tmp_path / "lock"
    place.touch()
    return place


def test_a_note_is_read_back_and_replaced(sidecar: Path) -> None:
    note_latest(sidecar, State("a-long-lineage", 10))
    assert read_latest(sidecar) == Latest("a-long-lineage", 10)
    note_latest(sidecar, State("b", 1))
    assert read_latest(sidecar) == Latest("b", 1)


def test_where_nothing_is_locked_nothing_is_noted(tmp_path: Path) -> None:
    note_latest(tmp_path / "lock", State("a", 1))
    assert read_latest(tmp_path / "lock") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"lineage": "a"}', "\udcff", "[" * 100_000])
def test_what_is_no_note_objects_to_nothing(sidecar: Path, text: str) -> None:
    sidecar.write_text(text, errors="surrogateescape")
    assert read_latest(sidecar) is None


def test_no_link_is_followed(sidecar: Path) -> None:
    link = sidecar.with_name("link")
    link.symlink_to(sidecar)
    note_latest(link, State("a", 1))
    assert sidecar.read_bytes() == b""


@pytest.mark.parametrize(
    ("state", "ahead"),
    [(State("a", 4), True), (State("a", 5), False), (State("a", 6), False), (State("b", 1), False)],
)
def test_only_an_older_version_of_the_same_state_is_behind(state: State, ahead: bool) -> None:
    assert Latest("a", 5).is_ahead_of(state) is ahead
