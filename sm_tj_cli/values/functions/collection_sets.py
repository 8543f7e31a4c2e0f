"""Sets: `setintersection`, `setproduct`, `setsubtract`, `setunion`."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING

from sm_tj_cli.values.budget import CHARACTERS_PER_STEP
from sm_tj_cli.values.convert import convert
from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionError,
    Parameter,
    check_length,
    function,
    items_of,
)
from sm_tj_cli.values.set_order import identity
from sm_tj_cli.values.types import DYNAMIC, ListType, SetType, TupleType, Type
from sm_tj_cli.values.unify import unify
from sm_tj_cli.values.value import Value, bounds_of, list_of, tuple_of, unknown, unknown_not_null

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.values.numbers import Number

FIRST = Parameter("first_set", SetType(DYNAMIC), looks_inside=True)
OTHERS = Parameter("other_sets", SetType(DYNAMIC), looks_inside=True)


@function(
    "setintersection",
    FIRST,
    variadic=OTHERS,
    returns=lambda arguments: _common_type(arguments),
    examples=(('setintersection(["a", "b"], ["b", "c"])', 'toset([\n  "b",\n])'),),
)
def setintersection(arguments: Arguments) -> Value:
    """The elements that all of the sets have."""
    return _combine(
        arguments, lambda item, others: all(identity(item) in other for other in others)
    )


@function(
    "setsubtract",
    Parameter("a", SetType(DYNAMIC), looks_inside=True),
    Parameter("b", SetType(DYNAMIC), looks_inside=True),
    returns=lambda arguments: _common_type(arguments),
    examples=(('setsubtract(["a", "b", "c"], ["a", "c"])', 'toset([\n  "b",\n])'),),
)
def setsubtract(arguments: Arguments) -> Value:
    """The elements of the first set that the second one does not have."""
    return _combine(arguments, lambda item, others: identity(item) not in others[0])


@function(
    "setunion",
    FIRST,
    variadic=OTHERS,
    returns=lambda arguments: _common_type(arguments),
    examples=(('setunion(["a", "b"], ["b", "c"])', 'toset([\n  "a",\n  "b",\n  "c",\n])'),),
)
def setunion(arguments: Arguments) -> Value:
    """The elements of all of the sets."""
    kind = _common_type(arguments)
    items = [convert(item, kind.element) for given in arguments for item in items_of(given)]
    return convert(list_of(kind.element, items), kind)


def _combine(arguments: Arguments, keep: Callable[[Value, list[frozenset[object]]], bool]) -> Value:
    kind = _common_type(arguments)
    if not all(argument.is_wholly_known for argument in arguments):
        return unknown(kind)
    first, *rest = (items_of(convert(argument, kind)) for argument in arguments)
    others = [frozenset(map(identity, items)) for items in rest]
    return Value(kind, tuple(item for item in first if keep(item, others)))


def _common_type(arguments: Arguments) -> SetType:
    elements = [
        argument.type.element
        for argument in arguments
        if isinstance(argument.type, SetType)
        # An empty set of no known type fits any other.
        and not (argument.type.element is DYNAMIC and argument.is_known)
    ]
    element = unify(elements) if elements else DYNAMIC
    if element is None:
        raise FunctionError("given sets must all have compatible element types")
    return SetType(element)


@function(
    "setproduct",
    variadic=Parameter("sets", DYNAMIC, allow_unknown=True, allow_marked=True),
    returns=lambda arguments: _product_type(arguments),
    examples=(
        (
            'setproduct(["a", "b"], ["x"])',
            'tolist([\n  [\n    "a",\n    "x",\n  ],\n  [\n    "b",\n    "x",\n  ],\n])',
        ),
    ),
)
def setproduct(arguments: Arguments) -> Value:
    """All combinations of one element of each of the given sets or lists."""
    kind = _product_type(arguments)
    if not all(argument.has_known_length for argument in arguments):
        marks = frozenset[str]().union(*(argument.all_marks() for argument in arguments))
        most = _most_rows(arguments)
        return unknown_not_null(kind, least=most and 1, most=most).with_marks(marks)
    row = kind.element
    assert isinstance(row, TupleType)
    columns = [
        [convert(item, element) for item in argument.parts()]
        for argument, element in zip(arguments, row.elements, strict=True)
    ]
    check_length(math.prod(map(len, columns)) * len(columns) * CHARACTERS_PER_STEP)
    rows = list_of(row, map(tuple_of, product(*columns)))
    marks = frozenset[str]().union(*(argument.marks for argument in arguments))
    return convert(rows, kind).with_marks(marks)


def _most_rows(arguments: Arguments) -> Number | None:
    """How many combinations there can be; None where that, or whether there are any, is not known."""
    lengths = [bounds_of(argument) for argument in arguments]
    known = [most for least, most in lengths if least and most is not None]
    return math.prod(known) if len(known) == len(lengths) else None


def _product_type(arguments: Arguments) -> ListType | SetType:
    if len(arguments) < 2:
        raise FunctionError("at least two arguments are required")
    elements: list[Type] = []
    for position, argument in enumerate(arguments):
        match argument.type:
            case ListType(element) | SetType(element):
                elements.append(element)
            case TupleType(parts):
                unified = unify(list(parts)) if parts else DYNAMIC
                if unified is None:
                    raise FunctionError("all elements must be of the same type", position)
                elements.append(unified)
            case kind if kind is DYNAMIC:
                elements.append(DYNAMIC)
            case _:
                raise FunctionError("a set or a list is required", position)
    row = TupleType(tuple(elements))
    has_set = any(isinstance(argument.type, SetType) for argument in arguments)
    return SetType(row) if has_set else ListType(row)
