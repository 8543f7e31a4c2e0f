"""Conversions between types, and the one type that several can be converted to (cty's `convert`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.values.numbers import format_number, parse_number
from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
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
    UNKNOWN,
    Value,
    map_of,
    null,
    string,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ConversionError", "convert", "set_from", "unify"]

Path: TypeAlias = "tuple[str | int, ...]"


class ConversionError(Exception):
    """The value has not the type that is needed; `path` leads to the part to blame."""

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path

    def __str__(self) -> str:
        steps = [f"element {_shown(step)}" for step in self.path]
        return ": ".join([*steps, self.message])

    def inside(self, step: str | int) -> ConversionError:
        """The same error, seen from one level further out."""
        return ConversionError(self.message, (step, *self.path))


def convert(value: Value, wanted: Type) -> Value:
    """The value as one of the type `wanted`; its marks stay.

    Raises:
        ConversionError: there is no such conversion, or this value has none.
    """
    if wanted is DYNAMIC or value.type == wanted:
        return value
    if value.raw is None:
        return replace(null(_concrete(wanted, value.type)), marks=value.marks)
    if value.raw is UNKNOWN:
        if value.type is not DYNAMIC and not _is_possible(value.type, wanted):
            raise ConversionError(mismatch(value.type, wanted))
        return replace(unknown(wanted), marks=value.marks)
    return _convert_known(value, wanted).with_marks(value.marks)


def _convert_known(value: Value, wanted: Type) -> Value:
    match wanted:
        case Primitive():
            return _to_primitive(value, wanted)
        case ListType(element):
            return _to_list(value, element)
        case SetType(element):
            return _to_set(value, element)
        case MapType(element):
            return _to_map(value, element)
        case ObjectType():
            return _to_object(value, wanted)
        case TupleType():
            return _to_tuple(value, wanted)


def _to_primitive(value: Value, wanted: Primitive) -> Value:
    raw = value.raw
    if wanted is STRING and isinstance(raw, bool):
        return string("true" if raw else "false")
    if wanted is STRING and value.type is NUMBER:
        return string(format_number(raw))
    if wanted is NUMBER and isinstance(raw, str):
        try:
            return Value(NUMBER, parse_number(raw))
        except ValueError as problem:
            raise ConversionError("a number is required") from problem
    if wanted is BOOL and isinstance(raw, str):
        return _bool_of(raw)
    raise ConversionError(mismatch(value.type, wanted))


def _bool_of(text: str) -> Value:
    match text:
        case "true" | "1":
            return TRUE
        case "false" | "0":
            return FALSE
        case "True" | "TRUE" | "False" | "FALSE":
            raise ConversionError(
                f'a bool is required; to convert from string, use lowercase "{text.lower()}"'
            )
        case _:
            raise ConversionError("a bool is required")


def _to_list(value: Value, element: Type) -> Value:
    items = _elements(value, ListType(element))
    kind = _element_type(items, element, value, "list")
    return Value(ListType(kind), tuple(_each(items, kind)))


def _to_set(value: Value, element: Type) -> Value:
    items = _elements(value, SetType(element))
    kind = _element_type(items, element, value, "set")
    return set_from(kind, _each(items, kind))


def _to_map(value: Value, element: Type) -> Value:
    if not isinstance(value.raw, dict):
        raise ConversionError(mismatch(value.type, MapType(element)))
    kind = _element_type(tuple(value.raw.values()), element, value, "map")
    return map_of(kind, {key: _part(item, kind, key) for key, item in value.raw.items()})


def _to_object(value: Value, wanted: ObjectType) -> Value:
    if not isinstance(value.raw, dict):
        raise ConversionError(mismatch(value.type, wanted))
    missing = [name for name, _ in wanted.attributes if name not in value.raw]
    if missing:
        raise ConversionError(_missing(missing))
    converted = {name: _part(value.raw[name], kind, name) for name, kind in wanted.attributes}
    kinds = tuple((name, item.type) for name, item in converted.items())
    return Value(ObjectType(kinds), converted)


def _to_tuple(value: Value, wanted: TupleType) -> Value:
    items = value.raw
    if not isinstance(items, tuple) or not isinstance(value.type, TupleType | ListType):
        raise ConversionError(mismatch(value.type, wanted))
    if len(items) != len(wanted.elements):
        raise ConversionError(mismatch(value.type, wanted))
    converted = [
        _part(item, kind, index)
        for index, (item, kind) in enumerate(zip(items, wanted.elements, strict=True))
    ]
    return Value(TupleType(tuple(item.type for item in converted)), tuple(converted))


def set_from(element: Type, items: Iterable[Value]) -> Value:
    """A set of these items, each once, in the order in which Terraform goes through a set."""
    marks = frozenset[str]()
    distinct: dict[object, Value] = {}
    for item in items:
        marks |= item.all_marks()
        bare = item.unmarked_deep()
        distinct.setdefault(identity(bare), bare)
    ordered = sorted(distinct.values(), key=_order)
    return Value(SetType(element), tuple(ordered), marks)


def _elements(value: Value, wanted: Type) -> tuple[Value, ...]:
    if not isinstance(value.raw, tuple):
        raise ConversionError(mismatch(value.type, wanted))
    return value.raw


def _element_type(items: Iterable[Value], element: Type, whole: Value, word: str) -> Type:
    if not _is_open(element):
        return element
    kinds = [item.type for item in items if not (item.is_null and item.type is DYNAMIC)]
    if not kinds:
        inner = (
            whole.type.element if isinstance(whole.type, ListType | SetType | MapType) else element
        )
        return inner if _is_open(element) and element is DYNAMIC else element
    if element is not DYNAMIC:
        kinds = [convert(item, element).type for item in items]
    found = unify(kinds)
    if found is None:
        raise ConversionError(f"all {word} elements must have the same type")
    return found


def _each(items: Iterable[Value], kind: Type) -> Iterable[Value]:
    for index, item in enumerate(items):
        yield _part(item, kind, index)


def _part(item: Value, kind: Type, step: str | int) -> Value:
    try:
        return convert(item, kind)
    except ConversionError as error:
        raise error.inside(step) from error


def mismatch(given: Type, wanted: Type) -> str:
    """What cty says of a value of one type where another is needed."""
    match wanted, given:
        case ObjectType(attributes), ObjectType():
            have = {name for name, _ in given.attributes}
            missing = [name for name, _ in attributes if name not in have]
            if missing:
                return _missing(missing)
        case ((ListType(element) | SetType(element)), _) if element is DYNAMIC:
            word = "list" if isinstance(wanted, ListType) else "set"
            return f"{word} of any single type required"
        case MapType(element), _ if element is DYNAMIC:
            return "map of any single type required"
        case _:
            pass
    return f"{_named(wanted)} required"


def _named(kind: Type) -> str:
    names = {BOOL: "bool", NUMBER: "number", STRING: "string"}
    return names.get(kind, "") if isinstance(kind, Primitive) else friendly_name(kind)


def _missing(names: list[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    if len(quoted) == 1:
        return f"attribute {quoted[0]} is required"
    return f"attributes {', '.join(quoted[:-1])} and {quoted[-1]} are required"


def _is_open(kind: Type) -> bool:
    match kind:
        case Primitive():
            return kind is DYNAMIC
        case ListType(element) | SetType(element) | MapType(element):
            return _is_open(element)
        case TupleType(elements):
            return any(map(_is_open, elements))
        case ObjectType(attributes):
            return any(_is_open(item) for _, item in attributes)


def _concrete(wanted: Type, given: Type) -> Type:
    """The type of a null: as open as was asked for, filled from the null's own type where that fits."""
    return (
        given
        if _is_open(wanted) and type(given) is type(wanted) and given is not DYNAMIC
        else wanted
    )


