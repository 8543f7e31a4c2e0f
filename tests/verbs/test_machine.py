"""A machine that gives too little: folders that cannot be written, limits on open files and on threads."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program

# Nobody can create a file there, root neither.
UNWRITABLE = "/proc/self/smtj.tfstate"
JOBS = 20


def test_nothing_is_asked_for_where_the_state_cannot_be_written(
    with_sandbox: Program, sandbox_admin: Admin
) -> None:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "--state", UNWRITABLE, "plan", "--no-refresh").code == 0
    sandbox_admin.answer("DELETE", "requests", b"")
    for words in (["apply"], ["destroy", "--auto-approve"], ["import", "train"]):
        ended = with_sandbox("--sandbox", "--state", UNWRITABLE, *words)
        assert ended.code == 10, ended.err
        assert f"The state {UNWRITABLE} cannot be locked" in ended.err
    assert "TrainingJob" not in json.dumps(sandbox_admin.requests.as_json())
    assert with_sandbox("--sandbox", "--state", UNWRITABLE, "list").code == 0


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ("ulimit -n 6", "Too many open files"),
        ("ulimit -n 9", "Too many open files"),
        ("ulimit -n 12", "Too many open files"),
        # Stacks so large that few of them have room, which no user is exempt from, as root is from ulimit -u.
        ("ulimit -v 21000000; ulimit -s 2000000", "Too many processes and threads"),
    ],
)
def test_too_few_files_or_threads_lose_no_job(
    with_sandbox: Program, sandbox: SandboxAddress, limits: str, told: str
) -> None:
    with_sandbox.job(argument="name_prefix", extra=f"count = {JOBS}")
    smtj = f"{limits}; exec {sys.executable} -m sm_tj_cli apply"
    done = subprocess.run(
        ["/bin/sh", "-c", smtj],
        env={"PATH": "/usr/bin:/bin", **sandbox.environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode in {1, 3, 10}, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert with_sandbox("--sandbox", "apply").code == 0
    jobs = with_sandbox("--sandbox", "list", "--remote", "--json").json()["jobs"]
    assert len(jobs) == JOBS  # type: ignore[arg-type]


def test_too_few_open_files_for_the_sandbox_are_told(tmp_path: Path) -> None:
    smtj = f"ulimit -n 32; exec {sys.executable} -m sm_tj_cli sandbox start"
    done = subprocess.run(
        ["/bin/sh", "-c", smtj],
        env={"PATH": "/usr/bin:/bin", "SMTJ_SANDBOX_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "Its server needs 64 files" in done.stderr
