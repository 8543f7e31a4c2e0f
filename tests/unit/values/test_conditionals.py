"""A conditional has one type for both results, and forgives the one that it does not take."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.types import BOOL, STRING, ListType, to_json
from sm_tj_cli.values.value import (
    DECLARED,
    EPHEMERAL,
    SENSITIVE,
    Value,
    boolean,
    number,
    string,
    unknown,
    unknown_not_null,
)
from tests.unit.values.functions.cases import detail_of, evaluated, plain, value_of


@pytest.mark.parametrize(
    ("text", "kind", "result"),
    [
        ('true ? 1 : "a"', "string", "1"),
        ("true ? [] : [1]", ["list", "number"], []),
        ("true ? null : 1", "number", None),
        ("false ? 1 : null", "number", None),
        ("false ? [1] : null", ["tuple", ["number"]], None),
        ("false ? null : null", "dynamic", None),
        ('"true" ? 1 : 2', "number", "#1"),
        ("true ? 1 : [][0]", "dynamic", "#1"),
        ('false ? [][0] : "a"', "dynamic", "a"),
        ('true ? { a = 1 } : { b = "x" }', ["map", "string"], {"a": "1"}),
    ],
)
def test_results(text: str, kind: object, result: object) -> None:
    value = value_of(text)
    if kind == "dynamic":
        assert plain(value) == result
    else:
        assert (to_json(value.type), plain(value)) == (kind, result)


def test_an_unknown_condition_leaves_the_type() -> None:
    assert value_of('c ? 1 : "a"', c=unknown(BOOL)) == unknown_not_null(STRING)
    assert value_of('c ? [] : ["a"]', c=unknown(BOOL)) == unknown_not_null(ListType(STRING))
    assert value_of("c ? 1 : u", c=unknown(BOOL), u=unknown()) == unknown()
    assert value_of("true ? 1 : u", u=unknown()) == number(1)


@pytest.mark.parametrize("condition", [boolean(True), unknown(BOOL)], ids=["known", "unknown"])
def test_marks_of_all_three_parts_stay(condition: Value) -> None:
    parts = {
        "c": condition.with_marks({SENSITIVE}),
        "x": number(1).with_marks({EPHEMERAL}),
        "y": number(2).with_marks({DECLARED}),
    }
    assert value_of("c ? x : y", **parts).marks == {SENSITIVE, EPHEMERAL, DECLARED}


def test_a_secret_may_say_no_more_than_yes_or_no() -> None:
    _, faults = evaluated("c ? 1 : 2", {"c": string("secret").with_marks({SENSITIVE})})
    assert [fault.detail for fault in faults] == ["The condition expression must be of type bool."]


def test_what_is_wrong_with_the_result_that_is_taken_is_told() -> None:
    assert "no elements" in detail_of("true ? [][0] : 1")
    assert "no elements" in detail_of("false ? 1 : [][0]")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 ? 2 : 3", "must be of type bool"),
        ("null ? 2 : 3", "must either be true or false"),
        ("true ? 1 : []", "The 'true' value is number, but the 'false' value is tuple."),
        ("true ? [1, []] : [1, {}]", "Type mismatch for tuple element 1"),
        ("true ? { a = 1 } : { a = [] }", 'Type mismatch for object attribute "a"'),
        ("true ? { a = [] } : { b = 1 }", "attribute \"a\", which is absent in the 'false' value"),
        (
            "true ? { b = 1 } : { a = [], b = 1 }",
            "The 'false' value includes object attribute \"a\", which is absent in the 'true' value.",
        ),
        ("true ? { a = 1, b = [] } : { a = 1, b = {} }", 'Type mismatch for object attribute "b"'),
        (
            "true ? [1, []] : [1, {}, 3]",
            "The 'true' tuple has length 2, but the 'false' tuple has length 3.",
        ),
        ("true ? toset([{ a = 1 }]) : toset([{ a = [] }])", "Mismatched set element types: Type"),
        (
            "true ? tolist([tolist([{ a = 1 }])]) : tolist([tolist([{ a = [] }])])",
            "At least one deeply-nested attribute or element is not compatible",
        ),
        (
            "true ? tolist([1]) : toset([{}])",
            "The 'true' value is list of number, but the 'false' value is set of object.",
        ),
        ("true ? tolist([[1]]) : tolist([[{}]])", "Mismatched list element types"),
    ],
)
def test_what_is_wrong(text: str, words: str) -> None:
    assert words in detail_of(text)


def test_a_name_that_means_nothing_is_told_wherever_it_stands() -> None:
    with pytest.raises(KeyError):
        evaluated("true ? 1 : nothing")
