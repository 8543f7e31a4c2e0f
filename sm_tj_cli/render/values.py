"""JSON values in, text as Terraform shows values out (`terraform output`, `terraform console`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sm_tj_cli.render.sanitise import sanitise, visible_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.state.model import JSON

SENSITIVE = "<sensitive>"
KNOWN_AFTER_APPLY = "(known after apply)"
SENSITIVE_VALUE = "(sensitive value)"

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_CONVERSIONS = {"list": "tolist", "set": "toset", "map": "tomap"}


def quote(text: str) -> str:
    """The text in double quotes on one line."""
    return f'"{visible_controls(text.translate(_ESCAPES))}"'


def scalar(value: JSON) -> str:
    """A value without parts; a container on one line."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return quote(value)
        case list():
            return f"[{', '.join(map(scalar, value))}]"
        case dict():
            inside = ", ".join(f"{quote(key)} = {scalar(item)}" for key, item in value.items())
            return f"{{{inside}}}"
        case _:
            return json.dumps(value)


def value_text(value: JSON, kind: JSON = "dynamic") -> str:
    """The value as `terraform output` shows it. `kind` is its type as state files write it."""
    return "\n".join(_lines(value, kind, top=True))


def _lines(value: JSON, kind: JSON, *, top: bool = False) -> Iterator[str]:
    match value:
        case str() if "\n" in value:
            yield from _heredoc(value, top=top)
        case dict() if value:
            opening, closing = _wrapped("{", "}", kind)
            yield opening
            for key, item in value.items():
                yield from _entry(f"{quote(key)} = ", _lines(item, _part_type(kind, key)), "")
            yield closing
        case list() if value:
            opening, closing = _wrapped("[", "]", kind)
            yield opening
            for place, item in enumerate(value):
                yield from _entry("", _lines(item, _part_type(kind, place)), ",")
            yield closing
        case dict() | list():
            yield "".join(_wrapped(scalar(value), "", kind))
        case _:
            yield scalar(value)


def _entry(label: str, lines: Iterator[str], end: str) -> Iterator[str]:
    inside = list(lines)
    inside[0] = label + inside[0]
    inside[-1] += end
    yield from (f"  {line}" for line in inside)


def _heredoc(text: str, *, top: bool) -> Iterator[str]:
    yield "<<EOT" if top else "<<-EOT"
    yield from (sanitise(line) for line in text.split("\n"))
    yield "EOT"


def _wrapped(opening: str, closing: str, kind: JSON) -> tuple[str, str]:
    conversion = _CONVERSIONS.get(str(kind[0])) if isinstance(kind, list) else None
    return (f"{conversion}({opening}", f"{closing})") if conversion else (opening, closing)


def _part_type(kind: JSON, step: str | int) -> JSON:
    if not isinstance(kind, list) or len(kind) != 2:
        return "dynamic"
    parts = kind[1]
    if kind[0] == "tuple" and isinstance(parts, list) and isinstance(step, int):
        return parts[step]
    if kind[0] == "object" and isinstance(parts, dict):
        return parts.get(str(step), "dynamic")
    return parts
