from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.verbs.conftest import Program


def submit(program: Program, timeline: str, *words: str) -> int:
    program.job(extra=f'environment = {{ SMTJ_SANDBOX_TIMELINE = "{timeline}" }}')
    return program("--sandbox", "apply", "--wait", *words).code


@pytest.mark.parametrize(
    ("timeline", "code", "verdict", "cause"),
    [
        ("failure", 4, "algorithm_error", "not_a_number"),
        ("quick_failure", 4, "client_error", "no_data"),
        ("capacity", 4, "capacity", "capacity"),
        ("max_runtime", 5, "max_runtime_exceeded", "max_runtime"),
    ],
)
def test_a_failure_is_explained(
    with_sandbox: Program, timeline: str, code: int, verdict: str, cause: str
) -> None:
    assert submit(with_sandbox, timeline) == code
    ended = with_sandbox("--sandbox", "show", "train", "--exit-code", "--json")
    document = ended.json()
    assert (ended.code, document["verdict"]) == (code, verdict)
    why = document["triage"]
    assert isinstance(why, dict)
    assert (why["class"], why["cause"]) == (verdict, cause)
    text = with_sandbox("--sandbox", "show", "train")
    assert text.code == 0
    assert "\nFailure\n" in text.out
    assert why["fix"] in text.out


def test_the_same_from_every_verb_that_waits(with_sandbox: Program) -> None:
    with_sandbox.job(extra='environment = { SMTJ_SANDBOX_TIMELINE = "failure" }')
    applied = with_sandbox("--sandbox", "apply", "--wait", "--json")
    waited = with_sandbox("--sandbox", "wait", "train", "--json")
    followed = with_sandbox("--sandbox", "logs", "-f", "train", "--json")
    ends = [
        next(line for line in ended.lines() if line["type"] == "failed")
        for ended in (applied, waited, followed)
    ]
    assert [ended.code for ended in (applied, waited, followed)] == [4, 4, 4]
    assert ends[0]["triage"]["last_lines"]  # type: ignore[index]
    assert ends[0]["triage"] == ends[1]["triage"] == ends[2]["triage"]
    text = with_sandbox("--sandbox", "wait", "train").err
    assert "  Died first      algo-1 (exit code 1)\n" in text
    assert "  | Traceback (most recent call last):\n" in text


def test_a_completed_job_has_nothing_to_explain(with_sandbox: Program) -> None:
    assert submit(with_sandbox, "success") == 0
    ended = with_sandbox("--sandbox", "show", "train", "--exit-code", "--json")
    assert (ended.code, ended.json()["triage"]) == (0, None)
    assert with_sandbox("--sandbox", "show", "--exit-code").code == 0
