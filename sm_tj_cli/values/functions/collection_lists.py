"""Making lists from lists: `chunklist`, `compact`, `concat`, `distinct`, `flatten`, `reverse`, `slice`, `sort`."""

from __future__ import annotations

from sm_tj_cli.values.convert import convert
from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionError,
    Parameter,
    function,
    items_of,
    text_of,
    whole_number_of,
)
from sm_tj_cli.values.set_order import identity
from sm_tj_cli.values.types import (
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    SetType,
    TupleType,
    Type,
    friendly_name,
)
from sm_tj_cli.values.unify import unify
from sm_tj_cli.values.value import (
    Value,
    bounds_of,
    list_of,
    string,
    tuple_of,
    unknown,
    unknown_not_null,
)

TEXTS = Parameter("list", ListType(STRING))


@function(
    "chunklist",
    Parameter("list", ListType(DYNAMIC), allow_marked=True),
    Parameter("size", NUMBER, allow_marked=True),
    returns=lambda arguments: ListType(arguments[0].type),
    examples=(
        (
            'chunklist(["a", "b", "c"], 2)',
            'tolist([\n  tolist([\n    "a",\n    "b",\n  ]),\n  tolist([\n    "c",\n  ]),\n])',
        ),
    ),
)
def chunklist(arguments: Arguments) -> Value:
    """Cuts a list into lists of a fixed size, the last one as long as what is left."""
    given = arguments[0].unmarked()
    try:
        size = whole_number_of(arguments[1])
    except FunctionError as error:
        raise FunctionError(f"invalid size: {error.message}") from None
    if size < 0:
        raise FunctionError("the size argument must be positive")
    items = items_of(given)
    step = size or max(len(items), 1)
    pieces = [
        Value(given.type, items[start : start + step]) for start in range(0, len(items), step)
    ]
    return list_of(given.type, pieces).with_marks(arguments[0].marks | arguments[1].marks)


@function(
    "compact",
    TEXTS,
    returns=ListType(STRING),
    examples=(('compact(["a", "", null, "c"])', 'tolist([\n  "a",\n  "c",\n])'),),
)
def compact(arguments: Arguments) -> Value:
    """The list without its nulls and empty strings."""
    if not arguments[0].is_wholly_known:
        return unknown(ListType(STRING))
    return list_of(STRING, (item for item in items_of(arguments[0]) if item.raw))


@function(
    "concat",
    variadic=Parameter("seqs", DYNAMIC, allow_marked=True),
    returns=lambda arguments: _concatenated_type(arguments),
    examples=(('concat(["a", ""], ["b"])', '[\n  "a",\n  "",\n  "b",\n]'),),
)
def concat(arguments: Arguments) -> Value:
    """All elements of the lists in one."""
    kind = _concatenated_type(arguments)
    marks = frozenset[str]().union(*(argument.marks for argument in arguments))
    items = [item for argument in arguments for item in items_of(argument)]
    if isinstance(kind, ListType):
        return list_of(kind.element, (convert(item, kind.element) for item in items)).with_marks(
            marks
        )
    return tuple_of(items).with_marks(marks)


def _concatenated_type(arguments: Arguments) -> Type:
    if not arguments:
        raise FunctionError("at least one argument is required")
    kinds = [argument.type for argument in arguments]
    if all(isinstance(kind, ListType) for kind in kinds):
        # A list of nothing but nulls fits any other.
        typed = [kind for kind in kinds if kind != ListType(DYNAMIC)]
        unified = unify(typed or kinds)
        if unified is not None:
            return unified
    elements: list[Type] = []
    for position, argument in enumerate(arguments):
        match argument.type:
            case ListType(element) if argument.is_known:
                elements += [element] * len(items_of(argument))
            case TupleType(parts):
                elements += parts
            case ListType():
                return DYNAMIC
            case kind if kind is DYNAMIC:
                return DYNAMIC
            case kind:
                raise FunctionError(
                    f"all arguments must be lists or tuples; got {friendly_name(kind)}", position
                )
    return TupleType(tuple(elements))


@function(
    "distinct",
    Parameter("list", ListType(DYNAMIC)),
    returns=lambda arguments: arguments[0].type,
    examples=(('distinct(["a", "b", "a"])', 'tolist([\n  "a",\n  "b",\n])'),),
)
def distinct(arguments: Arguments) -> Value:
    """The list with only the first of elements that are equal."""
    given = arguments[0]
    if not given.is_wholly_known:
        return unknown(given.type)
    kept: dict[object, Value] = {}
    for item in items_of(given):
        kept.setdefault(identity(item), item)
    return Value(given.type, tuple(kept.values()))


