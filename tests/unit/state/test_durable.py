from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.durable import append_durably, read_regular, replace_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "state"
    replace_file(path, b"one")
    replace_file(path, b"two", backup=tmp_path / "state.backup")
    assert path.read_bytes() == b"two"
    assert (tmp_path / "state.backup").read_bytes() == b"one"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["state", "state.backup"]


def test_what_cannot_be_written_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "state"
    path.mkdir()
    with pytest.raises(OSError, match="directory"):
        replace_file(path, b"x")
    assert list(tmp_path.iterdir()) == [path]


def test_appending_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    append_durably(path, b"a\n")
    append_durably(path, b"b\n")
    assert path.read_bytes() == b"a\nb\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_appending_does_not_follow_a_link(tmp_path: Path) -> None:
    (tmp_path / "journal").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        append_durably(tmp_path / "journal", b"x")


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    assert read_regular(tmp_path / "missing") is None
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        read_regular(tmp_path / "pipe")
