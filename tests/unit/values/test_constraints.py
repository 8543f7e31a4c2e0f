"""Type constraints of variables, with what is filled in for what was left out."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.parse import parse_expression
from sm_tj_cli.values.constraints import TypeConstraint, apply_constraint, parse_constraint
from sm_tj_cli.values.display import type_text
from sm_tj_cli.values.json_values import from_python, to_json
from tests.unit.values.functions.cases import evaluated


def constraint_of(text: str) -> tuple[TypeConstraint, list[str]]:
    """The constraint and what is wrong with it."""
    source = SourceFile("a.tf", text)
    expression, _ = parse_expression(source)
    assert expression is not None
    found, problems = parse_constraint(
        expression, lambda default: evaluated(source.excerpt(default.range))[0]
    )
    return found, [item.detail for item in problems]


@pytest.mark.parametrize(
    "text",
    [
        "string",
        "any",
        "list(set(number))",
        "map(any)",
        "tuple([string, bool])",
        "object({a=string, b=list(number)})",
    ],
)
def test_types_are_read_as_they_are_written(text: str) -> None:
    found, problems = constraint_of(text)
    assert (type_text(found.type).replace(",", ", ").replace(",  ", ", "), problems) == (text, [])


def test_optional_attributes_are_filled_in_at_every_depth() -> None:
    found, _ = constraint_of(
        "list(object({ a = string, b = optional(number, 5), c = optional(object({ d = optional(bool, true) }), {}) }))"
    )
    value = apply_constraint(
        from_python([{"a": "x"}, {"a": 1, "b": None, "c": {"d": False}}]), found
    )
    assert to_json(value) == [
        {"a": "x", "b": 5, "c": {"d": True}},
        {"a": "1", "b": 5, "c": {"d": False}},
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("object", "requires one argument"),
        ("optional(string)", "valid only as a modifier"),
        ("foo", "type specification is either"),
        ("list(foo)", "type specification is either"),
        ("object({ a = optional(number, [])})", "not compatible"),
    ],
)
def test_what_is_no_constraint(text: str, words: str) -> None:
    _, problems = constraint_of(text)
    assert any(words in problem for problem in problems), problems
