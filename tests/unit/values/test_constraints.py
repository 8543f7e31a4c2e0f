"""Type constraints of variables, with what is filled in for what was left out."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.parse import parse_expression
from sm_tj_cli.values.constraints import TypeConstraint, apply_constraint, parse_constraint
from sm_tj_cli.values.convert import convert
from sm_tj_cli.values.display import type_text
from sm_tj_cli.values.json_values import from_python, to_json
from sm_tj_cli.values.value import EPHEMERAL, NULL, SENSITIVE, object_of, string, tuple_of, unknown
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


PART = "object({ a = string, b = optional(number, 5), c = optional(bool) })"


@pytest.mark.parametrize(
    ("constraint", "given", "result"),
    [
        (PART, {"a": "x"}, {"a": "x", "b": 5, "c": None}),
        (PART, {"a": "x", "b": None, "c": True}, {"a": "x", "b": 5, "c": True}),
        (PART, {"a": None, "z": 1}, {"a": None, "b": 5, "c": None}),
        (f"set({PART})", [{"a": "x"}], [{"a": "x", "b": 5, "c": None}]),
        (f"map({PART})", {"k": {"a": 1}}, {"k": {"a": "1", "b": 5, "c": None}}),
        (f"tuple([string, {PART}])", [1, {"a": "x"}], ["1", {"a": "x", "b": 5, "c": None}]),
        (f"list({PART})", [None], [None]),
        (f"list({PART})", [], []),
        (PART, None, None),
    ],
)
def test_what_is_left_out_or_null_takes_its_default(
    constraint: str, given: object, result: object
) -> None:
    found, problems = constraint_of(constraint)
    value = apply_constraint(from_python(given), found)
    assert (to_json(value), problems) == (result, [])
    assert value.type == convert(NULL, found.type).type


def test_unknown_values_wait_and_marks_stay_where_they_are() -> None:
    found, _ = constraint_of(f"list({PART})")
    assert apply_constraint(unknown(), found) == unknown(found.type)
    secret = string("x").with_marks({SENSITIVE})
    listed = apply_constraint(tuple_of([object_of({"a": secret})]).with_marks({EPHEMERAL}), found)
    (item,) = listed.parts()
    assert (listed.marks, item.marks) == ({EPHEMERAL}, frozenset())
    assert {name: part.marks for name, part in zip("abc", item.parts(), strict=True)} == {
        "a": {SENSITIVE},
        "b": frozenset(),
        "c": frozenset(),
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("list", "list(any)"),
        ("map", "map(any)"),
        ('"string"', "string"),
        ('"list"', "list(any)"),
        ('"map"', "map(any)"),
    ],
)
def test_spellings_of_older_terraforms(text: str, kind: str) -> None:
    found, problems = constraint_of(text)
    assert (type_text(found.type), problems) == (kind, [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("set", "The set type constructor requires one argument"),
        ("tuple", "requires one argument specifying the element types as a list"),
        ('"number"', "type specification is either"),
        ("list(string, string)", "type specification is either"),
        ('object({ "a" = string })', "must be attribute names"),
        ("object({ (a) = string })", "must be attribute names"),
        ("object({ a = string, a = number })", "must be unique"),
        ("object({ a = optional(string, 1, 2) })", "expects at most two arguments"),
        ("list(optional(string))", "valid only as a modifier"),
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
