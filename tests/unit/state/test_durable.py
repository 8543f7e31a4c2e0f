"""Files that are whole at any moment, private, and never reached through what lies in their place."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.durable import append_durably, read_regular, replace_file, sweep

if TYPE_CHECKING:
    from pathlib import Path

KILLED_BEFORE_RENAME = """
import os, signal, sys
from pathlib import Path
from sm_tj_cli.state import durable
Path.rename = lambda self, target: os.kill(os.getpid(), signal.SIGKILL)
durable.replace_file(Path(sys.argv[1]), b"new")
"""


def names(directory: Path) -> list[str]:
    return sorted(item.name for item in directory.iterdir())


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "f"
    replace_file(path, b"one")
    replace_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert names(tmp_path) == ["f"]


def test_what_is_written_is_its_owners_alone(tmp_path: Path) -> None:
    path, backup = tmp_path / "f", tmp_path / "f.backup"
    path.write_bytes(b"old")
    path.chmod(0o644)
    before = os.umask(0)
    try:
        replace_file(path, b"new", backup=backup)
        append_durably(tmp_path / "log", b"x")
    finally:
        os.umask(before)
    assert [mode(tmp_path / name) for name in ("f", "f.backup", "log")] == [0o600] * 3


def test_the_backup_is_what_was_there(tmp_path: Path) -> None:
    path, backup = tmp_path / "f", tmp_path / "f.backup"
    replace_file(path, b"one", backup=backup)
    assert not backup.exists()
    replace_file(path, b"two", backup=backup)
    replace_file(path, b"three", backup=backup)
    assert (path.read_bytes(), backup.read_bytes()) == (b"three", b"two")
    assert names(tmp_path) == ["f", "f.backup"]


def test_a_process_that_is_killed_before_the_rename_leaves_the_old_content(tmp_path: Path) -> None:
    path = tmp_path / "f"
    replace_file(path, b"old")
    done = subprocess.run(
        [sys.executable, "-c", KILLED_BEFORE_RENAME, str(path)], check=False, timeout=60
    )
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    (left,) = [item for item in tmp_path.iterdir() if item != path]
    assert left.read_bytes() == b"new"
    sweep(path)
    assert names(tmp_path) == ["f"]


def test_sweeping_leaves_the_files_of_others(tmp_path: Path) -> None:
    others = ["f", ".f.lock.info", ".f2.0123456789abcdef.tmp", ".f.tmp", "f.0123456789abcdef.tmp"]
    for name in (*others, ".f.0123456789abcdef.tmp"):
        (tmp_path / name).touch()
    sweep(tmp_path / "f")
    assert names(tmp_path) == sorted(others)


def test_a_write_that_fails_leaves_the_old_content_and_no_rubbish(tmp_path: Path) -> None:
    path = tmp_path / "f"
    replace_file(path, b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            replace_file(path, b"x" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["f"]


def test_appending_adds_and_follows_no_link(tmp_path: Path) -> None:
    path, link = tmp_path / "log", tmp_path / "link"
    append_durably(path, b"one\n")
    append_durably(path, b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"
    link.symlink_to(path)
    with pytest.raises(OSError, match="symbolic links"):
        append_durably(link, b"three\n")


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="not a regular file"):
        read_regular(pipe)
    with pytest.raises(OSError, match="directory|regular"):
        read_regular(tmp_path)
    assert read_regular(tmp_path / "missing") is None


def test_a_regular_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"content")
    assert read_regular(tmp_path / "f") == b"content"
