"""The one type that values of several types can all be converted to without loss (cty's `convert.Unify`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.types import (
    DYNAMIC,
    STRING,
    ListType,
    MapType,
    ObjectType,
    Primitive,
    SetType,
    TupleType,
    Type,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def unify(types: Iterable[Type]) -> Type | None:
    """The common type; None where there is none. The type that is not known yet makes the result unknown too."""
    kinds = list(dict.fromkeys(types))
    if len(kinds) == 1:
        return kinds[0]
    if not kinds or DYNAMIC in kinds:
        return DYNAMIC
    if all(isinstance(kind, Primitive) for kind in kinds):
        return STRING if STRING in kinds else None
    if all(isinstance(kind, ObjectType | MapType) for kind in kinds):
        return _unify_mappings(kinds)
    if all(isinstance(kind, TupleType | ListType | SetType) for kind in kinds):
        return _unify_sequences(kinds)
    return None


def _unify_mappings(kinds: Sequence[Type]) -> Type | None:
    objects = [kind for kind in kinds if isinstance(kind, ObjectType)]
    names = {tuple(name for name, _ in kind.attributes) for kind in objects}
    if len(objects) == len(kinds) and len(names) == 1:
        columns = zip(*(kind.attributes for kind in objects), strict=True)
        parts = [(column[0][0], unify(item for _, item in column)) for column in columns]
        if all(part is not None for _, part in parts):
            return ObjectType(tuple((name, part) for name, part in parts if part is not None))
        return None
    elements: list[Type] = []
    for kind in kinds:
        if isinstance(kind, MapType):
            elements.append(kind.element)
        elif isinstance(kind, ObjectType):
            elements.extend(item for _, item in kind.attributes)
    element = unify(elements)
    return MapType(element) if element is not None else None


def _unify_sequences(kinds: Sequence[Type]) -> Type | None:
    tuples = [kind for kind in kinds if isinstance(kind, TupleType)]
    if len(tuples) == len(kinds) and len({len(kind.elements) for kind in tuples}) == 1:
        parts = [unify(column) for column in zip(*(kind.elements for kind in tuples), strict=True)]
        if all(part is not None for part in parts):
            return TupleType(tuple(part for part in parts if part is not None))
        return None
    chosen = _set_for_all(kinds)
    if chosen is not None:
        return chosen
    elements: list[Type] = []
    for kind in kinds:
        if isinstance(kind, ListType | SetType):
            elements.append(kind.element)
        elif isinstance(kind, TupleType):
            elements.extend(kind.elements)
    element = unify(elements)
    if element is None:
        return None
    only_sets = all(isinstance(kind, SetType) for kind in kinds)
    return SetType(element) if only_sets else ListType(element)


def _set_for_all(kinds: Sequence[Type]) -> Type | None:
    """The first set among tuples to which all of these can be converted."""
    tuples = [kind for kind in kinds if isinstance(kind, TupleType)]
    sets = [kind for kind in kinds if isinstance(kind, SetType)]
    if not tuples or len(tuples) + len(sets) != len(kinds):
        return None
    for kind in sets:
        if all(_may_become(item, kind.element) for one in tuples for item in one.elements):
            return kind
    return None


def _may_become(given: Type, wanted: Type) -> bool:
    if given == wanted or DYNAMIC in {given, wanted}:
        return True
    both = {given, wanted}
    return all(isinstance(kind, Primitive) for kind in both) and STRING in both
