"""Regular expressions (RE2, as Go's): `regex`, `regexall`, `replace`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionError,
    Parameter,
    check_length,
    function,
    text_of,
)
from sm_tj_cli.values.types import DYNAMIC, STRING, ListType, ObjectType, TupleType, Type
from sm_tj_cli.values.value import Value, list_of, null, object_of, string, tuple_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import re2

PATTERN = Parameter("pattern", STRING)
REFERENCE = re.compile(r"\$(?:(\$)|\{(\w+)\}|(\w+))", re.ASCII)


@function(
    "regex",
    PATTERN,
    Parameter("string", STRING),
    returns=lambda arguments: _match_type(arguments),
    examples=(
        ('regex("[a-z]+", "53453453.345345aaabbbccc23454")', '"aaabbbccc"'),
        ('regex("(\\\\d\\\\d)-(\\\\d\\\\d)", "02-01")', '[\n  "02",\n  "01",\n]'),
        ('regex("(?P<major>\\\\d+)\\\\.", "1.4")', '{\n  "major" = "1"\n}'),
    ),
)
def regex(arguments: Arguments) -> Value:
    """What a regular expression matches: a string, or a tuple or object of its capture groups."""
    pattern = _compile(text_of(arguments[0]))
    found = pattern.search(text_of(arguments[1]))
    if found is None:
        raise FunctionError("pattern did not match any part of the given string")
    return _groups(found)


@function(
    "regexall",
    PATTERN,
    Parameter("string", STRING),
    returns=lambda arguments: ListType(_match_type(arguments)),
    examples=(('regexall("[a-z]+", "1234abcd5678efgh9")', 'tolist([\n  "abcd",\n  "efgh",\n])'),),
)
def regexall(arguments: Arguments) -> Value:
    """Everything that a regular expression matches, as a list of what `regex` gives."""
    pattern = _compile(text_of(arguments[0]))
    found = [_groups(match) for match in _matches(pattern, text_of(arguments[1]))]
    return list_of(_pattern_type(pattern), found)


@function(
    "replace",
    Parameter("str", STRING),
    Parameter("substr", STRING),
    Parameter("replace", STRING),
    returns=STRING,
    examples=(
        ('replace("1 + 2 + 3", "+", "-")', '"1 - 2 - 3"'),
        ('replace("hello world", "/w.*d/", "everybody")', '"hello everybody"'),
        ('replace("a-b", "/(\\\\w)-(\\\\w)/", "$2-$1")', '"b-a"'),
    ),
)
def replace(arguments: Arguments) -> Value:
    """The string with every occurrence of a substring, or of a `/regular expression/`, replaced."""
    text, wanted, replacement = map(text_of, arguments)
    if not (len(wanted) > 1 and wanted.startswith("/") and wanted.endswith("/")):
        check_length(len(text) + text.count(wanted) * len(replacement))
        return string(text.replace(wanted, replacement))
    try:
        pattern = _compiled(wanted[1:-1])
    except PatternError as error:
        raise FunctionError(f"error parsing regexp: {error}") from None
    written, position, length = [], 0, len(text)
    for match in _matches(pattern, text):
        put = _expanded(replacement, match)
        length += len(put)
        check_length(length)
        written += [text[position : match.start()], put]
        position = match.end()
    return string("".join([*written, text[position:]]))


def _match_type(arguments: Arguments) -> Type:
    return _pattern_type(_compile(text_of(arguments[0]))) if arguments[0].is_known else DYNAMIC


def _pattern_type(pattern: re2.Pattern) -> Type:
    if not pattern.groups:
        return STRING
    if not pattern.groupindex:
        return TupleType((STRING,) * pattern.groups)
    return ObjectType(tuple((name, STRING) for name in sorted(pattern.groupindex)))


def _groups(match: re2.Match) -> Value:
    groups = [null(STRING) if text is None else string(text) for text in match.groups()]
    if not groups:
        return string(match.group())
    names = match.re.groupindex
    if not names:
        return tuple_of(groups)
    return object_of({name: groups[index - 1] for name, index in names.items()})


def _matches(pattern: re2.Pattern, text: str) -> Iterator[re2.Match]:
    """All matches as Go finds them: nothing is not matched right behind another match."""
    end = -1
    for match in pattern.finditer(text):
        if match.start() < match.end() or match.start() != end:
            yield match
        end = match.end()


def _compile(text: str) -> re2.Pattern:
    try:
        pattern = _compiled(text)
    except PatternError as error:
        raise FunctionError(f"invalid regexp pattern: {error.code} in {error.where}", 0) from None
    if pattern.groupindex and len(pattern.groupindex) != pattern.groups:
        reason = "cannot mix both named and unnamed capture groups"
        raise FunctionError(f"invalid regexp pattern: {reason}", 0)
    return pattern


class PatternError(Exception):
    """What is wrong with a pattern, in Go's words, and the part of it that is to blame."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{code}: `{where}`")
        self.code = code
        self.where = where


# RE2's C++ words for what Go calls otherwise.
GO_WORDS = {
    "missing ]": "missing closing ]",
    "missing )": "missing closing )",
    "trailing \\": "trailing backslash at end of expression",
    "no argument for repetition operator": "missing argument to repetition operator",
    "invalid repetition size": "invalid repeat count",
    "bad repetition operator": "invalid nested repetition operator",
    "invalid perl operator": "invalid or unsupported Perl syntax",
    "invalid named capture group": "invalid named capture",
}


def _compiled(text: str) -> re2.Pattern:
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(text, options)
    except re2.error as error:
        message = error.args[0]
        message = message.decode() if isinstance(message, bytes) else str(message)
        code, _, where = message.partition(": ")
        raise PatternError(GO_WORDS.get(code, code), where) from None


def _expanded(replacement: str, match: re2.Match) -> str:
    """The replacement with Go's `$1`, `${name}` and `$$` put in; what names no group is empty."""

    def put_in(reference: re.Match[str]) -> str:
        if reference[1]:
            return "$"
        name = reference[2] or reference[3]
        if name.isdigit():
            index = int(name)
            return (match.group(index) or "") if index <= match.re.groups else ""
        index = match.re.groupindex.get(name)
        return (match.group(index) or "") if index else ""

    return REFERENCE.sub(put_in, replacement)
