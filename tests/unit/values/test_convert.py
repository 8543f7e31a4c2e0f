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
from sm_tj_cli.values.value import (
    NULL,
    SENSITIVE,
    Value,
    list_of,
    map_of,
    null,
    number,
    string,
    unknown,
    unknown_not_null,
)

A_STRING = ObjectType((("a", STRING),))


@pytest.mark.parametrize(
    ("given", "wanted", "result"),
    [
        (1.5, STRING, "1.5"),
        (True, STRING, "true"),
        (False, STRING, "false"),
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


@pytest.mark.parametrize(
    ("given", "wanted", "result"),
    [
        (ListType(NUMBER), SetType(DYNAMIC), SetType(NUMBER)),
        (MapType(NUMBER), MapType(DYNAMIC), MapType(NUMBER)),
        (ListType(NUMBER), ListType(STRING), ListType(STRING)),
        (A_STRING, ObjectType((("a", DYNAMIC),)), A_STRING),
        (TupleType((NUMBER,)), TupleType((DYNAMIC,)), TupleType((NUMBER,))),
        (DYNAMIC, ListType(DYNAMIC), ListType(DYNAMIC)),
        (MapType(STRING), A_STRING, A_STRING),
        (NUMBER, DYNAMIC, NUMBER),
    ],
)
def test_what_is_open_in_a_type_is_filled_from_the_values_own(
    given: Type, wanted: Type, result: Type
) -> None:
    assert convert(null(given), wanted) == null(result)
    assert convert(unknown(given).with_marks({SENSITIVE}), wanted) == unknown(result).with_marks(
        {SENSITIVE}
    )


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        (ListType(DYNAMIC), ListType(NUMBER)),
        (SetType(STRING), SetType(STRING)),
        (SetType(DYNAMIC), SetType(NUMBER)),
    ],
)
def test_an_empty_collection_keeps_the_type_of_its_elements(wanted: Type, kind: Type) -> None:
    assert convert(list_of(NUMBER, []), wanted) == Value(kind, ())


def test_a_map_without_an_attribute_is_no_object() -> None:
    with pytest.raises(ConversionError, match='map element "a" is required'):
        convert(map_of(STRING, {"b": string("x")}), A_STRING)


def test_a_null_among_elements_takes_the_type_of_the_others() -> None:
    assert convert(from_python([None, "a"]), ListType(DYNAMIC)).raw == (null(STRING), string("a"))
    assert convert(from_python([None]), ListType(DYNAMIC)).type == ListType(DYNAMIC)


def test_marks_stay_and_those_of_a_sets_elements_become_its_own() -> None:
    secret = string("x").with_marks({SENSITIVE})
    assert convert(string("1").with_marks({SENSITIVE}), NUMBER).is_sensitive
    made = convert(list_of(STRING, [secret, string("x")]), SetType(STRING))
    assert made == set_from(STRING, [string("x")]).with_marks({SENSITIVE})
    assert not convert(list_of(STRING, [secret]), ListType(STRING)).is_sensitive


def test_a_set_whose_elements_may_turn_out_the_same_is_an_unknown_list() -> None:
    several = set_from(STRING, [string("a"), unknown(STRING)])
    assert convert(several, ListType(DYNAMIC)) == unknown_not_null(
        ListType(STRING), least=1, most=2
    )
    alone = set_from(STRING, [unknown(STRING)])
    assert convert(alone, ListType(STRING)) == list_of(STRING, [unknown(STRING)])


def test_a_set_has_each_element_once_in_terraforms_order() -> None:
    made = set_from(NUMBER, map(number, (10, 9, 10, 1)))
    assert to_json(made) == [1, 9, 10]
