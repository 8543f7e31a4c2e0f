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
    ObjectConstructor,
    Reference,
    Splat,
    SplatStep,
    StringLiteral,
    Traversal,
    UnaryOperation,
)
from tests.unit.syntax.cases import expression_of, fault_of


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
    ("text", "summary"),
    [
        ("[for k in c : k => 1]", "Invalid 'for' expression"),
        ("{ for k in c : k }", "Invalid 'for' expression"),
        ("a.0.1", "Invalid legacy index syntax"),
        ("a.*.*", "Nested splat expression not allowed"),
        ("1.2.3", "Invalid number literal"),
    ],
)
def test_what_the_language_does_not_have_is_told(text: str, summary: str) -> None:
    assert fault_of(f"x = {text}\n").summary == summary
