"""Sets go in Terraform's order: primitive elements by value, others by the text that cty hashes."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.json_values import from_python
from sm_tj_cli.values.set_order import hash_text, identity, set_order
from sm_tj_cli.values.types import NUMBER, STRING, ListType
from sm_tj_cli.values.value import NULL, list_of, map_of, number, set_of, string, unknown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (from_python([1, "a", None, True]), '<1;"a";null;T;>'),
        (from_python({"b": 1, "a": 2.5}), "<2.5;1;>"),
        (list_of(NUMBER, [number(10**12)]), "[1e+12;]"),
        (map_of(STRING, {"k": string("v")}), '{"k":"v";}'),
        (unknown(), "?"),
    ],
)
def test_the_text_of_a_value(value: object, text: str) -> None:
    assert hash_text(value) == text  # type: ignore[arg-type]


def test_numbers_in_rows_are_ordered_as_text_and_alone_as_numbers() -> None:
    rows = sorted(map(from_python, ([9], [10])), key=set_order(ListType(NUMBER)))
    assert rows == [from_python([10]), from_python([9])]
    alone = sorted(map(number, (10, 9)), key=set_order(NUMBER))
    assert alone == [number(9), number(10)]


def test_null_comes_after_the_rest_and_unknown_last() -> None:
    values = [unknown(STRING), NULL, string("z")]
    assert sorted(values, key=set_order(STRING)) == values[::-1]


def test_equal_values_are_identical_and_unknown_ones_never() -> None:
    assert identity(from_python([1, {"a": True}])) == identity(from_python([1, {"a": True}]))
    assert identity(from_python(True)) != identity(from_python(1))
    assert identity(unknown()) != identity(unknown())


def test_the_order_of_a_set_is_no_part_of_it() -> None:
    one, other = number(1), number(2)
    assert identity(set_of(NUMBER, [one, other])) == identity(set_of(NUMBER, [other, one]))
    assert identity(list_of(NUMBER, [one, other])) != identity(list_of(NUMBER, [other, one]))
