from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program


@pytest.fixture
def applied(with_sandbox: Program) -> Program:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    return with_sandbox


def test_lines_come_with_their_node_in_the_order_of_time(applied: Program) -> None:
    ended = applied("--sandbox", "logs", "train", "--json")
    *lines, summary = ended.lines()
    assert ended.code == 0
    assert summary["lines"] == len(lines) > 3
    assert {line["node"] for line in lines} == {"algo-1"}
    times = [str(line["time"]) for line in lines]
    assert times == sorted(times)
    text = applied("--sandbox", "logs", "train").out.splitlines()
    assert text == [f"[algo-1] {line['message']}" for line in lines]


def test_only_the_last_ones_or_one_node(applied: Program) -> None:
    whole = applied("--sandbox", "logs", "train").out.splitlines()
    assert applied("--sandbox", "logs", "train", "--tail", "2").out.splitlines() == whole[-2:]
    assert applied("--sandbox", "logs", "train", "--node", "algo-2").out == ""
    assert applied("--sandbox", "logs", "train", "--tail", "0").out == ""


def test_following_ends_with_the_job_and_repeats_nothing(with_sandbox: Program) -> None:
    with_sandbox.job(extra='environment = { SMTJ_SANDBOX_TIMELINE = "failure" }')
    assert with_sandbox("--sandbox", "apply").code == 0
    ended = with_sandbox("--sandbox", "logs", "-f", "train", "--json")
    assert ended.code == 4
    followed = [line for line in ended.lines() if line["type"] == "log"]
    whole = with_sandbox("--sandbox", "logs", "train", "--json").lines()
    assert followed == whole[:-1]
    assert ended.lines()[-1]["type"] == "summary"
    types = [line["type"] for line in ended.lines()]
    # What the job said last stands before how it ended.
    assert types.index("failed") > max(at for at, kind in enumerate(types) if kind == "log")


def test_the_lines_of_several_jobs_are_told_apart(with_sandbox: Program) -> None:
    for name in ("one", "two"):
        with_sandbox.job(name)
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    lines = with_sandbox("--sandbox", "logs", "one", "two", "-t").out.splitlines()
    assert {line.partition("] ")[0] for line in lines} == {"[one/algo-1", "[two/algo-1"}
    times = [line.partition("] ")[2].partition(" ")[0] for line in lines]
    assert times == sorted(times)


def test_a_cursor_file_goes_on_where_the_last_reading_ended(applied: Program) -> None:
    words = ("--sandbox", "logs", "train", "--cursor-file", "cursor")
    first = applied(*words)
    assert len(first.out.splitlines()) > 3
    assert applied(*words, "--tail", "2").out == ""
    assert applied(*words, "-f").out == ""
    (applied.directory / "cursor").write_text("[]")
    refused = applied(*words)
    assert refused.code == 1
    assert "Unreadable cursor file" in refused.err


def test_a_job_without_a_log_says_so(with_sandbox: Program) -> None:
    with_sandbox.job(extra='environment = { SMTJ_SANDBOX_TIMELINE = "capacity" }')
    assert with_sandbox("--sandbox", "apply", "--wait").code == 4
    ended = with_sandbox("--sandbox", "logs", "train")
    assert (ended.code, ended.out) == (0, "")
    assert "No log lines" in ended.err


def test_without_permission_the_job_is_followed_all_the_same(
    with_sandbox: Program, sandbox_admin: Admin
) -> None:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "apply").code == 0
    sandbox_admin.faults.add({"do": "denied", "operation": "DescribeLogStreams"})
    ended = with_sandbox("--sandbox", "logs", "-f", "train")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.count("Log cannot be read") == 1
    assert "logs:GetLogEvents" in ended.err
    assert with_sandbox("--sandbox", "logs", "train").code == 9


def test_throttling_delays_and_loses_nothing(with_sandbox: Program, sandbox_admin: Admin) -> None:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "apply").code == 0
    sandbox_admin.faults.add(
        {"do": "error", "service": "logs", "chance": 0.5, "code": "ThrottlingException", "status": 400}
    )  # fmt: skip
    followed = with_sandbox("--sandbox", "logs", "-f", "train")
    sandbox_admin.faults.replace([])
    assert followed.code == 0
    assert followed.out == with_sandbox("--sandbox", "logs", "train").out


def test_an_interrupt_says_how_to_come_back(with_sandbox: Program) -> None:
    with_sandbox.job(extra='environment = { SMTJ_SANDBOX_TIMELINE = "forever" }')
    assert with_sandbox("--sandbox", "apply").code == 0
    timer = threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    ended = with_sandbox("--sandbox", "logs", "-f", "train", "--json")
    timer.join()
    assert ended.code == 130
    assert "come back:  smtj --sandbox logs -f train" in ended.err
    assert ended.lines()[-1]["running"] == ["train"]
