"""Asking collections: what is in them, how much, which element, the first that is not null."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from sm_tj_cli.values.budget import LETTERS_PER_STEP
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionError,
    Parameter,
    function,
    graphemes,
    items_of,
    number_of,
    whole_number_of,
)
from sm_tj_cli.values.numbers import add
from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    ListType,
    MapType,
    ObjectType,
    Primitive,
    SetType,
    TupleType,
    Type,
    friendly_name,
)
from sm_tj_cli.values.unify import unify
from sm_tj_cli.values.value import (
    FALSE,
    TRUE,
    Value,
    bounds_of,
    list_of,
    null,
    number,
    unknown,
    unknown_not_null,
)

if TYPE_CHECKING:
    from sm_tj_cli.values.numbers import Number

RANGE_LIMIT = 1024


@function(
    "alltrue",
    Parameter("list", ListType(BOOL)),
    returns=BOOL,
    examples=(('alltrue(["true", true])', "true"), ("alltrue([true, false])", "false")),
)
def alltrue(arguments: Arguments) -> Value:
    """Whether all elements are true; an empty list has none that is not."""
    # As in Terraform, one that is not known yet hides those behind it.
    for item in items_of(arguments[0]):
        if item.raw is not True:
            return FALSE if item.is_known else unknown(BOOL)
    return TRUE


@function(
    "anytrue",
    Parameter("list", ListType(BOOL)),
    returns=BOOL,
    examples=(("anytrue([true, false])", "true"), ("anytrue([])", "false")),
)
def anytrue(arguments: Arguments) -> Value:
    """Whether at least one element is true."""
    items = items_of(arguments[0])
    if any(item.raw is True for item in items):
        return TRUE
    return FALSE if all(item.is_known for item in items) else unknown(BOOL)


@function(
    "coalesce",
    variadic=Parameter("vals", DYNAMIC, allow_null=True, allow_unknown=True, allow_dynamic=True),
    returns=lambda arguments: _coalesced_type(arguments),
    examples=(('coalesce("", "b")', '"b"'), ("coalesce(null, 1, 2)", "1")),
)
def coalesce(arguments: Arguments) -> Value:
    """The first argument that is neither null nor an empty string."""
    kind = _coalesced_type(arguments)
    for argument in arguments:
        if argument.is_null:
            continue
        converted = convert(argument, kind)
        if not converted.is_known:
            least, most = bounds_of(converted)
            return unknown_not_null(kind, least=least, most=most)
        if converted.raw != "":
            return converted
    raise FunctionError("no non-null, non-empty-string arguments")


def _coalesced_type(arguments: Arguments) -> Type:
    kinds = [
        argument.type
        for argument in arguments
        if not (argument.is_null and argument.type is DYNAMIC)
    ]
    kind = unify(kinds) if arguments else None
    if kind is None:
        raise FunctionError("all arguments must have the same type")
    return kind


@function(
    "coalescelist",
    variadic=Parameter("vals", DYNAMIC, allow_null=True, allow_unknown=True, allow_dynamic=True),
    may_be_null=True,
    returns=DYNAMIC,
    examples=(('coalescelist([], ["c", "d"])', '[\n  "c",\n  "d",\n]'),),
)
def coalescelist(arguments: Arguments) -> Value:
    """The first argument that is not an empty list."""
    if not arguments:
        raise FunctionError("at least one argument is required")
    known = tuple(takewhile(lambda argument: argument.is_known, arguments))
    if not all(isinstance(argument.type, (ListType, TupleType)) for argument in known):
        raise FunctionError("coalescelist arguments must be lists or tuples")
    if filled := [argument for argument in known if argument.raw]:
        return filled[0]
    if len(known) < len(arguments):
        return unknown()
    raise FunctionError("no non-null arguments")


@function(
    "contains",
    Parameter("list", DYNAMIC),
    Parameter("value", DYNAMIC),
    returns=BOOL,
    examples=(('contains(["a", "b"], "a")', "true"), ('contains(["a", "b"], "d")', "false")),
)
def contains(arguments: Arguments) -> Value:
    """Whether a list, tuple or set has an element equal to the value (of the same type)."""
    given, wanted = arguments
    if not isinstance(given.type, (ListType, TupleType, SetType)):
        raise FunctionError("argument must be list, tuple, or set")
    items = items_of(given)
    if wanted.is_wholly_known and any(it.raw == wanted.raw and it == wanted for it in items):
        return TRUE
    return FALSE if all(_surely_differ(item, wanted) for item in items) else unknown(BOOL)


def _surely_differ(left: Value, right: Value) -> bool:
    """Whether two values stay different whatever their unknown parts become."""
    if isinstance(left.raw, str) and isinstance(right.raw, str):
        return True
    if DYNAMIC in (left.type, right.type) and not (left.is_known and right.is_known):
        return False
    return left.type != right.type or (left.is_wholly_known and right.is_wholly_known)


@function(
    "element",
    Parameter("list", DYNAMIC, allow_marked=True),
    Parameter("index", NUMBER),
    may_be_null=True,
    returns=lambda arguments: _element_type(arguments),
    examples=(('element(["a", "b", "c"], 1)', '"b"'), ('element(["a", "b", "c"], 3)', '"a"')),
)
def element(arguments: Arguments) -> Value:
    """The element at an index, starting again from 0 past the end; a negative index of a list counts from there."""
    given = arguments[0]
    _element_type(arguments)
    items = items_of(given)
    if not items:
        raise FunctionError("cannot use element function with an empty list")
    return items[_index(arguments[1]) % len(items)].with_marks(given.marks)


def _element_type(arguments: Arguments) -> Type:
    kind = arguments[0].type
    match kind:
        case ListType(element_type):
            return element_type
        case TupleType(elements):
            index = arguments[1]
            if not index.is_known:
                return DYNAMIC
            if not elements:
                raise FunctionError("cannot use element function with an empty list")
            at = _index(index)
            if at < 0 and at % len(elements):
                # Terraform panics.
                raise FunctionError(
                    "cannot use element function with a negative index on a tuple; convert it with tolist"
                )
            return elements[at % len(elements)]
        case _ if kind is DYNAMIC:
            return DYNAMIC
    raise FunctionError(f"cannot read elements from {friendly_name(kind)}")


def _index(value: Value) -> int:
    try:
        return whole_number_of(value)
    except FunctionError as error:
        raise FunctionError(f"invalid index: {error.message}") from None


@function(
    "index",
    Parameter("list", DYNAMIC),
    Parameter("value", DYNAMIC),
    returns=NUMBER,
    examples=(('index(["a", "b", "c"], "b")', "1"),),
)
def index_of(arguments: Arguments) -> Value:
    """The index of the first element equal to the value."""
    given, wanted = arguments
    if not isinstance(given.type, (ListType, TupleType)):
        raise FunctionError("argument must be a list or tuple")
    if not given.raw:
        raise FunctionError("cannot search an empty list")
    for position, item in enumerate(items_of(given)):
        if not _surely_differ(item, wanted):
            return unknown(NUMBER)
        if item.raw == wanted.raw and item == wanted:
            return number(position)
    raise FunctionError("item not found")


@function(
    "length",
    Parameter("value", DYNAMIC, allow_unknown=True, allow_dynamic=True, allow_marked=True),
    returns=NUMBER,
    characters_per_step=LETTERS_PER_STEP,
    examples=(('length(["a", "b"])', "2"), ('length("hello")', "5"), ("length({ a = 1 })", "1")),
)
def length(arguments: Arguments) -> Value:
    """How many elements a collection has, or characters a string."""
    given = arguments[0]
    match given.type:
        case TupleType(parts) | ObjectType(parts):
            return number(len(parts)).with_marks(given.marks)
        case ListType() | SetType() | MapType() | Primitive.STRING | Primitive.DYNAMIC:
            least, most = bounds_of(given)
        case _:
            wanted = "a string, a collection type, or a structural type"
            raise FunctionError(f"argument must be {wanted}")
    if isinstance(given.raw, str):
        return number(len(graphemes(given.raw))).with_marks(given.marks)
    return unknown_not_null(NUMBER, least=least or 0, most=most).with_marks(given.marks)


@function(
    "one",
    Parameter("list", DYNAMIC),
    may_be_null=True,
    returns=lambda arguments: _only_type(arguments[0].type),
    examples=(("one([])", "null"), ('one(["hello"])', '"hello"')),
)
def one(arguments: Arguments) -> Value:
    """The only element of a collection, null where it is empty."""
    given = arguments[0]
    kind, items = _only_type(given.type), items_of(given)
    if not given.has_known_length:
        return unknown(kind)
    if len(items) > 1:
        raise FunctionError(ONE_OR_NONE, 0)
    return items[0] if items else null(kind)


ONE_OR_NONE = "must be a list, set, or tuple value with either zero or one elements"


def _only_type(kind: Type) -> Type:
    match kind:
        case ListType(element_type) | SetType(element_type):
            return element_type
        case TupleType(elements) if len(elements) <= 1:
            return elements[0] if elements else DYNAMIC
        case _ if kind is DYNAMIC:
            return DYNAMIC
    raise FunctionError(ONE_OR_NONE, 0)


@function(
    "range",
    variadic=Parameter("params", NUMBER),
    returns=ListType(NUMBER),
    examples=(
        ("range(3)", "tolist([\n  0,\n  1,\n  2,\n])"),
        ("range(1, 8, 3)", "tolist([\n  1,\n  4,\n  7,\n])"),
    ),
)
def number_range(arguments: Arguments) -> Value:
    """Numbers from a start (0) up to, not including, a limit, by a step (1, or -1 downwards)."""
    if not 1 <= len(arguments) <= 3:
        raise FunctionError("must have one, two, or three arguments")
    numbers = [number_of(argument) for argument in arguments]
    start, end = (0, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])
    step = numbers[2] if len(numbers) == 3 else (-1 if end < start else 1)
    if step < 0 and end > start:
        raise FunctionError("end must be less than start when step is negative", 1)
    if step >= 0 and end < start:
        raise FunctionError("end must be greater than start when step is positive", 1)
    items: list[Value] = []
    while (start > end) if step < 0 else (start < end):
        if len(items) >= RANGE_LIMIT:
            raise FunctionError(
                f"more than {RANGE_LIMIT} values were generated; either decrease the difference "
                "between start and end or use a smaller step"
            )
        items.append(number(start))
        start = add(start, step)
    return list_of(NUMBER, items)


@function(
    "sum",
    Parameter("list", DYNAMIC),
    returns=NUMBER,
    examples=(("sum([10, 13, 6, 4.5])", "33.5"),),
)
def total(arguments: Arguments) -> Value:
    """The sum of a list, tuple or set of numbers."""
    given = arguments[0]
    if not isinstance(given.raw, (tuple, dict)):
        raise FunctionError("cannot sum noniterable", 0)
    if not given.raw:
        raise FunctionError("cannot sum an empty list", 0)
    if isinstance(given.raw, dict):
        raise FunctionError(
            "argument must be list, set, or tuple. Received " + friendly_name(given.type), 0
        )
    if not given.is_wholly_known:
        return unknown(NUMBER)
    added: Number = 0
    for item in given.parts():
        try:
            converted = convert(item, NUMBER)
        except ConversionError:
            converted = null(NUMBER)
        if converted.is_null:
            raise FunctionError("argument must be list, set, or tuple of number values", 0)
        if not converted.is_known:
            return unknown(NUMBER)
        added = add(added, number_of(converted))
    return number(added)
