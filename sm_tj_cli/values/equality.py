"""Whether two values are the same, as far as that is known (cty's `Equals`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.set_order import identity
from sm_tj_cli.values.types import (
    DYNAMIC,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    has_dynamic,
)
from sm_tj_cli.values.value import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sm_tj_cli.values.types import Type
    from sm_tj_cli.values.value import Value


def equal(left: Value, right: Value) -> bool | None:
    """True or False; None where unknown parts decide.

    Nulls are the same whatever their types; other values of different types are different. What is not known yet may
    turn out to be null.
    """
    for one, other in ((left, right), (right, left)):
        if isinstance(one.raw, Unknown) and not one.raw.may_be(other):
            return False
    if not (left.is_known or right.is_known):
        return None
    is_known = left.is_known and right.is_known
    if left.is_null or right.is_null:
        return left.is_null is right.is_null if is_known else None
    if left.type != right.type and not (
        _may_be_one(left.type, right.type) and (_is_open(left) or _is_open(right))
    ):
        return False
    return _same_content(left, right) if is_known else None


def _may_be_one(left: Type, right: Type) -> bool:
    """Whether the types can turn out to be the same."""
    match left, right:
        case _ if DYNAMIC in (left, right):
            return True
        case (
            (ListType(one), ListType(other))
            | (SetType(one), SetType(other))
            | (MapType(one), MapType(other))
        ):
            return _may_be_one(one, other)
        case TupleType(first), TupleType(second):
            return len(first) == len(second) and all(map(_may_be_one, first, second))
        case ObjectType(first), ObjectType(second):
            return dict(first).keys() == dict(second).keys() and all(
                _may_be_one(one, other) for (_, one), (_, other) in zip(first, second, strict=True)
            )
        case _:
            return left == right


def _is_open(value: Value) -> bool:
    """Whether a part of it has no type yet, since the part is unknown."""
    return has_dynamic(value.type) and (
        not value.is_known or any(_is_open(part) for part in value.parts())
    )


def _same_content(left: Value, right: Value) -> bool | None:
    match left.raw, right.raw:
        case tuple() as first, tuple() as second:
            if isinstance(left.type, SetType):
                return _same_sets(left, right)
            if len(first) != len(second):
                return False
            return _all(equal(one, other) for one, other in zip(first, second, strict=True))
        case dict() as first, dict() as second:
            if first.keys() != second.keys():
                return False
            return _all(equal(first[key], second[key]) for key in first)
        case _:
            return left.raw == right.raw


def _same_sets(left: Value, right: Value) -> bool | None:
    if not left.raw or not right.raw:
        return left.raw == right.raw
    if not left.is_wholly_known or not right.is_wholly_known:
        return None
    return identity(left) == identity(right)


def _all(answers: Iterable[bool | None]) -> bool | None:
    # As in cty, the first that is not the same decides, also where that is not known.
    return next((answer for answer in answers if answer is not True), True)
