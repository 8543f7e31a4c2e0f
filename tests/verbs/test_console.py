from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.verbs.conftest import Ended, Program


@pytest.fixture
def console(smtj: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """smtj with a configuration to ask."""
    smtj.write('variable "k" { default = 10 }\nlocals { twice = var.k * 2 }\n')
    return smtj


def ask(console: Program, monkeypatch: pytest.MonkeyPatch, text: str, *words: str) -> Ended:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    return console("console", *words)


def test_one_expression_a_line(console: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = ask(console, monkeypatch, 'local.twice\n\nupper("a")\n[1]\ntype([1])\n')
    assert (ended.code, ended.out) == (0, '20\n"A"\n[\n  1,\n]\ntuple([number])\n')


def test_the_first_fault_ends_it(console: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = ask(console, monkeypatch, "1 +\n2\n")
    assert (ended.code, ended.out) == (1, "")
    assert "on <console-input> line 1" in ended.err


def test_with_json_it_goes_on(console: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = ask(console, monkeypatch, 'nosuch()\n0.1\n{ a = "b" }\n', "--json")
    first, second, third = map(json.loads, ended.out.splitlines())
    assert ended.code == 1
    assert first["diagnostics"][0]["summary"] == "Call to unknown function"
    assert second == {"value": 0.1, "type": "number"}
    assert third == {"value": {"a": "b"}, "type": ["object", {"a": "string"}]}


def test_nul_lets_expressions_have_several_lines(
    console: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = ask(console, monkeypatch, "[\n1,\n2\n]\0var.k\0", "-0", "--json")
    assert [json.loads(line)["value"] for line in ended.out.splitlines()] == [[1, 2], 10]


def test_what_is_secret_stays_so(console: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = ask(console, monkeypatch, 'sensitive("canary")\n')
    assert ended.out == "(sensitive value)\n"
    assert "canary" not in ask(console, monkeypatch, 'sensitive("canary")\n', "--json").out


def test_it_needs_no_configuration(smtj: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(smtj, monkeypatch, "1 + 1\n").out == "2\n"


def test_variables_can_be_given(console: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(console, monkeypatch, "local.twice\n", "-var", "k=3").out == "6\n"
