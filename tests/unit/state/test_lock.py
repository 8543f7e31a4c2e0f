"""Who holds a state, and that only one does."""

from __future__ import annotations

import errno
import fcntl
import json
import subprocess
import sys
from pathlib import Path

import pytest

from sm_tj_cli.state.lock import FileLocks, LockInfo

INFO = LockInfo("id", "apply", "", "ann@host", "1.0", "2026-01-01T00:00:00Z", "smtj.tfstate")

# Holds a lock as Terraform does, until its input ends.
TERRAFORM = """
import fcntl, sys
file = open(sys.argv[1], "rb+")
fcntl.lockf(file, fcntl.LOCK_EX)
print("locked", flush=True)
sys.stdin.read()
"""

TRIES = """
import fcntl, sys
try:
    fcntl.lockf(open(sys.argv[1], "rb+"), fcntl.LOCK_EX | fcntl.LOCK_NB)
    print("free")
except BlockingIOError:
    print("locked")
"""


def locks(directory: Path) -> FileLocks:
    return FileLocks(directory / "sidecar", directory / "state")


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def terraform_finds(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", TRIES, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_information_is_terraforms() -> None:
    assert json.loads(INFO.to_json()) == {
        "ID": "id",
        "Operation": "apply",
        "Info": "",
        "Who": "ann@host",
        "Version": "1.0",
        "Created": "2026-01-01T00:00:00Z",
        "Path": "smtj.tfstate",
    }


def test_it_is_read_back() -> None:
    assert LockInfo.from_json(INFO.to_json()) == INFO


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"ID": null}'])
def test_a_lock_that_cannot_be_read_is_a_lock_all_the_same(text: str) -> None:
    assert LockInfo.from_json(text) == LockInfo("")


def test_the_sentence_says_what_is_known() -> None:
    assert INFO.sentence == "held by ann@host since 2026-01-01T00:00:00Z for apply (lock ID id)"
    assert LockInfo("").sentence == "held by another process"


def test_one_at_a_time(tmp_path: Path) -> None:
    first, second = locks(tmp_path), locks(tmp_path)
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()


def test_whoever_does_not_get_it_keeps_no_descriptor(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    first, second = locks(tmp_path), locks(tmp_path)
    assert first.take()
    before = descriptors()
    for _ in range(5):
        assert not second.take()
    assert descriptors() == before
    first.release()
    first.release()


def test_a_terraform_that_runs_keeps_us_out(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    with subprocess.Popen(
        [sys.executable, "-c", TERRAFORM, str(tmp_path / "state")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert not locks(tmp_path).take()
        process.communicate()
    mine = locks(tmp_path)
    assert mine.take()
    mine.release()


def test_terraform_is_kept_out_also_after_the_state_was_replaced(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.touch()
    mine = locks(tmp_path)
    assert mine.take()
    assert terraform_finds(state) == "locked"
    (tmp_path / "new").touch()
    (tmp_path / "new").rename(state)
    assert terraform_finds(state) == "free"
    assert mine.renew()
    assert terraform_finds(state) == "locked"
    mine.release()
    assert terraform_finds(state) == "free"


def test_a_lock_is_not_inherited(tmp_path: Path) -> None:
    mine = locks(tmp_path)
    assert mine.take()
    with subprocess.Popen(["sleep", "60"], close_fds=False) as process:
        mine.release()
        other = locks(tmp_path)
        taken = other.take()
        other.release()
        process.kill()
    assert taken


def test_a_link_in_the_place_of_the_lock_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sidecar").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        locks(tmp_path).take()
    assert not (tmp_path / "elsewhere").exists()


def test_the_lock_survives_other_readers_of_the_sidecar(tmp_path: Path) -> None:
    mine = locks(tmp_path)
    assert mine.take()
    (tmp_path / "sidecar").read_bytes()
    with (tmp_path / "sidecar").open("rb") as file, pytest.raises(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    mine.release()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_on_a_file_system_without_locks_a_file_stands_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def no_locks(_descriptor: int, _operation: int) -> None:
        raise OSError(number, "no locks here")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    first, second = locks(tmp_path), locks(tmp_path)
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    first.forsake()
    assert first.take()
