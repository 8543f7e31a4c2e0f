"""What is told of a state that is not its owner's alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.exposure import ROOT, exposures

if TYPE_CHECKING:
    from pathlib import Path

SOMEBODY = 54321


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "smtj.tfstate"
    place.touch(0o600)
    return place


def told(path: Path, user: int | None = None) -> list[str]:
    user = os.geteuid() if user is None else user
    backup = path.with_name("backup")
    return [item.summary for item in exposures(path, backup, user)]


def test_a_private_state_has_nothing_to_tell(path: Path) -> None:
    assert told(path) == []


@pytest.mark.parametrize(
    ("mode", "expected"),
    [(0o777, ["Everybody can change the state"]), (0o1777, []), (0o775, []), (0o755, [])],
)
def test_a_folder_that_everybody_may_write(path: Path, mode: int, expected: list[str]) -> None:
    path.parent.chmod(mode)
    assert told(path) == expected
    path.unlink()
    assert told(path) == expected


@pytest.mark.skipif(os.geteuid() != ROOT, reason="only root gives files away")
def test_a_file_of_another_user(path: Path) -> None:
    os.chown(path, SOMEBODY, -1)
    assert told(path, SOMEBODY + 1) == ["State belongs to another user"]
    assert told(path, SOMEBODY) == told(path, ROOT) == []


def test_a_file_with_several_names(path: Path) -> None:
    path.with_name("backup").hardlink_to(path)
    assert told(path) == []
    path.with_name("backup").unlink()
    path.with_name("other").hardlink_to(path)
    assert told(path) == ["State has several names"]


def test_a_folder_in_its_place_has_several_names_by_nature(path: Path) -> None:
    path.unlink()
    path.mkdir()
    assert told(path) == []
