"""Values to JSON and back."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.convert import ConversionError
from sm_tj_cli.values.json_values import encode_json, from_json, from_python, has_json, to_json
from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    ObjectType,
    SetType,
    TupleType,
    Type,
)
from sm_tj_cli.values.value import SENSITIVE, list_of, string, tuple_of, unknown
from tests.unit.values.functions.cases import value_of


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ('"<a>&\\u2028"', r'"\u003ca\u003e\u0026\u2028"'),
        ("[1.50, null, true]", "[1.5,null,true]"),
        ('{ b = 1, a = "ä" }', '{"a":"ä","b":1}'),
        ("12345678901234567890", "12345678901234567890"),
        ("1e30", "1" + "0" * 30),
        ("1e-7", "0.0000001"),
        ('"\\"\\\\\\t\\u0001"', r'"\"\\\t\u0001"'),
        ('{ (upper("<")) = [] }', r'{"\u003c":[]}'),
        ("toset([2, 1])", "[1,2]"),
        ("tomap({})", "{}"),
    ],
)
def test_json_is_written_as_gos_encoder_does(expression: str, text: str) -> None:
    assert encode_json(value_of(expression)) == text


def test_plain_data_goes_in_and_comes_out() -> None:
    data = {"a": [1, 2.5, "x", None, True]}
    assert to_json(from_python(data)) == data
    assert to_json(tuple_of([unknown(), string("x").with_marks({SENSITIVE})])) == [None, "x"]


@pytest.mark.parametrize(
    ("expression", "data"),
    [
        ("2.0", 2),
        ("0.1", 0.1),
        ("9007199254740993", 9007199254740993),
        ("1e30", 10**30),
        ("1 / 3", 1 / 3),
        ("true", True),
        ("-1 / 0", float("-inf")),
    ],
)
def test_numbers_are_whole_where_they_can_be(expression: str, data: object) -> None:
    found = to_json(value_of(expression))
    assert (found, type(found)) == (data, type(data))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (None, DYNAMIC),
        (True, BOOL),
        (1, NUMBER),
        (1.0, NUMBER),
        ("", STRING),
        ([], TupleType(())),
        ((1, "a"), TupleType((NUMBER, STRING))),
        ({1: None}, ObjectType((("1", DYNAMIC),))),
    ],
)
def test_plain_data_has_the_types_of_literals(data: object, kind: Type) -> None:
    assert from_python(data).type == kind


@pytest.mark.parametrize(
    ("expression", "can"),
    [
        ("1 / 0", False),
        ("[{ a = -1 / 0 }]", False),
        ("sensitive(1 / 0)", False),
        ('"1Inf"', True),
        ("[1, null, tonumber(null)]", True),
    ],
)
def test_infinity_alone_has_no_json(expression: str, can: bool) -> None:
    assert has_json(value_of(expression)) is can


def test_a_number_that_is_not_known_may_have_json() -> None:
    assert has_json(tuple_of([unknown(NUMBER), unknown()]))


def test_data_is_read_as_a_type() -> None:
    assert from_json(["1"], ListType(NUMBER)) == list_of(NUMBER, [from_python(1)])
    assert to_json(from_json(["b", "a"], SetType(STRING))) == ["a", "b"]
    with pytest.raises(ConversionError):
        from_json(["x"], ListType(NUMBER))


def test_what_is_no_data_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError):
        from_python(object())
