"""Plain values to expressions of the language: what a careful person would write for them.

Text in, the lines of an expression out; reading them gives exactly the text again (in Unicode's form NFC, which
is the only one that Terraform's strings have). An expression's further lines are indented against its first.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.values.json_values import encode_json
from sm_tj_cli.values.numbers import format_number, parse_number
from sm_tj_cli.values.value import NULL, Value, boolean, number, object_of, string, tuple_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.documents import JSON

Lines: TypeAlias = "tuple[str, ...]"

INDENT = "  "
WIDTH = 100
# Up to here an object of `jsonencode` stays on its line.
SHORT = 60
DEEPEST_JSON = 12
FEWEST_HEREDOC_LINES = 3

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_KEYWORDS = frozenset({"false", "for", "if", "in", "null", "true"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# In front of a doubled sign a further one would be read as part of it.
_BEFORE_SEQUENCE = re.compile(r"\$(?=\$\{)|%(?=%\{)")


def key(text: str) -> str:
    """A map's key: a bare name where it is one."""
    return text if _NAME.fullmatch(text) and text not in _KEYWORDS else quoted(text)


def quoted(text: str) -> str:
    """A quoted string on one line; what cannot be seen is written as an escape."""
    escaped = "".join(map(_escaped, text))
    guarded = _BEFORE_SEQUENCE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", escaped)
    return f'"{guarded.replace("${", "$${").replace("%{", "%%{")}"'


def scalar(value: bool | float | str) -> Lines:  # noqa: FBT001 - a value of the request
    """The expression for a single value; text of several lines becomes a heredoc where one can hold it."""
    match value:
        case bool():
            return ("true" if value else "false",)
        case str():
            return _heredoc(value) or (quoted(value),)
        case _:
            return (format_number(parse_number(repr(value))),)


def map_value(text: str) -> Lines:
    """The expression for a map's text: `jsonencode(…)` where it is what that function makes, else as `scalar`."""
    decoded = _decoded(text)
    if decoded is None:
        return scalar(text)
    inner = _json_lines(decoded)
    return (
        (f"jsonencode({inner[0]}", *inner[1:-1], f"{inner[-1]})")
        if inner[1:]
        else (f"jsonencode({inner[0]})",)
    )


def string_list(texts: Sequence[str], room: int) -> Lines:
    """A list of texts, on one line where it fits into `room` columns."""
    items = [quoted(text) for text in texts]
    line = f"[{', '.join(items)}]"
    if len(line) <= room:
        return (line,)
    return ("[", *(f"{INDENT}{item}," for item in items), "]")


def is_heredoc(lines: Lines) -> bool:
    """Whether the expression begins with a heredoc."""
    return lines[0].startswith("<<")


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if letter.isprintable():
        return letter
    code = ord(letter)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _heredoc(text: str) -> Lines:
    """The heredoc, through `chomp` where the text has no line end of its own; nothing where none can hold it."""
    body = text.removesuffix("\n").split("\n")
    if len(body) < (2 if text.endswith("\n") else FEWEST_HEREDOC_LINES):
        return ()
    visible = all(line.replace("\t", "").isprintable() for line in body)
    # `<<-` takes away what all lines are indented by, and blank lines must not hold anything that is lost.
    flush = min((len(line) - len(line.lstrip()) for line in body if line), default=1) == 0
    if not visible or not flush or any(line != line.rstrip() for line in body):
        return ()
    if _BEFORE_SEQUENCE.search(text):
        return ()
    marker = _marker(body)
    written = (line.replace("${", "$${").replace("%{", "%%{") for line in body)
    inside = (f"{INDENT}{line}" if line else "" for line in written)
    if text.endswith("\n"):
        return (f"<<-{marker}", *inside, marker)
    return (f"chomp(<<-{marker}", *inside, marker, ")")


def _marker(body: Sequence[str]) -> str:
    marker = "EOT"
    while any(line.strip() == marker for line in body):
        marker += "_"
    return marker


def _decoded(text: str) -> Value | None:
    """What `jsonencode` makes exactly this text of, where the text is worth it: an object, a list, a quoted text."""
    if text[:1] not in {'"', "{", "["} or text in {"{}", "[]", '""'}:
        return None
    try:
        parsed = json.loads(text, parse_float=_Digits, parse_int=_Digits)
        value = _value(parsed, DEEPEST_JSON)
    except (RecursionError, ValueError):
        return None
    return value if encode_json(value) == text else None


class _Digits(str):
    """A number of a JSON text as it is written there."""

    __slots__ = ()


def _value(parsed: JSON, depth: int) -> Value:
    if depth == 0:
        raise ValueError("nested too deeply to be read better than as text")
    match parsed:
        case None:
            return NULL
        case bool():
            return boolean(parsed)
        case _Digits():
            return number(parse_number(parsed))
        case str():
            return string(parsed)
        case list():
            return tuple_of(_value(item, depth - 1) for item in parsed)
        case dict():
            return object_of({name: _value(item, depth - 1) for name, item in parsed.items()})
        case _:
            # NaN and Infinity, which are no JSON.
            raise ValueError("not JSON")


def _json_lines(value: Value) -> Lines:  # noqa: PLR0911 - one case per kind
    """The expression, on one line where it is short."""
    match value.raw:
        case dict() as members:
            entries = [(key(name), _json_lines(item)) for name, item in members.items()]
            line = f"{{ {', '.join(f'{name} = {inner[0]}' for name, inner in entries)} }}"
            if not members or _is_short(line, [inner for _, inner in entries]):
                return (line if members else "{}",)
            return ("{", *(f"{INDENT}{line}" for line in aligned(entries)), "}")
        case tuple() as items:
            parts = [_json_lines(item) for item in items]
            line = f"[{', '.join(part[0] for part in parts)}]"
            if _is_short(line, parts):
                return (line,)
            lines = (f"{INDENT}{line}" for part in parts for line in (*part[:-1], f"{part[-1]},"))
            return ("[", *lines, "]")
        case str() as text:
            return (quoted(text),)
        case None:
            return ("null",)
        case bool() as flag:
            return ("true" if flag else "false",)
        case _:
            return (encode_json(value),)


def _is_short(line: str, parts: Sequence[Lines]) -> bool:
    return len(line) <= SHORT and all(len(part) == 1 for part in parts)


def aligned(entries: Sequence[tuple[str, Lines]]) -> list[str]:
    """`name = expression` lines with the equals signs where `terraform fmt` puts them.

    They stand in one column for neighbours, but a name whose expression opens a bracket that its line does not
    close stands for itself.
    """
    written: list[str] = []
    chain: list[tuple[str, Lines]] = []
    for name, lines in (*entries, ("", ())):
        if lines and (len(lines) == 1 or is_heredoc(lines)):
            chain.append((name, lines))
            continue
        width = max((columns(each) for each, _ in chain), default=0)
        for each, inner in chain:
            written.append(f"{each}{' ' * (width - columns(each))} = {inner[0]}")
            written.extend(inner[1:])
        chain = []
        if lines:
            written.append(f"{name} = {lines[0]}")
            written.extend(lines[1:])
    return written


def columns(text: str) -> int:
    """How many columns `terraform fmt` counts: one for each grapheme."""
    if text.isascii():
        return len(text)
    import regex

    return len(regex.findall(r"\X", text))
