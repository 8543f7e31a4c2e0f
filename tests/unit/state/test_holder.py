"""A lock without the kernel: one process has it, and only what is certainly left behind is taken away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.state.holder import Holder, HolderFile

if TYPE_CHECKING:
    from pathlib import Path

ME = Holder.of(os.getpid())
TAKES = """
import sys
from pathlib import Path
from sm_tj_cli.state.holder import HolderFile
print(HolderFile(Path(sys.argv[1])).take(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def lock(tmp_path: Path) -> HolderFile:
    return HolderFile(tmp_path / "holder")


def other_takes(lock: HolderFile) -> bool:
    """Whether another process gets it, which is gone when this returns."""
    done = subprocess.run(
        [sys.executable, "-c", TAKES, str(lock.path)],
        input="",
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout == "True\n"


def test_one_has_it_until_it_is_given_back(lock: HolderFile) -> None:
    assert lock.take()
    assert not lock.take()
    assert not other_takes(lock)
    lock.release()
    assert other_takes(lock)


def test_what_a_dead_process_left_is_taken_away(lock: HolderFile) -> None:
    assert other_takes(lock)
    assert lock.path.exists()
    assert lock.take()
    assert json.loads(lock.path.read_text())["pid"] == os.getpid()
    assert [path.name for path in lock.path.parent.iterdir()] == ["holder"]


@pytest.mark.parametrize(
    ("holder", "is_gone"),
    [
        (ME, False),
        # Its number is another process's by now.
        (replace(ME, started="1"), True),
        (replace(ME, pid=2**30, started="1"), True),
        # Elsewhere, before the machine was started anew, in another container: nobody here can tell.
        (replace(ME, host="far", started="1"), False),
        (replace(ME, boot="earlier", started="1"), False),
        (replace(ME, space="pid:[1]", started="1"), False),
    ],
)
def test_who_is_certainly_gone(lock: HolderFile, holder: Holder, is_gone: bool) -> None:
    assert holder.is_gone() is is_gone
    lock.path.write_text(json.dumps(asdict(holder)))
    assert lock.take() is is_gone


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": 1}'])
def test_what_cannot_be_read_holds(lock: HolderFile, content: str) -> None:
    lock.path.write_text(content)
    assert not lock.take()
    lock.release()
    assert lock.take()


def test_of_many_that_find_a_dead_ones_lock_one_gets_it(lock: HolderFile) -> None:
    lock.path.write_text(json.dumps(asdict(replace(ME, started="1"))))
    command = [sys.executable, "-c", TAKES, str(lock.path)]
    runs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(5)
    ]
    told = [run.stdout.readline() for run in runs if run.stdout]
    for run in runs:
        run.communicate()
    assert sorted(told) == ["False\n"] * 4 + ["True\n"]


def test_it_is_private_and_follows_no_link(lock: HolderFile, tmp_path: Path) -> None:
    lock.path.symlink_to(tmp_path / "elsewhere")
    assert not lock.take()
    assert not (tmp_path / "elsewhere").exists()
    lock.release()
    assert lock.take()
    assert lock.path.stat().st_mode & 0o777 == 0o600
