"""Numeric functions: `abs`, `ceil`, `floor`, `log`, `max`, `min`, `parseint`, `pow`, `signum`."""

from __future__ import annotations

import math
import string as alphabets
from typing import TYPE_CHECKING

from sm_tj_cli.values import doubles
from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionError,
    Parameter,
    function,
    is_finite,
    number_of,
    text_of,
    whole_number_of,
)
from sm_tj_cli.values.numbers import MOST_WHOLE_DIGITS, is_whole, negate, parse_number
from sm_tj_cli.values.quoting import quoted
from sm_tj_cli.values.types import DYNAMIC, NUMBER, STRING, friendly_name
from sm_tj_cli.values.value import Value, number, unknown

if TYPE_CHECKING:
    from sm_tj_cli.values.numbers import Number

DIGITS = alphabets.digits + alphabets.ascii_lowercase + alphabets.ascii_uppercase


@function(
    "abs",
    Parameter("num", NUMBER),
    returns=NUMBER,
    examples=(("abs(-12.4)", "12.4"), ("abs(0)", "0")),
)
def absolute(arguments: Arguments) -> Value:
    """The number without its sign."""
    content = number_of(arguments[0])
    return number(negate(content) if content < 0 else content)


@function(
    "ceil",
    Parameter("num", NUMBER),
    returns=NUMBER,
    examples=(("ceil(5.1)", "6"), ("ceil(-5.9)", "-5")),
)
def ceil(arguments: Arguments) -> Value:
    """The closest whole number that is not below the given one."""
    content = number_of(arguments[0])
    if is_whole(content) or not is_finite(content):
        return arguments[0]
    numerator, denominator = content.as_integer_ratio()
    return number(-int(-numerator // denominator))


@function(
    "floor",
    Parameter("num", NUMBER),
    returns=NUMBER,
    examples=(("floor(4.9)", "4"), ("floor(-4.1)", "-5")),
)
def floor(arguments: Arguments) -> Value:
    """The closest whole number that is not above the given one."""
    content = number_of(arguments[0])
    if is_whole(content) or not is_finite(content):
        return arguments[0]
    numerator, denominator = content.as_integer_ratio()
    return number(int(numerator // denominator))


@function(
    "log",
    Parameter("num", NUMBER),
    Parameter("base", NUMBER),
    returns=NUMBER,
    examples=(("log(16, 2)", "4"), ("ceil(log(15, 2))", "4")),
)
def log(arguments: Arguments) -> Value:
    """The logarithm of a number in the given base."""
    content, base = (doubles.logarithm(_double(argument)) for argument in arguments)
    return _from_double(_divide(content, base), "log")


def _double(value: Value) -> float:
    content = number_of(value)
    try:
        return float(content)
    except OverflowError:
        return math.copysign(math.inf, content)


def _divide(left: float, right: float) -> float:
    if right == 0:
        return math.nan if left == 0 or math.isnan(left) else math.copysign(math.inf, left)
    return left / right


@function(
    "max",
    variadic=Parameter("numbers", NUMBER),
    returns=NUMBER,
    examples=(("max(12, 54, 3)", "54"), ("max([12, 54, 3]...)", "54")),
)
def maximum(arguments: Arguments) -> Value:
    """The greatest of the numbers."""
    return number(max(_at_least_one(arguments)))


@function(
    "min",
    variadic=Parameter("numbers", NUMBER),
    returns=NUMBER,
    examples=(("min(12, 54, 3)", "3"),),
)
def minimum(arguments: Arguments) -> Value:
    """The smallest of the numbers."""
    return number(min(_at_least_one(arguments)))


def _at_least_one(arguments: Arguments) -> list[Number]:
    if not arguments:
        raise FunctionError("must pass at least one number")
    return [number_of(argument) for argument in arguments]


@function(
    "parseint",
    Parameter("number", DYNAMIC, allow_unknown=True),
    Parameter("base", NUMBER, allow_unknown=True),
    returns=NUMBER,
    examples=(('parseint("FF", 16)', "255"), ('parseint("-1010", 2)', "-10")),
)
def parseint(arguments: Arguments) -> Value:
    """The whole number that a string writes in the given base, from 2 to 62."""
    given, base_value = arguments
    if given.type != STRING:
        kind = friendly_name(given.type)
        raise FunctionError(f"first argument must be a string, not {kind}", 0)
    if not (given.is_known and base_value.is_known):
        return unknown(NUMBER)
    base = whole_number_of(base_value, argument=1)
    if not 2 <= base <= len(DIGITS):
        raise FunctionError("base must be a whole number between 2 and 62 inclusive", 1)
    text = text_of(given)
    digits = text.removeprefix("-") if text.startswith("-") else text.removeprefix("+")
    if base <= 36:
        digits = digits.lower() if digits.isascii() else digits
    allowed = DIGITS[:base]
    if not digits or any(digit not in allowed for digit in digits):
        raise FunctionError(f"cannot parse {quoted(text)} as a base {base} integer", 0)
    if len(digits) > MOST_WHOLE_DIGITS:
        raise FunctionError(f"a number must not have more than {MOST_WHOLE_DIGITS:,} digits", 0)
    result = 0
    for digit in digits:
        result = result * base + allowed.index(digit)
    return number(-result if text.startswith("-") else result)


@function(
    "pow",
    Parameter("num", NUMBER),
    Parameter("power", NUMBER),
    returns=NUMBER,
    examples=(("pow(3, 2)", "9"), ("pow(4, 0.5)", "2")),
)
def power(arguments: Arguments) -> Value:
    """The first number raised to the power of the second."""
    base, exponent = map(_double, arguments)
    return _from_double(doubles.power(base, exponent), "pow")


def _from_double(result: float, name: str) -> Value:
    # Terraform computes these with doubles and stops with a panic where there is no result.
    if math.isnan(result):
        raise FunctionError(f"{name} has no result for these numbers")
    # The shortest digits of a double are those that Terraform shows.
    return number(parse_number(repr(result)))


@function(
    "signum",
    Parameter("num", NUMBER),
    returns=NUMBER,
    examples=(("signum(-13)", "-1"), ("signum(0)", "0"), ("signum(344)", "1")),
)
def signum(arguments: Arguments) -> Value:
    """-1, 0 or 1: the sign of a whole number."""
    content = whole_number_of(arguments[0])
    return number((content > 0) - (content < 0))
