"""Whether two values are the same, as far as that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.types import DYNAMIC
from sm_tj_cli.values.value import UNKNOWN

if TYPE_CHECKING:
    from sm_tj_cli.values.value import Value


def equal(left: Value, right: Value) -> bool | None:
    """True or False; None where unknown parts decide. Values of different types are different."""
    if left.raw is UNKNOWN or right.raw is UNKNOWN:
        return False if left.raw is None or right.raw is None else None
    if left.raw is None or right.raw is None:
        return left.raw is None and right.raw is None
    if DYNAMIC not in (left.type, right.type) and type(left.type) is not type(right.type):
        return False
    return _same_content(left, right)


def _same_content(left: Value, right: Value) -> bool | None:
    match left.raw, right.raw:
        case tuple() as first, tuple() as second:
            if len(first) != len(second):
                return False
            return _all(equal(one, other) for one, other in zip(first, second, strict=True))
        case dict() as first, dict() as second:
            if first.keys() != second.keys():
                return False
            return _all(equal(first[key], second[key]) for key in first)
        case (bool(), bool()) | (str(), str()):
            return left.raw == right.raw
        case _:
            return type(left.raw) is not bool and left.type is right.type and left.raw == right.raw


def _all(answers: object) -> bool | None:
    found = list(answers)  # type: ignore[call-overload]
    if False in found:
        return False
    return None if None in found else True
