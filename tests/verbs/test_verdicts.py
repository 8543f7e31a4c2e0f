"""Every verb that looks at a job's fate ends with the same exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.sandbox.lifecycle import TIMELINES

if TYPE_CHECKING:
    from tests.verbs.conftest import Program

CODES = {
    "success": 0,
    "failure": 4,
    "quick_failure": 4,
    "capacity": 4,
    "internal_error": 4,
    "spot": 0,
    "restart": 0,
    "pending": 0,
    "max_runtime": 5,
    "max_wait": 5,
    "stopped": 5,
    "unknown_status": 0,
}


def test_every_life_but_the_endless_one_is_lived_here() -> None:
    assert {*CODES, "forever"} == set(TIMELINES)


@pytest.mark.parametrize(("life", "code"), CODES.items())
def test_all_verbs_agree(with_sandbox: Program, life: str, code: int) -> None:
    # Long enough to be seen with a status that nobody knows.
    lived = f"{life}*10" if life == "unknown_status" else life
    with_sandbox.job(extra=f'environment = {{ SMTJ_SANDBOX_TIMELINE = "{lived}" }}')
    commands = ("apply --wait", "wait train", "logs -f train", "show train --exit-code")
    ended = {command: with_sandbox("--sandbox", *command.split()) for command in commands}
    assert {command: it.code for command, it in ended.items()} == dict.fromkeys(commands, code)
    warned = sum(it.err.count("Unknown training job status") for it in ended.values())
    assert warned == (1 if life == "unknown_status" else 0)
