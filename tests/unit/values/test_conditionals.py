"""A conditional has one type for both results, and forgives the one that it does not take."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.types import BOOL, STRING, ListType, to_json
from sm_tj_cli.values.value import SENSITIVE, boolean, number, unknown
from tests.unit.values.functions.cases import detail_of, evaluated, plain, value_of


@pytest.mark.parametrize(
    ("text", "kind", "result"),
    [
        ('true ? 1 : "a"', "string", "1"),
        ("true ? [] : [1]", ["list", "number"], []),
        ("true ? null : 1", "number", None),
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
    assert value_of('c ? 1 : "a"', c=unknown(BOOL)) == unknown(STRING)
    assert value_of('c ? [] : ["a"]', c=unknown(BOOL)) == unknown(ListType(STRING))


def test_marks_of_all_three_parts_stay() -> None:
    secret = number(2).with_marks({SENSITIVE})
    assert value_of("true ? 1 : x", x=secret).is_sensitive
    assert value_of("c ? 1 : 2", c=boolean(True).with_marks({SENSITIVE})).is_sensitive


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 ? 2 : 3", "must be of type bool"),
        ("null ? 2 : 3", "must either be true or false"),
        ("true ? 1 : []", "The 'true' value is number, but the 'false' value is tuple."),
        ("true ? [1, []] : [1, {}]", "Type mismatch for tuple element 1"),
        ("true ? { a = 1 } : { a = [] }", 'Type mismatch for object attribute "a"'),
        ("true ? { a = [] } : { b = 1 }", "absent in the 'false' value"),
        ("true ? tolist([[1]]) : tolist([[{}]])", "Mismatched list element types"),
    ],
)
def test_what_is_wrong(text: str, words: str) -> None:
    assert words in detail_of(text)


def test_a_name_that_means_nothing_is_told_wherever_it_stands() -> None:
    with pytest.raises(KeyError):
        evaluated("true ? 1 : nothing")
