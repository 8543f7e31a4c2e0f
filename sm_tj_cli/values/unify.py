"""Which types can be converted to which, and the one type that several can all be converted to.

Both are decided by types alone, as in cty's `convert` package, so that they hold for null and unknown values too.
"""

from __future__ import annotations

from functools import cmp_to_key
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
    from collections.abc import Callable, Iterable, Sequence


def is_convertible(given: Type, wanted: Type) -> bool:  # noqa: PLR0911 - one case per pair of kinds
    """Whether some value of the type `given` can become one of the type `wanted`."""
    if given == wanted or DYNAMIC in (given, wanted):
        return True
    match given, wanted:
        case Primitive(), Primitive():
            return STRING in (given, wanted)
        case ObjectType(), ObjectType(attributes):
            return all(
                (own := given.attribute(name)) is not None and is_convertible(own, kind)
                for name, kind in attributes
            )
        case MapType(element), ObjectType(attributes):
            return all(is_convertible(element, kind) for _, kind in attributes)
        case TupleType(own_elements), TupleType(elements):
            return len(own_elements) == len(elements) and all(
                map(is_convertible, own_elements, elements)
            )
        case ((ListType(own) | SetType(own)), (ListType(element) | SetType(element))):
            return is_convertible(own, element)
        case MapType(own), MapType(element):
            return is_convertible(own, element)
        case TupleType(parts), (ListType(element) | SetType(element)):
            return _all_convertible(parts, element, element_type)
        case ObjectType(attributes), MapType(element):
            return _all_convertible([kind for _, kind in attributes], element, unify)
        case _:
            return False


def _all_convertible(
    parts: Sequence[Type], element: Type, common: Callable[[Sequence[Type]], Type | None]
) -> bool:
    if element is DYNAMIC:
        return not parts or common(parts) is not None
    return all(is_convertible(part, element) for part in parts)


def element_type(parts: Sequence[Type]) -> Type | None:
    """The type of the elements of a list or set that is made from a tuple of these types; None where there is none."""
    found = unify(parts)
    # What is not known yet can be anything, but not together with what is known to have parts.
    return None if found is DYNAMIC and any(part is not DYNAMIC for part in parts) else found


def unify(types: Iterable[Type]) -> Type | None:
    """The common type; None where there is none."""
    kinds = list(types)
    if not kinds:
        return DYNAMIC
    known = [kind for kind in kinds if kind is not DYNAMIC]
    if known and all(isinstance(kind, MapType | ObjectType) for kind in known):
        return _unify_parted(kinds, known, _unify_mappings)
    if known and all(isinstance(kind, ListType | TupleType) for kind in known):
        return _unify_parted(kinds, known, _unify_sequences)
    if known and all(isinstance(kind, SetType) for kind in known):
        return _unify_parted(kinds, known, _unify_sets)
    return _preferred(kinds)


def _unify_parted(
    kinds: Sequence[Type], known: Sequence[Type], together: Callable[[Sequence[Type]], Type | None]
) -> Type | None:
    """One type for types with parts; among types of one kind, one that is not known yet makes it unknown."""
    is_mixed = len({type(kind) for kind in known}) > 1
    if len(known) != len(kinds):
        return _preferred(kinds) if is_mixed else DYNAMIC
    found = together(known)
    # Where structures and collections mix, one of the types may do when no new one does.
    return _preferred(known) if found is None and is_mixed else found


def _unify_mappings(kinds: Sequence[Type]) -> Type | None:
    objects = [kind for kind in kinds if isinstance(kind, ObjectType)]
    names = {tuple(name for name, _ in kind.attributes) for kind in objects}
    if len(objects) == len(kinds) and len(names) == 1:
        parts = _columns([tuple(item for _, item in kind.attributes) for kind in objects])
        return None if parts is None else ObjectType(tuple(zip(*names, parts, strict=True)))
    items = [item for kind in objects for _, item in kind.attributes]
    inner = unify(items) if items else None
    if objects and inner is None:
        return None
    maps = [kind.element for kind in kinds if isinstance(kind, MapType)]
    element = unify([*maps, *([inner] * len(objects) if inner is not None else [])])
    return None if element is None else MapType(element)


def _unify_sequences(kinds: Sequence[Type]) -> Type | None:
    tuples = [kind for kind in kinds if isinstance(kind, TupleType)]
    if len(tuples) == len(kinds) and len({len(kind.elements) for kind in tuples}) == 1:
        parts = _columns([kind.elements for kind in tuples])
        return None if parts is None else TupleType(parts)
    items = [item for kind in tuples for item in kind.elements]
    inner = unify(items) if items else None
    if tuples and inner is None:
        return None
    lists = [kind.element for kind in kinds if isinstance(kind, ListType)]
    element = unify([*lists, *([inner] * len(tuples) if inner is not None else [])])
    return None if element is None else ListType(element)


def _unify_sets(kinds: Sequence[Type]) -> Type | None:
    element = unify([kind.element for kind in kinds if isinstance(kind, SetType)])
    return None if element is None else SetType(element)


def _columns(rows: Sequence[tuple[Type, ...]]) -> tuple[Type, ...] | None:
    parts: list[Type] = []
    for column in zip(*rows, strict=True):
        part = unify(column)
        if part is None:
            return None
        parts.append(part)
    return tuple(parts)


def _preferred(kinds: Sequence[Type]) -> Type | None:
    """The first of the types, in order of preference, to which all others can be converted."""
    ordered = sorted(dict.fromkeys(kinds), key=cmp_to_key(_compare))
    return next(
        (kind for kind in ordered if all(is_convertible(other, kind) for other in kinds)), None
    )


def _compare(left: Type, right: Type) -> int:
    """Negative where `left` is preferred to `right`."""
    rank = _rank(left) - _rank(right)
    if rank or isinstance(left, Primitive):
        return rank
    match left, right:
        case (
            (ListType(one), ListType(other))
            | (SetType(one), SetType(other))
            | (MapType(one), MapType(other))
        ):
            return _compare(one, other)
        case _:
            return 0


def _rank(kind: Type) -> int:
    match kind:
        case Primitive():
            return {STRING: 0, DYNAMIC: 9}.get(kind, 1)
        case ListType() | MapType():
            return 2
        case SetType():
            return 3
        case _:
            return 4
