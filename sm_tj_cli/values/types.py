"""Terraform's types, as cty has them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sm_tj_cli.documents import JSON


class Primitive(Enum):
    """The types without parts. `DYNAMIC` is not known yet: the type of `null` and of most unknowns."""

    STRING = "string"
    NUMBER = "number"
    BOOL = "bool"
    DYNAMIC = "dynamic"


STRING = Primitive.STRING
NUMBER = Primitive.NUMBER
BOOL = Primitive.BOOL
DYNAMIC = Primitive.DYNAMIC


@dataclass(frozen=True, slots=True)
class ListType:
    """`list(element)`."""

    element: Type


@dataclass(frozen=True, slots=True)
class SetType:
    """`set(element)`."""

    element: Type


@dataclass(frozen=True, slots=True)
class MapType:
    """`map(element)`."""

    element: Type


@dataclass(frozen=True, slots=True)
class TupleType:
    """`tuple([…])`: the type of `[…]`."""

    elements: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class ObjectType:
    """`object({…})`: the type of `{…}`. `attributes` are sorted by name."""

    attributes: tuple[tuple[str, Type], ...]

    def attribute(self, name: str) -> Type | None:
        """The type of one attribute, None where there is no such attribute."""
        return next((kind for key, kind in self.attributes if key == name), None)


Type: TypeAlias = Primitive | ListType | SetType | MapType | TupleType | ObjectType


def has_dynamic(kind: Type) -> bool:
    """Whether some of it is not known yet."""
    match kind:
        case Primitive():
            return kind is DYNAMIC
        case ListType(element) | SetType(element) | MapType(element):
            return has_dynamic(element)
        case TupleType(elements):
            return any(map(has_dynamic, elements))
        case ObjectType(attributes):
            return any(has_dynamic(item) for _, item in attributes)


def friendly_name(kind: Type) -> str:
    """The type as Terraform's messages name it: `list of string`, `object`, `dynamic`."""
    match kind:
        case Primitive():
            return kind.value
        case ListType(element):
            return f"list of {friendly_name(element)}"
        case SetType(element):
            return f"set of {friendly_name(element)}"
        case MapType(element):
            return f"map of {friendly_name(element)}"
        case TupleType():
            return "tuple"
        case ObjectType():
            return "object"


def to_json(kind: Type) -> JSON:
    """The type as state files and `output -json` write it: `"string"`, `["list", "string"]`."""
    match kind:
        case Primitive():
            return kind.value
        case ListType(element):
            return ["list", to_json(element)]
        case SetType(element):
            return ["set", to_json(element)]
        case MapType(element):
            return ["map", to_json(element)]
        case TupleType(elements):
            return ["tuple", [to_json(element) for element in elements]]
        case ObjectType(attributes):
            return ["object", {name: to_json(element) for name, element in attributes}]


def parse_json(data: object) -> Type:
    """The type that `to_json` wrote, as state files have it.

    Raises:
        ValueError: it is none.
    """
    collections: dict[str, type[ListType | SetType | MapType]] = {
        "list": ListType,
        "set": SetType,
        "map": MapType,
    }
    match data:
        case str(name) if name in (item.value for item in Primitive):
            return Primitive(name)
        case [str(name), element] if name in collections:
            return collections[name](parse_json(element))
        case ["tuple", [*elements]]:
            return TupleType(tuple(map(parse_json, elements)))
        case ["object", dict(attributes), *_]:
            pairs = ((str(name), parse_json(kind)) for name, kind in attributes.items())
            return ObjectType(tuple(sorted(pairs)))
        case _:
            raise ValueError(f"{data!r} is no type")
