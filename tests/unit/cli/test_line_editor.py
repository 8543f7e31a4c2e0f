"""What is typed is completed, and remembered where only the user can read it."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.line_editor import LineEditor

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("readline")


def test_the_history_lasts_and_is_the_users_alone(tmp_path: Path) -> None:
    place = tmp_path / "state" / "history"
    LineEditor(place, lambda _: []).remember("var.a")
    LineEditor(place, lambda _: []).remember("[\n1\n]")
    assert place.read_text().splitlines()[-2:] == ["var.a", "[ 1 ]"]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", [" var.a", 'sensitive("canary")', 'upper(sensitive ("canary"))'])
def test_secrets_and_what_begins_with_a_space_are_forgotten(tmp_path: Path, text: str) -> None:
    editor = LineEditor(tmp_path / "history", lambda _: [])
    editor.remember("1")
    editor.remember(text)
    assert (tmp_path / "history").read_text().splitlines()[-1] == "1"
    assert "canary" not in (tmp_path / "history").read_text()


def test_a_history_that_cannot_be_kept_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    LineEditor(tmp_path / "file" / "history", lambda _: []).remember("1")


def test_completion_is_asked_once_for_each_word(tmp_path: Path) -> None:
    asked: list[str] = []

    def candidates(text: str) -> list[str]:
        asked.append(text)
        return ["var.a", "var.b"]

    editor = LineEditor(tmp_path / "history", candidates)
    assert [editor.complete("var.", at) for at in range(3)] == ["var.a", "var.b", None]
    assert asked == ["var."]
