from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.sandbox import control
from sm_tj_cli.sandbox.control import SandboxUnavailable, environment, start, status, stop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "own"
    stop(tmp_path / "own")


def test_one_server_for_all_who_start_it_at_once(directory: Path) -> None:
    with ThreadPoolExecutor(5) as pool:
        found = set(pool.map(lambda _: start(directory), range(5)))
    assert len(found) == 1
    assert status(directory) in found
    assert stop(directory)
    assert status(directory) is None
    assert not stop(directory)
    assert not (directory / "jobs.jsonl").exists()


def test_a_killed_server_is_noticed_and_its_jobs_are_kept(directory: Path) -> None:
    address = start(directory)
    (directory / "jobs.jsonl").write_text('{"removed": ["us-east-1", "x"]}\n')
    os.kill(address.pid, signal.SIGKILL)
    os.waitpid(address.pid, 0)
    assert status(directory) is None
    again = start(directory)
    assert again.pid != address.pid
    assert (directory / "jobs.jsonl").exists()


def test_a_server_that_hangs_is_ended(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as hurried:
        hurried.setattr(control, "_STARTING", 0.0)
        with pytest.raises(SandboxUnavailable, match="did not start: it said nothing"):
            start(directory)
    assert start(directory) == status(directory)


def test_a_server_that_has_no_address_is_told(directory: Path) -> None:
    directory.mkdir()
    with (directory / "server.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(SandboxUnavailable, match=r"holds .*server.lock: end it"):
            start(directory)


def test_nothing_runs_in_a_directory_that_is_not_there(tmp_path: Path) -> None:
    assert status(tmp_path / "none") is None
    assert not stop(tmp_path / "none")


def test_the_environment_leads_any_client_here_whatever_the_user_has_set(directory: Path) -> None:
    address = start(directory)
    program = (
        "import botocore.session as s;"
        "print(s.get_session().create_client('sts').get_caller_identity()['Account'])"
    )
    foreign = {
        "AWS_PROFILE": "nobody",
        "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:1",
        "HTTP_PROXY": "http://127.0.0.1:1",
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **foreign, **environment(address)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("123456789012", "")
