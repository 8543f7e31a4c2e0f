"""Conversions between types, and the one type that several can be converted to (cty's `convert`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.values.mismatch import mismatch
from sm_tj_cli.values.numbers import format_number, parse_number
from sm_tj_cli.values.set_order import identity, set_order
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
    has_dynamic,
)
from sm_tj_cli.values.unify import is_convertible, unify
from sm_tj_cli.values.value import (
    FALSE,
    NO_MARKS,
    TRUE,
    Unknown,
    Value,
    bounds_of,
    list_of,
    map_of,
    string,
    tuple_of,
    unknown_not_null,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sm_tj_cli.values.value import Raw

__all__ = ["ConversionError", "convert", "set_from"]

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
    if not is_convertible(value.type, wanted):
        raise ConversionError(mismatch(value.type, wanted))
    if value.raw is None or isinstance(value.raw, Unknown):
        kind = _concrete(wanted, value.type)
        return Value(kind, _still_known(value, kind), value.marks)
    return _convert_known(value, wanted).with_marks(value.marks)


def _still_known(value: Value, kind: Type) -> Raw:
    """The content of a null or unknown value after its conversion."""
    if not isinstance(value.raw, Unknown) or value.type is kind:
        return value.raw
    if isinstance(value.type, ListType | SetType | MapType):
        # Of a list's elements as a set, some may be the same.
        least = value.raw.least and min(1, value.raw.least)
        return replace(value.raw, least=least if isinstance(kind, SetType) else value.raw.least)
    least, most = bounds_of(value)
    if least is None or not isinstance(kind, ListType | SetType | MapType):
        return Unknown(not_null=value.raw.not_null)
    least = min(1, least) if isinstance(kind, SetType) else least
    if value.raw.not_null:
        return unknown_not_null(kind, least=least, most=most).raw
    return Unknown(least=least, most=most)


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
    kind, items = _elements(value, element)
    if not value.has_known_length:
        least, most = bounds_of(value)
        return unknown_not_null(ListType(kind), least=least, most=most)
    return list_of(kind, items)


def _to_set(value: Value, element: Type) -> Value:
    kind, items = _elements(value, element)
    return set_from(kind, items)


def _to_map(value: Value, element: Type) -> Value:
    assert isinstance(value.raw, dict)
    kind, items = _elements(value, element)
    return map_of(kind, dict(zip(value.raw, items, strict=True)))


def _to_object(value: Value, wanted: ObjectType) -> Value:
    assert isinstance(value.raw, dict)
    for name, _ in wanted.attributes:
        if name not in value.raw:
            raise ConversionError(f'map element "{name}" is required')
    converted = {name: _part(value.raw[name], kind, name) for name, kind in wanted.attributes}
    kinds = tuple((name, item.type) for name, item in converted.items())
    return Value(ObjectType(kinds), converted)


def _to_tuple(value: Value, wanted: TupleType) -> Value:
    assert isinstance(value.raw, tuple)
    return tuple_of(_each(enumerate(value.raw), wanted.elements))


def set_from(element: Type, items: Iterable[Value]) -> Value:
    """A set of these items, each once, in the order in which Terraform goes through a set."""
    marks = frozenset[str]()
    distinct: dict[object, Value] = {}
    for item in items:
        # Terraform forgets in sets that a null was marked.
        marks |= NO_MARKS if item.is_null else item.all_marks()
        bare = item.unmarked_deep()
        distinct.setdefault(identity(bare), bare)
    ordered = sorted(distinct.values(), key=set_order(element))
    return Value(SetType(element), tuple(ordered), marks)


def _elements(value: Value, element: Type) -> tuple[Type, list[Value]]:
    """The parts as elements of one type, and that type: `element` with what is open in it filled in."""
    assert isinstance(value.raw, tuple | dict)
    steps = value.raw.items() if isinstance(value.raw, dict) else enumerate(value.raw)
    if not value.raw:
        return (_concrete(element, _element_of(value.type)), [])
    kind = element
    if element is DYNAMIC:
        # Whether there is one was decided by the types.
        kind = unify(part.type for part in value.parts()) or DYNAMIC
    items = list(_each(steps, [kind] * len(value.raw)))
    if not has_dynamic(kind):
        return kind, items
    # A null of no type takes that of the others.
    filled = unify([item.type for item in items if item.type is not DYNAMIC])
    if filled is None:
        raise ConversionError("cannot find a common base type for all elements")
    return filled, [convert(item, filled) for item in items]


def _common_element(kind: Type) -> Type:
    """The one type that all parts of a value of this type can have."""
    match kind:
        case TupleType(parts) if parts:
            return unify(parts) or DYNAMIC
        case ObjectType(attributes) if attributes:
            return unify(part for _, part in attributes) or DYNAMIC
        case _:
            return _element_of(kind)


def _element_of(kind: Type) -> Type:
    return kind.element if isinstance(kind, ListType | SetType | MapType) else DYNAMIC


def _each(items: Iterable[tuple[str | int, Value]], kinds: Iterable[Type]) -> Iterator[Value]:
    for (step, item), kind in zip(items, kinds, strict=True):
        yield _part(item, kind, step)


def _part(item: Value, kind: Type, step: str | int) -> Value:
    try:
        return convert(item, kind)
    except ConversionError as error:
        raise error.inside(step) from error


def _concrete(wanted: Type, given: Type) -> Type:  # noqa: PLR0911 - one case per kind
    """The type of a null or unknown value: what was asked for, where that is open filled from the value's own."""
    match wanted, given:
        case _ if given is DYNAMIC:
            return wanted
        case Primitive(), _:
            return given if wanted is DYNAMIC else wanted
        case ListType(element), _:
            return ListType(_concrete(element, _common_element(given)))
        case SetType(element), _:
            return SetType(_concrete(element, _common_element(given)))
        case MapType(element), _:
            return MapType(_concrete(element, _common_element(given)))
        case ObjectType(attributes), ObjectType():
            return ObjectType(
                tuple(
                    (name, _concrete(kind, given.attribute(name) or DYNAMIC))
                    for name, kind in attributes
                )
            )
        case TupleType(elements), TupleType(own) if len(elements) == len(own):
            return TupleType(tuple(map(_concrete, elements, own)))
        case _:
            return wanted


def _shown(step: str | int) -> str:
    return str(step) if isinstance(step, int) else f'"{step}"'
