"""How a function of the language is declared: `@function(...)` above its implementation.

A theme's file holds one decorated function per HCL function. The decorator says the parameters and the type of
the result, the docstring what the function does; the examples are run as tests, and all of it is printed in
`docs/functions.md`. `values.call` does what is the same for all functions: counting and converting
arguments, nulls, unknowns and marks. An implementation gets the arguments in their order, each of its
parameter's type, and raises `FunctionError` for what it cannot use.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.values.budget import CHARACTERS_PER_STEP
from sm_tj_cli.values.call import (
    Arguments,
    Function,
    FunctionContext,
    FunctionError,
    Parameter,
    check_length,
)
from sm_tj_cli.values.numbers import is_whole
from sm_tj_cli.values.value import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.values.numbers import Number
    from sm_tj_cli.values.types import Type
    from sm_tj_cli.values.value import Value

__all__ = [
    "Arguments",
    "FunctionContext",
    "FunctionError",
    "Parameter",
    "check_length",
    "function",
    "function_of_context",
    "graphemes",
    "is_finite",
    "items_of",
    "number_of",
    "text_of",
    "whole_number_of",
]

Example: TypeAlias = tuple[str, str]

SMALLEST, GREATEST = -(2**63), 2**63 - 1


def text_of(value: Value) -> str:
    """The content of a known string."""
    assert isinstance(value.raw, str)
    return value.raw


def number_of(value: Value) -> Number:
    """The content of a known number."""
    assert value.raw is not None
    assert not isinstance(value.raw, (bool, str, tuple, dict, Unknown))
    return value.raw


def graphemes(text: str) -> list[str]:
    """The characters as a reader counts them (Unicode's grapheme clusters)."""
    if text.isascii() and "\r\n" not in text:
        return list(text)
    # Importing it costs more than most calls.
    import regex

    return regex.findall(r"\X", text)


def is_finite(content: Number) -> bool:
    """Whether a number is not infinite; `math.isfinite` knows none beyond a double."""
    return -math.inf < content < math.inf


def items_of(value: Value) -> Arguments:
    """The elements of a known list, set or tuple."""
    assert isinstance(value.raw, tuple)
    return value.raw


def whole_number_of(value: Value, *, argument: int | None = None) -> int:
    """The content of a known number as a whole one of 64 bits.

    Raises:
        FunctionError: it is none; the error is about the argument number `argument`.
    """
    content = number_of(value)
    if not is_whole(content) or not SMALLEST <= content <= GREATEST:
        raise FunctionError(
            f"value must be a whole number, between {SMALLEST} and {GREATEST}", argument
        )
    return int(content)


def function(
    name: str,
    *parameters: Parameter,
    returns: Type | Callable[[Arguments], Type],
    variadic: Parameter | None = None,
    examples: tuple[Example, ...] = (),
    may_be_null: bool = False,
    characters_per_step: int = CHARACTERS_PER_STEP,
) -> Callable[[Callable[[Arguments], Value]], Function]:
    """Declares the function `name`; `returns` is its result's type or finds it from the arguments.

    `examples` are expressions, each with what the console prints for it. A function that is slow reads fewer
    `characters_per_step`.
    """

    def declare(implementation: Callable[[Arguments], Value]) -> Function:
        return Function(
            name=name,
            parameters=parameters,
            variadic=variadic,
            returns=returns,
            implementation=lambda arguments, _context: implementation(arguments),
            description=(implementation.__doc__ or "").strip(),
            examples=examples,
            may_be_null=may_be_null,
            characters_per_step=characters_per_step,
        )

    return declare


def function_of_context(
    name: str,
    *parameters: Parameter,
    returns: Type | Callable[[Arguments], Type],
    variadic: Parameter | None = None,
    examples: tuple[Example, ...] = (),
    may_be_null: bool = False,
    characters_per_step: int = CHARACTERS_PER_STEP,
) -> Callable[[Callable[[Arguments, FunctionContext], Value]], Function]:
    """Declares a function that needs the clock, randomness or the evaluator, from its context."""

    def declare(implementation: Callable[[Arguments, FunctionContext], Value]) -> Function:
        return Function(
            name=name,
            parameters=parameters,
            variadic=variadic,
            returns=returns,
            implementation=implementation,
            description=(implementation.__doc__ or "").strip(),
            examples=examples,
            may_be_null=may_be_null,
            characters_per_step=characters_per_step,
        )

    return declare
