"""Arguments that must be literals."""

from __future__ import annotations

import pytest

from sm_tj_cli.configuration.blocks import flag, is_identifier, literal_text
from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.syntax.parse import parse_file
from tests.fakes.configurations import evaluated


def attribute(text: str) -> tuple[Findings, object]:
    body, _ = parse_file(SourceFile("main.tf", f"a = {text}"))
    return Findings(), body.attributes["a"]


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ('"x"', "x", []),
        ("5", "5", []),
        ("[1]", "", ["Unsuitable value type"]),
        ("var.x", "", ["Variables not allowed"]),
        ('upper("x")', "", ["Function calls not allowed"]),
    ],
)
def test_a_literal_text(text: str, value: str, told: list[str]) -> None:
    findings, found = attribute(text)
    assert literal_text(found, findings) == value  # type: ignore[arg-type]
    assert [item.summary for item in findings.items] == told


@pytest.mark.parametrize(("text", "value"), [("true", True), ('"false"', False), ("1", True)])
def test_a_flag_is_its_default_where_it_is_none(text: str, value: bool) -> None:
    findings, found = attribute(text)
    assert flag(found, findings, default=True) is value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("a-b", True),
        ("_a", True),
        ("größe", True),
        ("1a", False),
        ("a b", False),
        ("-a", False),
        ("", False),
    ],
)
def test_names(name: str, *, is_one: bool) -> None:
    assert is_identifier(name) is is_one


def test_a_block_that_was_meant_as_an_argument_is_guessed() -> None:
    found = evaluated('output "o" {\n  value {}\n}')
    assert 'Did you mean to define argument "value"?' in found.diagnostics.items[0].detail


def test_strings_in_json_are_no_templates_where_only_a_literal_may_stand() -> None:
    variable = '{"variable": {"v": {"default": {"a": ["${x}", "$${y}"], "${z}": 1}, "description": "${d}"}}}'
    output = 'output "o" { value = var.v }'
    found = evaluated({"v.tf.json": variable, "main.tf": output})
    assert (found.told, found.outputs["o"]) == ([], {"a": ["${x}", "$${y}"], "${z}": 1})
