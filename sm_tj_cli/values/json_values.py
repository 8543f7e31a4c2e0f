"""Values to JSON and back, as `jsonencode`, state files and `output -json` have it.

Marks do not survive the way out: whoever writes secrets down says so himself.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sm_tj_cli.values.convert import convert
from sm_tj_cli.values.numbers import format_number, from_float
from sm_tj_cli.values.types import NUMBER
from sm_tj_cli.values.value import (
    NULL,
    Unknown,
    Value,
    boolean,
    number,
    object_of,
    string,
    tuple_of,
)

if TYPE_CHECKING:
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.values.types import Type


# Go's encoder makes these safe to stand in HTML.
_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def encode_json(value: Value) -> str:
    """The value as Terraform's `jsonencode` writes it. The value must be wholly known."""
    match value.raw:
        case None:
            return "null"
        case bool():
            return "true" if value.raw else "false"
        case str():
            return json.dumps(value.raw, ensure_ascii=False).translate(_ESCAPES)
        case tuple() as items:
            return f"[{','.join(map(encode_json, items))}]"
        case dict() as items:
            members = (
                f"{encode_json(string(key))}:{encode_json(item)}" for key, item in items.items()
            )
            return f"{{{','.join(members)}}}"
        case _:
            return format_number(value.raw)


def to_json(value: Value) -> JSON:
    """The value as plain data; what is not known is None.

    A number that a double cannot hold exactly still becomes the nearest one.
    """
    match value.raw:
        case None:
            return None
        case int() as number if not isinstance(number, bool):
            # Of a number beyond what is kept, the shortest digits that mean it.
            return int(format_number(number))
        case bool() | str():
            return value.raw
        case tuple() as items:
            return [to_json(item) for item in items]
        case dict() as items:
            return {key: to_json(item) for key, item in items.items()}
        case _:
            return None if isinstance(value.raw, Unknown) else float(value.raw)


def from_python(data: object) -> Value:  # noqa: PLR0911 - one case per kind
    """Plain data as a value: a dict is an object, a list a tuple (what `jsondecode` makes of it)."""
    match data:
        case None:
            return NULL
        case bool():
            return boolean(data)
        case str():
            return string(data)
        case int():
            return number(data)
        case float():
            return number(from_float(data))
        case list() | tuple():
            return tuple_of(map(from_python, data))
        case dict():
            return object_of({str(key): from_python(item) for key, item in data.items()})
        case _:
            raise TypeError(f"{type(data).__name__} is not plain data")


def from_json(data: JSON, kind: Type) -> Value:
    """Plain data as a value of this type. Raises ConversionError where it does not fit."""
    return convert(from_python(data), kind)


def has_json(value: Value) -> bool:
    """Whether JSON can write it: an infinite number it cannot."""
    if isinstance(value.raw, tuple | dict):
        return all(map(has_json, value.parts()))
    is_number = value.type is NUMBER and value.is_known and not value.is_null
    return not (is_number and encode_json(value.unmarked()).endswith("Inf"))
