"""Values to other types: what stays, what is filled in, and which part is to blame."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.convert import ConversionError, convert, set_from
from sm_tj_cli.values.json_values import from_python, to_json
from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    Type,
)
from sm_tj_cli.values.value import NULL, SENSITIVE, list_of, null, number, string, unknown

A_STRING = ObjectType((("a", STRING),))


@pytest.mark.parametrize(
    ("given", "wanted", "result"),
    [
        (1.5, STRING, "1.5"),
        (True, STRING, "true"),
        ("1e3", NUMBER, 1000),
        ("1", BOOL, True),
        ([1, "a", None], ListType(STRING), ["1", "a", None]),
        ([2, "1", 2], SetType(STRING), ["1", "2"]),
        ([2, 10, 2], SetType(NUMBER), [2, 10]),
        ({"b": 1, "a": 2}, MapType(STRING), {"a": "2", "b": "1"}),
        ({"a": 1, "b": 2}, A_STRING, {"a": "1"}),
        ([1, True], TupleType((STRING, STRING)), ["1", "true"]),
        ([[1], ["a", "b"]], ListType(DYNAMIC), [["1"], ["a", "b"]]),
    ],
)
def test_what_becomes_of_a_value(given: object, wanted: Type, result: object) -> None:
    assert to_json(convert(from_python(given), wanted)) == result


@pytest.mark.parametrize(
    ("given", "wanted", "words"),
    [
        ("x", NUMBER, "a number is required"),
        ("TRUE", BOOL, 'a bool is required; to convert from string, use lowercase "true"'),
        ([1], STRING, "string required"),
        (["1", "x"], ListType(NUMBER), "element 1: a number is required"),
        (
            {"a": {"b": "x"}},
            MapType(MapType(NUMBER)),
            'element "a": element "b": a number is required',
        ),
        ({}, A_STRING, 'attribute "a" is required'),
        ([1], TupleType((NUMBER, NUMBER)), "tuple required"),
    ],
)
def test_what_cannot_be_converted_says_where(given: object, wanted: Type, words: str) -> None:
    with pytest.raises(ConversionError) as told:
        convert(from_python(given), wanted)
    assert str(told.value) == words


def test_nulls_and_unknown_values_take_the_type_or_are_refused_like_others() -> None:
    assert convert(NULL, NUMBER) == null(NUMBER)
    assert convert(null(ListType(NUMBER)), ListType(DYNAMIC)) == null(ListType(NUMBER))
    assert convert(unknown(NUMBER), STRING) == unknown(STRING)
    with pytest.raises(ConversionError):
        convert(null(MapType(DYNAMIC)), STRING)
    with pytest.raises(ConversionError):
        convert(unknown(A_STRING), NUMBER)


def test_marks_stay_and_those_of_a_sets_elements_become_its_own() -> None:
    secret = string("x").with_marks({SENSITIVE})
    assert convert(string("1").with_marks({SENSITIVE}), NUMBER).is_sensitive
    assert convert(list_of(STRING, [secret]), SetType(STRING)).is_sensitive
    assert not convert(list_of(STRING, [secret]), ListType(STRING)).is_sensitive


def test_a_set_whose_elements_may_turn_out_the_same_is_an_unknown_list() -> None:
    several = set_from(STRING, [string("a"), unknown(STRING)])
    assert convert(several, ListType(DYNAMIC)) == unknown(ListType(STRING))
    alone = set_from(STRING, [unknown(STRING)])
    assert convert(alone, ListType(STRING)) == list_of(STRING, [unknown(STRING)])


def test_a_set_has_each_element_once_in_terraforms_order() -> None:
    made = set_from(NUMBER, map(number, (10, 9, 10, 1)))
    assert to_json(made) == [1, 9, 10]
