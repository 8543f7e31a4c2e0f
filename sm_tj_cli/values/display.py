"""A value as `terraform console` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.numbers import format_number
from sm_tj_cli.values.quoting import quoted
from sm_tj_cli.values.types import (
    DYNAMIC,
    ListType,
    MapType,
    ObjectType,
    Primitive,
    SetType,
    TupleType,
    friendly_name,
)
from sm_tj_cli.values.value import EPHEMERAL, SENSITIVE, Unknown

if TYPE_CHECKING:
    from sm_tj_cli.values.types import Type
    from sm_tj_cli.values.value import Value


def hcl_text(value: Value, indent: int = 0) -> str:  # noqa: PLR0911 - one case per kind
    """The value in the language's own spelling, nested lines indented by `indent` spaces."""
    if isinstance(value.raw, Unknown):
        return "(known after apply)"
    if SENSITIVE in value.marks:
        return "(sensitive value)"
    if EPHEMERAL in value.marks:
        return "(ephemeral value)"
    if value.raw is None:
        return _null(value.type)
    match value.raw:
        case bool():
            return "true" if value.raw else "false"
        case str():
            return _string(value.raw, indent)
        case tuple() as items:
            return _sequence(value.type, items, indent)
        case dict() as items:
            return _mapping(value.type, items, indent)
        case _:
            return format_number(value.raw)


def type_text(kind: Type) -> str:
    """A type as a constraint spells it: `list(string)`."""
    match kind:
        case Primitive():
            return "any" if kind is DYNAMIC else kind.value
        case ListType(element):
            return f"list({type_text(element)})"
        case SetType(element):
            return f"set({type_text(element)})"
        case MapType(element):
            return f"map({type_text(element)})"
        case TupleType(elements):
            return f"tuple([{', '.join(map(type_text, elements))}])"
        case ObjectType(attributes):
            inner = ", ".join(f"{name}={type_text(item)}" for name, item in attributes)
            return f"object({{{inner}}})"


def _null(kind: Type) -> str:
    match kind:
        case Primitive():
            return "null" if kind is DYNAMIC else f"to{kind.value}(null)"
        case ListType():
            return f"tolist(null) /* of {friendly_name(kind.element)} */"
        case SetType():
            return f"toset(null) /* of {friendly_name(kind.element)} */"
        case MapType():
            return f"tomap(null) /* of {friendly_name(kind.element)} */"
        case _:
            return f"null /* {friendly_name(kind)} */"


def _string(text: str, indent: int) -> str:
    lines = text.split("\n")
    if len(lines) < 2:
        return quoted(text)
    pad = " " * indent
    marker = "EOT"
    while any(line.strip() == marker for line in lines):
        marker = f"{marker}_"
    body = "\n".join(f"{pad}{line}" for line in lines)
    opener = "<<-" if indent else "<<"
    return f"{opener}{marker}\n{body}\n{pad}{marker}"


def _sequence(kind: Type, items: tuple[Value, ...], indent: int) -> str:
    pad = " " * (indent + 2)
    lines = "".join(f"{pad}{hcl_text(item, indent + 2)},\n" for item in items)
    body = f"[\n{lines}{' ' * indent}]" if items else "[]"
    match kind:
        case ListType():
            return f"tolist({body})"
        case SetType():
            return f"toset({body})"
        case _:
            return body


def _mapping(kind: Type, items: dict[str, Value], indent: int) -> str:
    pad = " " * (indent + 2)
    lines = "".join(
        f"{pad}{quoted(key)} = {hcl_text(item, indent + 2)}\n" for key, item in items.items()
    )
    body = f"{{\n{lines}{' ' * indent}}}" if items else "{}"
    return f"tomap({body})" if isinstance(kind, MapType) else body
