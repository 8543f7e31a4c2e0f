"""Which version of a state in S3 this machine has seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.backends.s3.seen import Seen
from sm_tj_cli.state.model import State
from sm_tj_cli.state.store import StateUnreadable

if TYPE_CHECKING:
    from pathlib import Path

PLACE, OTHER = "s3://b/k", "s3://b/other"


def test_an_older_version_of_the_same_state_is_refused(tmp_path: Path) -> None:
    seen = Seen(tmp_path / "states")
    seen.note(PLACE, State("l", 3))
    with pytest.raises(StateUnreadable) as caught:
        seen.accepted(PLACE, State("l", 2))
    [told] = caught.value.diagnostics
    assert "the serial 2, but the serial 3 was saved" in told.detail
    assert f"aws s3 cp {PLACE} meant.tfstate, and smtj state restore meant.tfstate" in told.detail
    assert seen.following(PLACE, State("l", 2)) == State("l", 4)


@pytest.mark.parametrize(
    ("place", "state"),
    [
        (PLACE, State("l", 3)),
        (PLACE, State("l", 4)),
        (PLACE, State("another", 1)),
        (OTHER, State("l", 1)),
    ],
)
def test_any_other_is_taken_as_it_is(tmp_path: Path, place: str, state: State) -> None:
    seen = Seen(tmp_path)
    seen.note(PLACE, State("l", 3))
    assert seen.accepted(place, state) is state
    assert seen.following(place, state) is state


def test_what_cannot_be_noted_objects_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for seen in (Seen(), Seen(tmp_path / "file")):
        seen.note(PLACE, State("l", 3))
        assert seen.accepted(PLACE, State("l", 1)) == State("l", 1)


def test_notes_are_private(tmp_path: Path) -> None:
    Seen(tmp_path / "states").note(PLACE, State("l", 3))
    [note] = (tmp_path / "states").iterdir()
    assert (note.stat().st_mode & 0o777, note.parent.stat().st_mode & 0o777) == (0o600, 0o700)
