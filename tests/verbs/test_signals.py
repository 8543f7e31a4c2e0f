"""Signals and closed pipes, sent to whole processes: the state is saved, the lock is free, nothing more is sent."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program

FOREVER = 'environment = { SMTJ_SANDBOX_TIMELINE = "forever" }'
SMTJ = [sys.executable, "-m", "sm_tj_cli", "--sandbox"]
PATIENCE = 60.0


def wait_until(condition: object) -> None:
    """Until it is true. Fails where it never is."""
    end = time.monotonic() + PATIENCE
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        select.select([], [], [], 0.05)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)]
)
def test_the_first_signal_saves_frees_the_lock_and_lets_jobs_run_on(
    with_sandbox: Program, number: signal.Signals, code: int
) -> None:
    with_sandbox.job(extra=FOREVER)
    process = subprocess.Popen(
        [*SMTJ, "apply", "--wait"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    state = with_sandbox.directory / "smtj.tfstate"
    wait_until(lambda: state.exists() and '"InProgress"' in state.read_text())
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == code, err
    assert "Apply interrupted: 1 submitted" in out
    assert "runs on in AWS: train" in err
    assert not (with_sandbox.directory / ".smtj.tfstate.lock.info").exists()
    assert with_sandbox("--sandbox", "show", "train", "--json").json()["status"] == "InProgress"
    assert with_sandbox("--sandbox", "stop", "train").code == 0


def test_at_the_question_ctrl_c_ends_the_command_and_frees_the_lock(
    with_sandbox: Program, sandbox_admin: Admin
) -> None:
    with_sandbox.job()
    process, terminal = pty.fork()
    if process == 0:
        os.execv(sys.executable, [*SMTJ, "apply", "--no-color"])
    seen = b""
    end = time.monotonic() + PATIENCE
    while b"to approve" not in seen:
        assert time.monotonic() < end
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65536)
    os.write(terminal, b"\x03")
    status = 0

    def ended() -> bool:
        nonlocal status
        number, status = os.waitpid(process, os.WNOHANG)
        return number == process

    wait_until(ended)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 130
    assert not (with_sandbox.directory / ".smtj.tfstate.lock.info").exists()
    assert "CreateTrainingJob" not in json.dumps(sandbox_admin.requests.as_json())
    assert with_sandbox("--sandbox", "apply").code == 0


def test_a_closed_pipe_ends_it_quietly_and_the_state_is_whole(with_sandbox: Program) -> None:
    with_sandbox.job(argument="training_job_name_prefix", extra="count = 200")
    process = subprocess.Popen([*SMTJ, "plan"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(PATIENCE) in {0, 141}
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
