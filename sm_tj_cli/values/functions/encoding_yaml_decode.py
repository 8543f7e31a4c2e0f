"""`yamldecode`: the value of a YAML document, read and complained about as Terraform does."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as Base64Error
from datetime import datetime
from typing import TYPE_CHECKING

from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionError,
    Parameter,
    function,
    number_of,
    text_of,
)
from sm_tj_cli.values.numbers import format_number, parse_number
from sm_tj_cli.values.tab_tolerance import tab_tolerant_loader
from sm_tj_cli.values.types import DYNAMIC, NUMBER, STRING, friendly_name
from sm_tj_cli.values.value import (
    FALSE,
    NULL,
    TRUE,
    Value,
    number,
    object_of,
    string,
    tuple_of,
)

if TYPE_CHECKING:
    import yaml

TAG = "tag:yaml.org,2002:"
WORDS = {
    **dict.fromkeys(
        ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"], TRUE
    ),
    **dict.fromkeys(
        ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"], FALSE
    ),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), NULL),
}
INFINITY = re.compile(r"([-+]?)\.(?:inf|Inf|INF)")
NOT_A_NUMBER = frozenset((".nan", ".NaN", ".NAN"))
BASED = re.compile(r"0x[0-9a-fA-F]+|0o[0-7]+")
DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
DATE = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:[Tt]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})"
    r"| ([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:\.[0-9]+)?)?"
)

# What PyYAML says, and what Terraform's reader, made from the same origin, says instead.
GO_WORDS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"expected (',' or '[]}]'), but got.*", r"did not find expected \1"),
        (r"mapping values are not allowed here", "mapping values are not allowed in this context"),
        (
            r"sequence entries are not allowed here",
            "block sequence entries are not allowed in this context",
        ),
        (r"found character .* that cannot start.*", "found character that cannot start any token"),
        (r"expected the node content, but found.*", "did not find expected node content"),
        (r"expected a comment or a line break.*", "did not find expected comment or line break"),
        (
            r"expected alphabetic or numeric character.*",
            "did not find expected alphabetic or numeric character",
        ),
        (r"found unknown escape character.*", "found unknown escape character"),
        (r"expected chomping or indentation.*", "did not find expected comment or line break"),
        (r"found incompatible YAML document.*", "found incompatible YAML document"),
        (r"found undefined tag handle.*", "found undefined tag handle"),
        (r"found unknown directive name.*", "found unknown directive name"),
        (r"expected escape sequence of.*", "did not find expected hexdecimal number"),
    )
)


@function(
    "yamldecode",
    Parameter("src", STRING),
    returns=DYNAMIC,
    characters_per_step=1,
    examples=(
        (
            'yamldecode("a: 1\\nb: [x, true]")',
            '{\n  "a" = 1\n  "b" = [\n    "x",\n    true,\n  ]\n}',
        ),
    ),
)
def yamldecode(arguments: Arguments) -> Value:
    """The value that a YAML document writes."""
    import yaml

    try:
        return _Reader(text_of(arguments[0])).document()
    except yaml.MarkedYAMLError as error:
        raise FunctionError(_complaint(error)) from None
    except yaml.YAMLError:
        raise FunctionError("control characters are not allowed") from None


class _Reader:
    """Turns a document's events into values."""

    def __init__(self, text: str) -> None:
        import yaml

        self._events = yaml.parse(text, Loader=tab_tolerant_loader())
        self._anchors: dict[str, Value | None] = {}

    def document(self) -> Value:
        """The only document of the stream."""
        import yaml

        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise FunctionError("on line 1, column 1: missing start of document")
        result = self._value(next(self._events))
        next(self._events)
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            place = _place_of(following, at_least=1)
            raise FunctionError(f"{place}unexpected extra content after value")
        return result

    def _value(self, event: yaml.Event) -> Value:
        import yaml

        if isinstance(event, yaml.AliasEvent):
            return self._referred(event)
        assert isinstance(event, yaml.NodeEvent)
        if event.anchor:
            self._anchors[event.anchor] = None
        if isinstance(event, yaml.ScalarEvent):
            result = _scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            _check_tag(event, "sequence", "seq")
            result = self._sequence()
        else:
            assert isinstance(event, yaml.MappingStartEvent)
            _check_tag(event, "mapping", "map")
            result = self._mapping()
        if event.anchor:
            self._anchors[event.anchor] = result
        return result

    def _referred(self, event: yaml.AliasEvent) -> Value:
        place = _place_of(event)
        if event.anchor not in self._anchors:
            raise FunctionError(f'{place}reference to undefined anchor "{event.anchor}"')
        found = self._anchors[event.anchor]
        if found is None:
            raise FunctionError(
                f'{place}cannot refer to anchor "{event.anchor}" from inside its own definition'
            )
        return found

    def _sequence(self) -> Value:
        import yaml

        items: list[Value] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event))
        return tuple_of(items)

    def _mapping(self) -> Value:
        import yaml

        entries: dict[str, Value] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            place = _place_of(event)
            key = self._value(event)
            content = self._value(next(self._events))
            if key.raw == "<<" and isinstance(event, yaml.ScalarEvent):
                if not isinstance(content.raw, dict):
                    kind = friendly_name(content.type)
                    raise FunctionError(f"{place}cannot merge {kind} into mapping")
                entries |= content.raw
                continue
            entries[_key(key, place)] = content
        return object_of(entries)