def _is_possible(given: Type, wanted: Type) -> bool:
    match wanted, given:
        case Primitive(), Primitive():
            return wanted is STRING or given in {STRING, wanted, DYNAMIC}
        case ((ListType() | SetType()), (ListType() | SetType() | TupleType())):
            return True
        case ((MapType() | ObjectType()), (MapType() | ObjectType())):
            return True
        case TupleType(), (TupleType() | ListType()):
            return True
        case _:
            return given is DYNAMIC


def identity(value: Value) -> object:
    """What is equal for equal values and can be looked up; an unknown value equals none."""
    raw = value.raw
    if raw is UNKNOWN:
        return object()
    if isinstance(raw, tuple):
        return ("items", tuple(map(identity, raw)))
    if isinstance(raw, dict):
        return ("object", tuple((key, identity(item)) for key, item in raw.items()))
    return (type(raw) is bool, raw)


def _order(value: Value) -> tuple[object, ...]:
    raw = value.raw
    if raw is UNKNOWN:
        return (9,)
    if raw is None:
        return (8,)
    if isinstance(raw, tuple):
        return (5, len(raw), *map(_order, raw))
    if isinstance(raw, dict):
        return (6, *((key, _order(item)) for key, item in raw.items()))
    if isinstance(raw, bool):
        return (0, raw)
    return (1, raw) if isinstance(raw, str) else (2, raw)


def _shown(step: str | int) -> str:
    return str(step) if isinstance(step, int) else f'"{step}"'
