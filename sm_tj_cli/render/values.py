"""JSON values in, text as `terraform output` shows them out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sm_tj_cli.render.masking import masked
from sm_tj_cli.render.sanitise import sanitise
from sm_tj_cli.values.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.state.model import OutputState

SENSITIVE = "<sensitive>"
KNOWN_AFTER_APPLY = "(known after apply)"
SENSITIVE_VALUE = "(sensitive value)"

_CONVERSIONS = {"list": "tolist", "set": "toset", "map": "tomap"}


def scalar(value: JSON) -> str:
    """A value without parts; a container on one line."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case list():
            return f"[{', '.join(map(scalar, value))}]"
        case dict():
            inside = ", ".join(f"{quoted(key)} = {scalar(item)}" for key, item in value.items())
            return f"{{{inside}}}"
        case _:
            return json.dumps(value)


def value_text(value: JSON, kind: JSON = "dynamic") -> str:
    """The value as `terraform output` shows it. `kind` is its type as state files write it."""
    return "\n".join(_lines(value, kind, is_top=True))


def outputs_text(outputs: Mapping[str, OutputState]) -> str:
    """`terraform output`: each output with its name, sensitive values hidden."""
    return "\n".join(
        f"{name} = {SENSITIVE if output.sensitive else value_text(masked(output.value), output.type)}"
        for name, output in sorted(outputs.items())
    )


def _lines(value: JSON, kind: JSON, *, is_top: bool = False) -> Iterator[str]:
    match value:
        case None:
            yield _null(kind)
        case str() if "\n" in value:
            yield from _heredoc(value, is_top=is_top)
        case dict() if value:
            opening, closing = _wrapped("{", "}", kind)
            yield opening
            for name, item in value.items():
                yield from _entry(f"{quoted(name)} = ", _lines(item, _part_type(kind, name)), "")
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


def _null(kind: JSON) -> str:
    match kind:
        case "string" | "number" | "bool":
            return f"to{kind}(null)"
        case ["list" | "set" | "map" as name, element]:
            return f"to{name}(null) /* of {_friendly(element)} */"
        case ["object" | "tuple" as name, _]:
            return f"null /* {name} */"
        case _:
            return "null"


def _friendly(kind: JSON) -> str:
    if isinstance(kind, list) and len(kind) == 2:
        nested = kind[0] in {"list", "set", "map"}
        return f"{kind[0]} of {_friendly(kind[1])}" if nested else str(kind[0])
    return str(kind)


def _entry(label: str, lines: Iterator[str], end: str) -> Iterator[str]:
    inside = list(lines)
    inside[0] = label + inside[0]
    inside[-1] += end
    yield from (f"  {line}" for line in inside)


def _heredoc(text: str, *, is_top: bool) -> Iterator[str]:
    yield "<<EOT" if is_top else "<<-EOT"
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
