"""Values to JSON and back."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.convert import ConversionError
from sm_tj_cli.values.json_values import encode_json, from_json, from_python, to_json
from sm_tj_cli.values.types import NUMBER, STRING, ListType, SetType
from sm_tj_cli.values.value import SENSITIVE, list_of, string, tuple_of, unknown
from tests.unit.values.functions.cases import value_of


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ('"<a>&\\u2028"', r'"\u003ca\u003e\u0026\u2028"'),
        ("[1.50, null, true]", "[1.5,null,true]"),
        ('{ b = 1, a = "ä" }', '{"a":"ä","b":1}'),
        ("12345678901234567890", "12345678901234567890"),
    ],
)
def test_json_is_written_as_gos_encoder_does(expression: str, text: str) -> None:
    assert encode_json(value_of(expression)) == text


def test_plain_data_goes_in_and_comes_out() -> None:
    data = {"a": [1, 2.5, "x", None, True]}
    assert to_json(from_python(data)) == data
    assert to_json(tuple_of([unknown(), string("x").with_marks({SENSITIVE})])) == [None, "x"]


def test_data_is_read_as_a_type() -> None:
    assert from_json(["1"], ListType(NUMBER)) == list_of(NUMBER, [from_python(1)])
    assert to_json(from_json(["b", "a"], SetType(STRING))) == ["a", "b"]
    with pytest.raises(ConversionError):
        from_json(["x"], ListType(NUMBER))


def test_what_is_no_data_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError):
        from_python(object())
