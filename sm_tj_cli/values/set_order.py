"""The elements of a set: which of them are the same, and the order in which Terraform goes through them.

Primitive elements have an order of their own. Others are ordered by the bytes of the text that cty hashes
(`makeSetHashBytes`), so that what is made from a set has Terraform's order.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sm_tj_cli.values.numbers import short_form
from sm_tj_cli.values.types import ListType, MapType, Primitive, SetType
from sm_tj_cli.values.value import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.values.types import Type
    from sm_tj_cli.values.value import Value


def identity(value: Value) -> object:
    """What is equal for equal values and can be looked up; an unknown value equals none."""
    raw = value.raw
    if isinstance(raw, Unknown):
        return object()
    if isinstance(raw, tuple) and isinstance(value.type, SetType):
        return ("set", frozenset(map(identity, raw)))
    if isinstance(raw, tuple):
        return ("items", tuple(map(identity, raw)))
    if isinstance(raw, dict):
        return ("object", tuple((key, identity(item)) for key, item in raw.items()))
    return (type(raw) is bool, raw)


def set_order(element: Type) -> Callable[[Value], tuple[object, ...]]:
    """The sort key of elements of this type: what is null comes after the rest, what is unknown last."""

    def key(value: Value) -> tuple[object, ...]:
        if value.raw is None or isinstance(value.raw, Unknown):
            return (1 if value.raw is None else 2,)
        return (0, value.raw if isinstance(element, Primitive) else hash_text(value).encode())

    return key


def hash_text(value: Value) -> str:  # noqa: PLR0911 - one case per kind
    """The text of a value that cty hashes, as far as orders go."""
    match value.raw:
        case None:
            return "null"
        case bool():
            return "T" if value.raw else "F"
        case str():
            return json.dumps(value.raw, ensure_ascii=False)
        case tuple() as items:
            inner = "".join(f"{hash_text(item)};" for item in items)
            return f"[{inner}]" if isinstance(value.type, ListType | SetType) else f"<{inner}>"
        case dict() as items if isinstance(value.type, MapType):
            pairs = (f"{json.dumps(key)}:{hash_text(item)};" for key, item in items.items())
            return f"{{{''.join(pairs)}}}"
        case dict() as items:
            return f"<{''.join(f'{hash_text(item)};' for item in items.values())}>"
        case _:
            return "?" if isinstance(value.raw, Unknown) else short_form(value.raw)
