from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program


def submit(program: Program, **timelines: str) -> None:
    for name, timeline in timelines.items():
        program.job(name, extra=f'environment = {{ SMTJ_SANDBOX_TIMELINE = "{timeline}" }}')
    assert program("--sandbox", "apply").code == 0


def test_several_end_with_the_worst(with_sandbox: Program) -> None:
    submit(with_sandbox, good="success", bad="quick_failure", tired="max_runtime")
    ended = with_sandbox("--sandbox", "wait", "--all", "good", "bad", "tired", "--json")
    assert ended.code == 4
    summary = ended.lines()[-1]
    assert (summary["ended"], summary["reached"], summary["running"]) == (3, 3, [])
    assert with_sandbox("--sandbox", "wait", "good", "tired").code == 5
    assert with_sandbox("list", "--json").json()["jobs"][0]["status"] == "Failed"  # type: ignore[index]


def test_any_of_them(with_sandbox: Program) -> None:
    submit(with_sandbox, soon="success", never="forever")
    ended = with_sandbox("--sandbox", "wait", "soon", "never", "--any")
    assert ended.code == 0
    assert "1 training job runs on in AWS: never." in ended.err
    assert "come back:  smtj --sandbox wait never" in ended.err


def test_until_a_phase(with_sandbox: Program) -> None:
    submit(with_sandbox, long="forever", bad="quick_failure")
    assert with_sandbox("--sandbox", "wait", "long", "--until", "Training").code == 0
    assert with_sandbox("--sandbox", "wait", "bad", "--until", "Training").code == 4
    assert with_sandbox("--sandbox", "wait", "bad", "--until", "Failed").code == 0
    timed_out = with_sandbox("--sandbox", "wait", "long", "--timeout", "0")
    assert timed_out.code == 6
    assert "smtj --sandbox stop long" in timed_out.err


def test_jobs_that_are_not_recorded(with_sandbox: Program) -> None:
    submit(with_sandbox, mine="success", other="success")
    arn = with_sandbox("--sandbox", "show", "other", "--json").json()["attributes"]["arn"]  # type: ignore[index]
    assert with_sandbox("state", "rm", "other").code == 0
    assert with_sandbox("--sandbox", "wait", "mine", "other").code == 0
    assert with_sandbox("--sandbox", "wait", str(arn)).code == 0
    unknown = with_sandbox("--sandbox", "wait", "mine", "nobody")
    assert unknown.code == 1
    assert "No such training job" in unknown.err


def test_an_interrupt_says_how_to_come_back(with_sandbox: Program) -> None:
    submit(with_sandbox, long="forever")
    timer = threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    ended = with_sandbox("--sandbox", "wait", "long", "--json")
    timer.join()
    assert ended.code == 130
    assert "come back:  smtj --sandbox wait long" in ended.err
    summary = ended.lines()[-1]
    assert (summary["interrupted"], summary["running"]) == (True, ["long"])


@pytest.mark.parametrize(
    "code", ["ThrottlingException", "ServiceUnavailable", "ExpiredTokenException"]
)
def test_troubles_of_the_service_are_survived(
    with_sandbox: Program, sandbox_admin: Admin, code: str
) -> None:
    submit(with_sandbox, good="success")
    sandbox_admin.faults.add(
        {"do": "error", "operation": "DescribeTrainingJob", "skip": 1, "times": 7, "code": code, "status": 400}
    )  # fmt: skip
    assert with_sandbox("--sandbox", "wait", "good").code == 0
