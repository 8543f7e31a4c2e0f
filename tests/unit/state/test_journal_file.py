"""The journal's lines in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.journal_file import JournalFile
from sm_tj_cli.state.store import StateNotSaved, StateUnreadable

if TYPE_CHECKING:
    from pathlib import Path


def test_lines_are_added_replaced_and_removed(tmp_path: Path) -> None:
    journal = JournalFile(tmp_path / "journal")
    assert journal.read() == ""
    journal.append("a\n")
    journal.append("b\n")
    assert journal.read() == "a\nb\n"
    journal.replace("c\n")
    assert journal.read() == "c\n"
    journal.replace("")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    journal = JournalFile(tmp_path / "journal")
    with pytest.raises(StateUnreadable):
        journal.read()
    for write in (journal.append, journal.replace):
        with pytest.raises(StateNotSaved, match="nothing more is submitted"):
            write("a\n")
