"""What is said of a type where another is needed, in cty's words (`convert.MismatchMessage`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.types import (
    DYNAMIC,
    ListType,
    MapType,
    ObjectType,
    Primitive,
    SetType,
    TupleType,
    Type,
    friendly_name,
)
from sm_tj_cli.values.unify import is_convertible

if TYPE_CHECKING:
    from collections.abc import Iterable


def mismatch(given: Type, wanted: Type) -> str:  # noqa: PLR0911 - one case per kind
    """Why no value of the type `given` can become one of the type `wanted`."""
    match given, wanted:
        case ObjectType(), ObjectType(attributes):
            return _of_objects(given, attributes)
        case TupleType(elements), (ListType(element) | SetType(element)):
            if element is DYNAMIC:
                return f"all {_word(wanted)} elements must have the same type"
            return _of_parts(enumerate(elements), element)
        case ObjectType(attributes), MapType(element):
            if element is DYNAMIC:
                return "all map elements must have the same type"
            return _of_parts(((f'"{name}"', kind) for name, kind in attributes), element)
        case (ListType(own) | SetType(own), ListType(element) | SetType(element)) | (
            MapType(own),
            MapType(element),
        ):
            return f"incorrect {_word(wanted)} element type: {mismatch(own, element)}"
        case _:
            return f"{constraint_name(wanted)} required"


def constraint_name(kind: Type) -> str:
    """The type as a constraint is named: `list of any single type`."""
    match kind:
        case Primitive():
            return "any type" if kind is DYNAMIC else friendly_name(kind)
        case ListType(element) | SetType(element) | MapType(element):
            inner = "any single type" if element is DYNAMIC else constraint_name(element)
            return f"{_word(kind)} of {inner}"
        case _:
            return friendly_name(kind)


def _of_objects(given: ObjectType, attributes: tuple[tuple[str, Type], ...]) -> str:
    absent = [f'"{name}"' for name, _ in attributes if given.attribute(name) is None]
    match absent:
        case [name]:
            return f"attribute {name} is required"
        case [first, second]:
            return f"attributes {first} and {second} are required"
        case [*names, last]:
            return f"attributes {', '.join(names)}, and {last} are required"
        case _:
            pass
    for name, kind in attributes:
        own = given.attribute(name)
        if own is not None and not is_convertible(own, kind):
            return f'attribute "{name}": {mismatch(own, kind)}'
    return "incorrect object attributes"


def _of_parts(parts: Iterable[tuple[object, Type]], element: Type) -> str:
    for name, kind in parts:
        if not is_convertible(kind, element):
            return f"element {name}: {mismatch(kind, element)}"
    return f"all elements must be {constraint_name(element)}"


def _word(kind: Type) -> str:
    match kind:
        case ListType():
            return "list"
        case SetType():
            return "set"
        case _:
            return "map"
