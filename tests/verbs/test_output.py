from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.verbs.conftest import Program

OUTPUTS = {
    "text": {"value": "a b", "type": "string"},
    "list": {"value": ["a", 1], "type": ["tuple", ["string", "number"]]},
    "secret": {"value": "canary", "type": "string", "sensitive": True},
}


@pytest.fixture
def recorded(smtj: Program) -> Program:
    state = {
        "version": 4,
        "terraform_version": "1.11.4",
        "serial": 1,
        "lineage": "l",
        "outputs": OUTPUTS,
        "resources": [],
    }
    smtj.write(json.dumps(state), "smtj.tfstate")
    return smtj


def test_all_outputs_are_printed_as_terraform_prints_them(recorded: Program) -> None:
    assert recorded("output").out == (
        'list = [\n  "a",\n  1,\n]\nsecret = <sensitive>\ntext = "a b"\n'
    )


def test_json_has_terraforms_members(recorded: Program) -> None:
    document = recorded("output", "--json").json()
    assert document["text"] == {"sensitive": False, "type": "string", "value": "a b"}
    assert document["secret"] == {"sensitive": True, "type": "string", "value": "canary"}
    assert list(document) == ["list", "secret", "text"]


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (("text",), '"a b"\n'),
        (("--raw", "text"), "a b"),
        (("-raw", "text"), "a b"),
        (("--json", "list"), '["a",1]'),
    ],
)
def test_one_output(recorded: Program, words: tuple[str, ...], out: str) -> None:
    told = recorded("output", *words).out
    assert json.loads(told) == json.loads(out) if "--json" in words else told == out


@pytest.mark.parametrize(
    ("words", "summary"),
    [(("nobody",), "Output not found"), (("--raw", "list"), "Unsupported value for raw output")],
)
def test_what_cannot_be_printed_is_an_error(
    recorded: Program, words: tuple[str, ...], summary: str
) -> None:
    ended = recorded("output", *words)
    assert (ended.code, ended.out) == (1, "")
    assert summary in ended.err


def test_without_outputs_the_result_is_empty(smtj: Program) -> None:
    ended = smtj("output")
    assert (ended.code, ended.out) == (0, "")
    assert smtj("output", "--json").json() == {}
