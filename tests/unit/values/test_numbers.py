"""Numbers: whole ones exact, others with 512 bits, written with the fewest digits that mean them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.values.numbers import (
    add,
    divide,
    format_number,
    from_float,
    is_whole,
    modulo,
    multiply,
    negate,
    parse_number,
    short_form,
    subtract,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.values.numbers import Number


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1.50", "1.5"),
        ("1e3", "1000"),
        ("-0.1", "-0.1"),
        ("1E-7", "0.0000001"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("0.1234567890123456789012345678901234567890", "0.123456789012345678901234567890123456789"),
        ("1e100", "1" + "0" * 100),
        ("inf", "+Inf"),
    ],
)
def test_digits_are_read_and_written(text: str, shown: str) -> None:
    assert format_number(parse_number(text)) == shown


@pytest.mark.parametrize("text", ["", "x", "1_0", "0x1", " 1", "1e", "1e999999"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number|out of range"):
        parse_number(text)


def test_arithmetic_is_exact_where_it_can_be() -> None:
    tenth, fifth = parse_number("0.1"), parse_number("0.2")
    assert format_number(add(tenth, fifth)) == "0.3"
    assert (subtract(1, 1), multiply(10**20, 10**20), divide(6, 3)) == (0, 10**40, 2)
    assert format_number(divide(1, 3)).startswith("0.33333333333333333333")
    assert format_number(divide(-1, 0)) == "-Inf"


INFINITE = parse_number("inf")


@pytest.mark.parametrize(
    ("operation", "left", "right", "words"),
    [
        (add, INFINITE, negate(INFINITE), "can't compute sum of opposing infinities"),
        (subtract, INFINITE, INFINITE, "can't subtract infinity from itself"),
        (multiply, INFINITE, 0, "can't multiply zero by infinity"),
        (divide, 0, 0, "can't divide zero by zero or infinity by infinity"),
        (divide, INFINITE, INFINITE, "can't divide zero by zero or infinity by infinity"),
        (modulo, INFINITE, 2, "can't use modulo with zero and infinity"),
        (modulo, 2, INFINITE, "can't use modulo with zero and infinity"),
    ],
)
def test_what_has_no_result_is_refused(
    operation: Callable[[Number, Number], Number], left: Number, right: Number, words: str
) -> None:
    with pytest.raises(ArithmeticError, match=words):
        operation(left, right)


@pytest.mark.parametrize(
    ("result", "shown"),
    [
        (add(INFINITE, 1), "+Inf"),
        (subtract(1, INFINITE), "-Inf"),
        (multiply(INFINITE, -2), "-Inf"),
        (divide(1, INFINITE), "0"),
        (modulo(INFINITE, 0), "+Inf"),
        (negate(INFINITE), "-Inf"),
    ],
)
def test_infinity_counts_on(result: Number, shown: str) -> None:
    assert format_number(result) == shown


@pytest.mark.parametrize(
    ("left", "right", "rest"),
    [("7", "3", "1"), ("-7", "3", "-1"), ("7", "-3", "1"), ("5.5", "2", "1.5"), ("7", "0", "7")],
)
def test_what_is_left_has_the_sign_of_the_left(left: str, right: str, rest: str) -> None:
    assert format_number(modulo(parse_number(left), parse_number(right))) == rest


def test_a_number_has_a_limit() -> None:
    great = parse_number("1e3000")
    with pytest.raises(OverflowError, match="4,000 digits"):
        multiply(great, great)
    with pytest.raises(ValueError, match="out of range"):
        parse_number("9" * 5000)


def test_whole_numbers() -> None:
    assert is_whole(parse_number("2.0"))
    assert not is_whole(parse_number("2.5"))
    assert is_whole(from_float(2.0))
    assert negate(2) == -2


@pytest.mark.parametrize(
    ("text", "short"), [("12345678901234", "1.23456789e+13"), ("0.5", "0.5"), ("100", "100")]
)
def test_the_short_form_has_ten_digits(text: str, short: str) -> None:
    assert short_form(parse_number(text)) == short
