from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.verbs.conftest import Program


@pytest.fixture
def applied(with_sandbox: Program) -> Program:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    return with_sandbox


def test_lines_come_with_their_node_in_the_order_of_time(applied: Program) -> None:
    ended = applied("--sandbox", "logs", "train", "--json")
    lines = ended.lines()
    assert ended.code == 0
    assert len(lines) > 3
    assert {line["node"] for line in lines} == {"algo-1"}
    times = [str(line["time"]) for line in lines]
    assert times == sorted(times)
    text = applied("--sandbox", "logs", "train").out.splitlines()
    assert text == [f"algo-1 | {line['message']}" for line in lines]


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
    assert followed == whole
    assert ended.lines()[-1]["type"] == "summary"
