"""Expressions in, answers out."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.consoling import evaluate_all, open_console, piped
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.wiring import Session
from sm_tj_cli.render.console import open_terminal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(*texts: str, as_json: bool = True) -> tuple[ExitCode, list[str]]:
    """How it ended, and the lines on standard output."""
    out, err = io.StringIO(), io.StringIO()
    options = GlobalOptions(json=as_json)
    session = Session(options, open_terminal(out, err, {}, no_color=True))
    code = evaluate_all(session, open_console(session, (), ()), texts)
    return code, out.getvalue().splitlines()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1 + 1", {"value": 2, "type": "number"}),
        ("type([1])", {"value": "tuple([number])", "type": "string"}),
        ('sensitive("x")', {"value": None, "type": "string", "sensitive": True}),
        ("terraform_data.d.id", {"value": None, "type": "string", "unknown": True}),
        ("var.v", {"value": "d", "type": "string"}),
    ],
)
def test_answers(folder: Path, text: str, answer: object) -> None:
    (folder / "main.tf").write_text(
        'variable "v" { default = "d" }\nresource "terraform_data" "d" {}\n'
    )
    code, lines = asked(text)
    assert (code, [json.loads(line) for line in lines]) == (ExitCode.DONE, [answer])


@pytest.mark.parametrize("text", ["1 / 0", "local.none", "1 +", "nosuch()"])
def test_faults_are_answers_too(folder: Path, text: str) -> None:
    code, lines = asked(text, "2")
    assert code is ExitCode.ERROR
    assert json.loads(lines[0])["diagnostics"][0]["range" if text != "1 / 0" else "summary"]
    assert json.loads(lines[1]) == {"value": 2, "type": "number"}


def test_a_configuration_with_a_fault_in_its_text_is_not_opened(folder: Path) -> None:
    (folder / "main.tf").write_text("locals {")
    with pytest.raises(Stopped):
        asked("1")


def test_a_pipe_is_read_by_lines_or_by_nul(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a\n\nb\n"))
    assert list(piped(by_null=False) or ()) == ["a", "b"]
    monkeypatch.setattr("sys.stdin", io.StringIO("[\n1]\0b\0"))
    assert list(piped(by_null=True) or ()) == ["[\n1]", "b"]


@pytest.mark.parametrize("by_null", [False, True])
def test_an_expression_is_no_longer_than_a_file(
    monkeypatch: pytest.MonkeyPatch, *, by_null: bool
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1" * 5_000_000))
    with pytest.raises(Stopped) as stopped:
        list(piped(by_null=by_null) or ())
    assert [item.summary for item in stopped.value.diagnostics] == ["Expression too long"]
