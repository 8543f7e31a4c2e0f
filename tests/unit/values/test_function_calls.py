"""Calls inside expressions: names, expansion, `try` and `can`, and where a fault is told."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.types import BOOL, NUMBER, STRING, ListType
from sm_tj_cli.values.value import SENSITIVE, number, string, tuple_of, unknown, unknown_not_null
from tests.unit.values.functions.cases import detail_of, evaluated, plain, value_of


def test_the_last_argument_is_expanded_with_its_marks() -> None:
    numbers = tuple_of([number(1), number(3)])
    assert value_of("max(2, x...)", x=numbers) == number(3)
    assert value_of("max(2, 4, x...)", x=numbers) == number(4)
    assert value_of("max(2, x...)", x=numbers.with_marks({SENSITIVE})).is_sensitive
    assert not value_of("max(2, x...)", x=unknown(ListType(NUMBER))).is_known


def test_core_is_a_namespace_of_all_functions() -> None:
    assert plain(value_of('core::upper("a")')) == "A"


def test_a_function_that_a_provider_lacks_is_told_apart_from_a_provider_that_is_not_there() -> None:
    assert detail_of("provider::terraform::nope()") == (
        'The function "nope" is not available from the provider "terraform".'
    )
    assert "whose required_providers block has" in detail_of("provider::aws::arn_parse(1)")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("try([][0], {}.a, 3)", "#3"),
        ("try(1, [][0])", "#1"),
        ("try([][0], [5]...)", "#5"),
        ("can([][0])", False),
        ("can(1)", True),
        ('can(tonumber("x"))', False),
    ],
)
def test_try_and_can_forgive_values(text: str, result: object) -> None:
    assert plain(value_of(text)) == result


def test_they_wait_for_what_is_unknown() -> None:
    assert not value_of("can(x)", x=unknown()).is_known
    assert not value_of("try(x.a, 1)", x=unknown()).is_known
    secret = unknown(STRING).with_marks({SENSITIVE})
    assert value_of('try(tonumber(x), "a")', x=secret) == unknown().with_marks({SENSITIVE})
    assert value_of('try(tonumber(x), "a") == "a"', x=unknown(STRING)) == unknown_not_null(BOOL)
    assert value_of("can([x])", x=unknown()) == unknown(BOOL)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("try([][0], x)", {SENSITIVE}),
        ("try(x, [][0])", {SENSITIVE}),
        ("try([][0], [1, x]...)", set()),
        ("try([x])", set()),
        ("upper(x)", {SENSITIVE}),
        ("max(1, [x]...)", {SENSITIVE}),
        ("can(x)", set()),
    ],
)
def test_marks_go_with_the_value_that_is_taken(text: str, marks: set[str]) -> None:
    assert value_of(text, x=string("1").with_marks({SENSITIVE})).marks == marks


def test_a_name_that_means_nothing_is_told_though_it_is_not_tried() -> None:
    with pytest.raises(KeyError, match="nothing"):
        evaluated("try(1, nothing)")


def test_the_faults_of_all_that_was_tried_are_told() -> None:
    _, (fault,) = evaluated("try([][0], {}.a)")
    assert fault.detail.startswith('Call to function "try" failed: no expression succeeded:\n')
    assert "Invalid index (at case.tf:1,7-10)" in fault.detail
    assert "Unsupported attribute (at case.tf:1,14-16)" in fault.detail


@pytest.mark.parametrize("text", ["max(x...)", "upper(x...)", "try(x...)"])
def test_what_is_expanded_may_be_unknown(text: str) -> None:
    assert value_of(text, x=unknown()) == unknown()
    assert not value_of(text, x=unknown(ListType(NUMBER))).is_known


@pytest.mark.parametrize(
    ("text", "summary", "column"),
    [
        ("nope(1)", "Call to unknown function", 1),
        ("a::b(1)", "Unknown provider function", 1),
        ("provider::a::b(1)", "Unknown provider function", 1),
        ("upper()", "Not enough function arguments", 1),
        ('upper("a", "b")', "Too many function arguments", 12),
        ("upper([])", "Invalid function argument", 7),
        ('parseint("x", 10)', "Invalid function argument", 10),
        ("min([]...)", "Error in function call", 1),
        ("max(null...)", "Invalid expanding argument value", 5),
        ("max(1...)", "Invalid expanding argument value", 5),
        ('upper(["a", "b"]...)', "Too many function arguments", 7),
        ("try([][0])", "Error in function call", 1),
        ("try()", "Error in function call", 1),
        ("try([]...)", "Error in function call", 1),
        ("can()", "Not enough function arguments", 1),
        ("can(1, 2, 3)", "Too many function arguments", 8),
        ("pow(1, 2, 3)", "Too many function arguments", 11),
        ("max(1, 2, [[]]...)", "Invalid function argument", 11),
        ("can(1, 2)", "Too many function arguments", 8),
        ('templatestring("a", {})', "Invalid function argument", 16),
    ],
)
def test_faults_have_their_place(text: str, summary: str, column: int) -> None:
    _, faults = evaluated(text)
    first = faults.items[0]
    assert first.subject is not None
    assert (first.summary, first.subject.start.column) == (summary, column)
