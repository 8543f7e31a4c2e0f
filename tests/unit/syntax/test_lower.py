"""Trees to nodes: precedence, chains of steps, splats, keys of objects."""

from __future__ import annotations

import pytest

from sm_tj_cli.syntax.nodes import (
    AttributeStep,
    BinaryOperation,
    Conditional,
    ForExpression,
    FunctionCall,
    IndexStep,
    KeywordLiteral,
    ObjectConstructor,
    Reference,
    Splat,
    SplatStep,
    StringLiteral,
    Traversal,
    UnaryOperation,
)
from tests.unit.syntax.cases import expression_of, fault_of, pieces_of, place_of


@pytest.mark.parametrize(
    ("text", "left", "operator"),
    [
        ("1 + 2 * 3", "1", "+"),
        ("1 * 2 + 3", "1 * 2", "+"),
        ("a || b && c", "a", "||"),
        ("1 - 2 - 3", "1 - 2", "-"),
    ],
)
def test_operators_bind_as_in_terraform(text: str, left: str, operator: str) -> None:
    found = expression_of(text)
    assert isinstance(found, BinaryOperation)
    where = found.left.range
    assert (text[where.start.offset : where.end.offset], found.operator.value) == (left, operator)


def test_steps_in_a_row_are_one_node() -> None:
    found = expression_of('a.b["c"].0[d]')
    assert isinstance(found, Traversal)
    assert [type(step) for step in found.steps] == [AttributeStep, IndexStep, IndexStep, IndexStep]


def test_what_follows_a_splat_belongs_to_it_but_an_index_behind_the_old_one() -> None:
    full, old = expression_of("a[*].b[0]"), expression_of("a.*.b[0]")
    assert isinstance(full, Splat)
    assert len(full.each) == 2
    assert isinstance(old, Traversal)
    nested = expression_of("a[*].b[*].c")
    assert isinstance(nested, Splat)
    assert [type(step) for step in nested.each] == [AttributeStep, SplatStep, AttributeStep]


def test_bare_words_are_keys_and_parentheses_make_them_references() -> None:
    found = expression_of("{ a = 1, true = 2, (b) = 3 }")
    assert isinstance(found, ObjectConstructor)
    literals = [item.key.value for item in found.items if isinstance(item.key, StringLiteral)]
    assert literals == ["a", "true"]


def test_a_call_has_its_whole_name_and_may_expand_its_last_argument() -> None:
    found = expression_of("core::max(1, a...)")
    assert isinstance(found, FunctionCall)
    assert (found.name, len(found.arguments), found.expand_final) == ("core::max", 2, True)


def test_a_for_expression_has_its_parts() -> None:
    found = expression_of("{ for k, v in c : k => v... if d }")
    assert isinstance(found, ForExpression)
    assert (found.key_name, found.value_name, found.grouped) == ("k", "v", True)
    assert isinstance(found.condition, Reference)


def test_conditionals_lean_to_the_right_and_signs_chain() -> None:
    found = expression_of("a ? b : c ? d : e")
    assert isinstance(found, Conditional)
    assert isinstance(found.otherwise, Conditional)
    minus = expression_of("--1")
    assert isinstance(minus, UnaryOperation)
    assert isinstance(minus.operand, UnaryOperation)


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [("[for v in c : v]", None, "v"), ("[for k, v in c : v]", "k", "v")],
)
def test_a_for_expression_binds_one_name_or_two(text: str, key: str | None, value: str) -> None:
    found = expression_of(text)
    assert isinstance(found, ForExpression)
    assert (found.key_name, found.value_name, found.key, found.condition) == (
        key,
        value,
        None,
        None,
    )


@pytest.mark.parametrize(("text", "value"), [("true", True), ("false", False), ("null", None)])
def test_three_words_are_values(text: str, value: bool | None) -> None:
    found = expression_of(text)
    assert isinstance(found, KeywordLiteral)
    assert found.value is value