def _key(key: Value, place: str) -> str:
    if key.is_null:
        raise FunctionError(f"{place}mapping key cannot be null")
    match key.raw:
        case str() as text:
            return text
        case bool() as truth:
            return "true" if truth else "false"
        case _ if key.type == NUMBER:
            return format_number(number_of(key))
    raise FunctionError(f"{place}only strings are allowed as mapping keys")


def _check_tag(event: yaml.CollectionStartEvent, what: str, expected: str) -> None:
    if event.tag and event.tag != TAG + expected:
        raise FunctionError(f"can't interpret {what} as {event.tag}")


def _scalar(event: yaml.ScalarEvent) -> Value:
    text, tag = event.value, event.tag
    if not tag:
        return string(text) if event.style else _resolved(text)
    if not tag.startswith(TAG):
        raise FunctionError(f'unsupported tag "{tag}"')
    if tag == TAG + "binary":
        try:
            b64decode(text, validate=True)
        except Base64Error:
            raise FunctionError(f'cannot parse "{text}" as {tag}: not valid base64') from None
    if event.style or tag in (TAG + "binary", TAG + "str"):
        return string(text)
    return _tagged(text, tag)


def _tagged(text: str, tag: str) -> Value:
    resolved = _resolved(text)
    fitting = {
        "null": True,
        "bool": resolved in (TRUE, FALSE),
        "int": resolved.type == NUMBER,
        "float": resolved.type == NUMBER,
        "timestamp": DATE.fullmatch(text) is not None,
    }
    kind = tag.removeprefix(TAG)
    if kind not in fitting:
        raise FunctionError(f'unsupported tag "{tag}"')
    if not fitting[kind]:
        raise FunctionError(f'cannot parse "{text}" as {tag}')
    return NULL if kind == "null" else resolved


def _resolved(text: str) -> Value:
    """What a scalar without quotes and tag means."""
    if text in WORDS:
        return WORDS[text]
    if text in NOT_A_NUMBER:
        raise FunctionError("floating point NaN is not supported")
    if BASED.fullmatch(text):
        return number(int(text, 0))
    if infinite := INFINITY.fullmatch(text):
        return number(parse_number(f"{infinite[1]}inf"))
    if DECIMAL.fullmatch(text):
        try:
            return number(parse_number(text))
        except ValueError as problem:
            raise FunctionError(str(problem)) from None
    return string(_moment(text) or text)


def _moment(text: str) -> str | None:
    found = DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day, *rest = found.groups()
    hour, minute, second = (int(part or 0) for part in (rest[:3] if rest[0] else rest[4:7]))
    try:
        moment = datetime(int(year), int(month), int(day), hour, minute, second)
    except ValueError:
        return None
    return moment.isoformat() + (rest[3] or "Z")


def _complaint(error: yaml.MarkedYAMLError) -> str:
    import yaml

    problem = str(error.problem)
    for pattern, words in GO_WORDS:
        if found := pattern.fullmatch(problem):
            problem = found.expand(words)
    if problem.startswith("expected <block end>"):
        sequence = "sequence" in str(error.context) or "collection" in str(error.context)
        problem = "did not find expected " + ("'-' indicator" if sequence else "key")
    mark = error.problem_mark
    if mark is None:
        return problem
    line, column = mark.line, mark.column
    scanning = isinstance(error, yaml.scanner.ScannerError)
    ended = not scanning or problem.startswith("could not find expected")
    if (
        ended
        and mark.index >= len(str(mark.buffer or "").rstrip("\0"))
        and mark.buffer is not None
        and column
    ):
        line, column = line + 1, 0
    if scanning:
        return _place(line + 1 if line else 0, 0) + problem
    return _place(line, column) + problem


def _place_of(event: yaml.Event, *, at_least: int = 0) -> str:
    mark = event.start_mark
    return _place(max(mark.line, at_least), mark.column) if mark else ""


def _place(line: int, column: int) -> str:
    """Terraform's reader counts lines from 0 and says nothing about the first one."""
    return f"on line {line}, column {column + 1}: " if line else ""
