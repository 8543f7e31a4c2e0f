"""Configurations mean what Terraform 1.11 says: its answers are recorded in `tests/spec/configurations`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.project import open_project
from sm_tj_cli.cli.wiring import Session
from sm_tj_cli.pipeline import evaluate
from sm_tj_cli.plan.outputs import known_outputs
from sm_tj_cli.render.console import open_terminal
from sm_tj_cli.state.model import State
from tests.fakes.configurations import evaluated
from tests.spec.record_configurations import HERE, unpack

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.diagnostics import Diagnostics

CASES = sorted(HERE.glob("*.tf"))


def ours(session: Session) -> dict[str, object]:
    """Our answer in the form of the records."""
    project, problems = open_project(session, (".",))
    declared = evaluate(project, State(""))
    problems = (problems + declared.diagnostics).distinct()
    if problems.has_errors:
        return {"errors": places(problems)}
    outputs = known_outputs(declared.configuration.outputs)
    return {
        "outputs": {
            name: {"sensitive": output.sensitive, "type": output.type, "value": output.value}
            for name, output in outputs.items()
        }
    }


def places(problems: Diagnostics) -> set[tuple[str, int]]:
    """Where our errors point: file and line."""
    return {
        (item.subject.filename, item.subject.start.line) if item.subject else ("", 0)
        for item in problems.errors
    }


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_the_answer_is_terraforms(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpack(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "err").open("w") as stream:
        terminal = open_terminal(stream, stream, {}, no_color=True)
        answer = ours(Session(GlobalOptions(input=False), terminal))
    recorded = json.loads(case.with_suffix(".json").read_text("utf-8"))
    if "error" not in recorded:
        assert answer == recorded
        return
    assert "errors" in answer, f"Terraform refuses it: {recorded['error']['summary']}"
    place = recorded["error"]["filename"], recorded["error"]["line"]
    # Terraform names no place for a cycle.
    assert place[1] == 0 or place in answer["errors"]


def test_what_is_read_here_must_be_declared_here() -> None:
    text = 'output "o" { value = data.terraform_remote_state.x.outputs }'
    assert evaluated(text, offline=True).told == ["1: Reference to undeclared resource"]