def test_an_index_behind_the_old_splat_applies_to_its_result_but_a_digit_to_each_item() -> None:
    assert isinstance(expression_of("a.*[0]"), Traversal)
    digit = expression_of("a.*.0.b")
    assert isinstance(digit, Splat)
    assert [type(step) for step in digit.each] == [IndexStep, AttributeStep]
    inside = expression_of("a[*].*.b")
    assert isinstance(inside, Splat)
    assert [step.full for step in inside.each if isinstance(step, SplatStep)] == [False]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("(ä)", ["Parentheses (ä)", "Reference ä"]),
        ("-1", ["UnaryOperation -1", "NumberLiteral 1"]),
        ("[1, 2,]", ["TupleConstructor [1, 2,]", "NumberLiteral 1", "NumberLiteral 2"]),
        ("a ? b : c", ["Conditional a ? b : c", "Reference a", "Reference b", "Reference c"]),
        ("x::f(1 )", ["FunctionCall x::f(1 )", "NumberLiteral 1"]),
        ("{a = 1}", ["ObjectConstructor {a = 1}", "StringLiteral a", "NumberLiteral 1"]),
        ("a.b[0]", ["Traversal a.b[0]", "Reference a", "NumberLiteral 0"]),
        ("a[*].b", ["Splat a[*].b", "Reference a"]),
        ("a.*.0", ["Splat a.*.0", "Reference a", "NumberLiteral 0"]),
        ("[for x in a : x]", ["ForExpression [for x in a : x]", "Reference a", "Reference x"]),
        (
            "1 + (2) * 3",
            ["BinaryOperation 1 + (2) * 3", "NumberLiteral 1", "BinaryOperation (2) * 3"]
            + ["Parentheses (2)", "NumberLiteral 2", "NumberLiteral 3"],
        ),
    ],
)
def test_a_node_stands_where_it_is_written(text: str, pieces: list[str]) -> None:
    assert [f"{kind} {excerpt}" for kind, excerpt in pieces_of(text)] == pieces


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("a.bc[ d ].0", [".bc", "[ d ]", ".0"]),
        ("a[*].b.*.c[*]", [".b", ".*", ".c", "[*]"]),
        ("a.*.b.0", [".b", ".0"]),
    ],
)
def test_steps_have_ranges_too(text: str, steps: list[str]) -> None:
    found = expression_of(text)
    assert isinstance(found, Traversal | Splat)
    taken = found.steps if isinstance(found, Traversal) else found.each
    ranges = [step.range for step in taken]
    assert [text[where.start.offset : where.end.offset] for where in ranges] == steps


@pytest.mark.parametrize(
    ("text", "summary", "where", "detail"),
    [
        ("[for k in c : k => 1]", "Invalid 'for' expression", "1,19-20", "Key expression is not"),
        ("[for k in c : k...]", "Invalid 'for' expression", "1,20-23", "Grouping ellipsis"),
        ("{ for k in c : k }", "Invalid 'for' expression", "1,20-21", "Key expression is required"),
        ("a.0.1", "Invalid legacy index syntax", "1,7-10", "index syntax instead, like [0][1]."),
        ("a.*.0.1", "Invalid legacy index syntax", "1,9-12", "full splat expression [*] instead"),
        ("a[*].0.1", "Invalid legacy index syntax", "1,10-13", "index syntax instead"),
        ("a.*.*", "Nested splat expression not allowed", "1,9-10", "attribute-only splat"),
        ("1.2.3", "Invalid number literal", "1,5-10", "Failed to recognize"),
        ("1e5e6", "Invalid number literal", "1,5-10", "Failed to recognize"),
    ],
)
def test_what_the_language_does_not_have_is_told(
    text: str, summary: str, where: str, detail: str
) -> None:
    fault = fault_of(f"x = {text}\n")
    assert (fault.summary, place_of(fault)) == (summary, where)
    assert detail in fault.detail