@function(
    "flatten",
    Parameter("list", DYNAMIC, allow_marked=True),
    returns=DYNAMIC,
    examples=(('flatten([["a", ["b"]], [], ["c"]])', '[\n  "a",\n  "b",\n  "c",\n]'),),
)
def flatten(arguments: Arguments) -> Value:
    """The list with every element that is a list replaced by that list's elements."""
    if not _is_sequence(arguments[0].type):
        raise FunctionError("can only flatten lists, sets and tuples")
    leaves: list[Value] = []
    marks = set[str]()
    waiting, known = [arguments[0]], True
    while waiting:
        value = waiting.pop()
        if not value.has_known_length and (_is_sequence(value.type) or value.type is DYNAMIC):
            marks |= value.marks
            known = False
        elif not _is_sequence(value.type) or value.is_null:
            leaves.append(value)
        else:
            marks |= value.marks
            waiting.extend(reversed(items_of(value)))
    return (tuple_of(leaves) if known else unknown()).with_marks(marks)


def _is_sequence(kind: Type) -> bool:
    return isinstance(kind, (ListType, SetType, TupleType))


@function(
    "reverse",
    Parameter("list", DYNAMIC, allow_marked=True),
    returns=lambda arguments: _reversed_type(arguments[0].type),
    examples=(("reverse([1, 2, 3])", "[\n  3,\n  2,\n  1,\n]"),),
)
def reverse(arguments: Arguments) -> Value:
    """The same elements in the opposite order."""
    given = arguments[0]
    return Value(_reversed_type(given.type), items_of(given)[::-1], given.marks)


def _reversed_type(kind: Type) -> Type:
    match kind:
        case ListType(element) | SetType(element):
            return ListType(element)
        case TupleType(elements):
            return TupleType(elements[::-1])
        case _ if kind is DYNAMIC:
            return DYNAMIC
    raise FunctionError(f"can only reverse list or tuple values, not {friendly_name(kind)}", 0)


@function(
    "slice",
    Parameter("list", DYNAMIC, allow_marked=True),
    Parameter("start_index", NUMBER),
    Parameter("end_index", NUMBER),
    returns=lambda arguments: _slice_type(arguments),
    examples=(('slice(["a", "b", "c", "d"], 1, 3)', '[\n  "b",\n  "c",\n]'),),
)
def cut(arguments: Arguments) -> Value:
    """The elements from the start index up to, not including, the end index."""
    given = arguments[0]
    kind = _slice_type(arguments)
    start, end = _bounds(arguments, len(items_of(given)))
    return Value(kind, items_of(given)[start:end], given.marks)


def _slice_type(arguments: Arguments) -> Type:
    kind = arguments[0].type
    match kind:
        case ListType():
            _bounds(arguments, len(items_of(arguments[0])) if arguments[0].is_known else None)
            return kind
        case TupleType(elements):
            start, end = _bounds(arguments, len(elements))
            return DYNAMIC if start is None or end is None else TupleType(elements[start:end])
        case SetType():
            raise FunctionError(
                "cannot slice a set, because its elements do not have indices; explicitly convert "
                "to a list if the ordering of the result is not important",
                0,
            )
        case _ if kind is DYNAMIC:
            return DYNAMIC
    raise FunctionError("must be a list or tuple value", 0)


def _bounds(arguments: Arguments, length: int | None) -> tuple[int | None, int | None]:
    start, end = _bound(arguments, 1, "start", length), _bound(arguments, 2, "end", length)
    if start is not None and end is not None and start > end:
        raise FunctionError("start index must not be greater than end index", 1)
    return start, end


def _bound(arguments: Arguments, argument: int, name: str, length: int | None) -> int | None:
    """The index, None where it is not known; the length is None where that is not."""
    if not arguments[argument].is_known:
        return None
    try:
        index = whole_number_of(arguments[argument])
    except FunctionError as error:
        raise FunctionError(f"invalid {name} index: {error.message}", argument) from None
    if index < 0:
        raise FunctionError(f"{name} index must not be less than zero", argument)
    if length is not None and index > length:
        raise FunctionError(
            f"{name} index must not be greater than the length of the list", argument
        )
    return index


@function(
    "sort",
    Parameter("list", ListType(STRING), allow_unknown=True),
    returns=ListType(STRING),
    examples=(('sort(["e", "d", "a", "x"])', 'tolist([\n  "a",\n  "d",\n  "e",\n  "x",\n])'),),
)
def sort(arguments: Arguments) -> Value:
    """The strings in the order of their characters' numbers in Unicode."""
    if not arguments[0].is_wholly_known:
        least, most = bounds_of(arguments[0])
        return unknown_not_null(ListType(STRING), least=least, most=most)
    items = items_of(arguments[0])
    for position, item in enumerate(items):
        if item.is_null:
            raise FunctionError(
                f"given list element {position} is null; a null string cannot be sorted"
            )
    return list_of(STRING, map(string, sorted(map(text_of, items))))
