"""Regular expressions (RE2, as Go's): `regex`, `regexall`, `replace`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionContext,
    FunctionError,
    Parameter,
    check_length,
    function,
    function_of_context,
    text_of,
)
from sm_tj_cli.values.types import DYNAMIC, STRING, ListType, ObjectType, TupleType, Type
from sm_tj_cli.values.value import Value, list_of, null, object_of, string, tuple_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import re2

    from sm_tj_cli.values.budget import Budget

PATTERN = Parameter("pattern", STRING)
STEPS_PER_MATCH = 4
SEARCHED_PER_STEP = 2048
GROUPS_PER_STEP = 64
MOST_NESTED = MOST_GROUPS = 1000
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
    found = pattern.compiled.search(text_of(arguments[1]))
    if found is None:
        raise FunctionError("pattern did not match any part of the given string")
    return _groups(pattern, found)


@function_of_context(
    "regexall",
    PATTERN,
    Parameter("string", STRING),
    returns=lambda arguments: ListType(_match_type(arguments)),
    examples=(('regexall("[a-z]+", "1234abcd5678efgh9")', 'tolist([\n  "abcd",\n  "efgh",\n])'),),
)
def regexall(arguments: Arguments, context: FunctionContext) -> Value:
    """Everything that a regular expression matches, as a list of what `regex` gives."""
    pattern = _compile(text_of(arguments[0]))
    matches = _matches(pattern, text_of(arguments[1]), context.budget)
    found = [_groups(pattern, match) for match in matches]
    return list_of(_pattern_type(pattern), found)


@function_of_context(
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
def replace(arguments: Arguments, context: FunctionContext) -> Value:
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
    for match in _matches(pattern, text, context.budget):
        put = _expanded(replacement, pattern, match)
        length += len(put)
        check_length(length)
        written += [text[position : match.start()], put]
        position = match.end()
    return string("".join([*written, text[position:]]))


def _match_type(arguments: Arguments) -> Type:
    return _pattern_type(_compile(text_of(arguments[0]))) if arguments[0].is_known else DYNAMIC


def _pattern_type(pattern: Pattern) -> Type:
    if not pattern.compiled.groups:
        return STRING
    if not pattern.names:
        return TupleType((STRING,) * pattern.compiled.groups)
    return ObjectType(tuple((name, STRING) for name in sorted(set(pattern.names))))


def _groups(pattern: Pattern, match: re2.Match) -> Value:
    groups = [null(STRING) if text is None else string(text) for text in match.groups()]
    if not groups:
        return string(match.group())
    if not pattern.names:
        return tuple_of(groups)
    return object_of(dict(zip(pattern.names, groups, strict=True)))


def _matches(pattern: Pattern, text: str, budget: Budget) -> Iterator[re2.Match]:
    """All matches as Go finds them: nothing is not matched right behind another match.

    Raises:
        OutOfBudget: there are too many; to find each may have taken a look at all of the text behind it, and one group for each of
            the others.
    """
    end = -1
    for match in pattern.compiled.finditer(text):
        groups = pattern.compiled.groups
        steps = STEPS_PER_MATCH * (1 + groups) + groups * groups // GROUPS_PER_STEP
        budget.spend(steps + (len(text) - match.start()) // SEARCHED_PER_STEP)
        if match.start() < match.end() or match.start() != end:
            yield match
        end = match.end()


def _compile(text: str) -> Pattern:
    try:
        pattern = _compiled(text)
    except PatternError as error:
        raise FunctionError(f"invalid regexp pattern: {error.code} in {error.where}", 0) from None
    if any(pattern.names) and not all(pattern.names):
        reason = "cannot mix both named and unnamed capture groups"
        raise FunctionError(f"invalid regexp pattern: {reason}", 0)
    return pattern


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern; `names` are those of its groups in their order, empty for one without, none without any."""

    compiled: re2.Pattern
    names: tuple[str, ...]


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


PIECE = re.compile(
    r"\\Q.*?(?:\\E|$)|\\(?P<escape>.)|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|\(\?P?<(?P<name>[^>]*)>|(?P<group>\((?!\?))|(?P<other>\()|(?P<close>\))",
    re.DOTALL,
)
"""What is looked at in a pattern: the rest of it means the same to RE2 and Go."""


def _compiled(text: str) -> Pattern:
    """Raises PatternError."""
    import re2

    names: list[str] = []
    depth = 0

    def as_go(piece: re.Match[str]) -> str:
        nonlocal depth
        name = piece["name"]
        depth += bool(piece["group"] or piece["other"] or name) - bool(piece["close"])
        if depth > MOST_NESTED:
            raise PatternError("expression nests too deeply", text)
        if len(names) > MOST_GROUPS:
            raise PatternError(f"more than {MOST_GROUPS:,} capture groups", text)
        if piece["escape"] == "C":
            raise PatternError("invalid escape sequence", "\\C")
        if name is None:
            names.extend([""] if piece["group"] else [])
            return piece[0]
        if not name.isascii():
            raise PatternError("invalid named capture", piece[0])
        # Go takes a name twice, RE2 does not.
        names.append(name)
        return piece[0] if names.count(name) == 1 else f"(?P<{name}_again{len(names)}>"

    options = re2.Options()
    options.log_errors = False
    try:
        compiled = re2.compile(PIECE.sub(as_go, text), options)
    except re2.error as error:
        message = error.args[0]
        message = message.decode() if isinstance(message, bytes) else str(message)
        code, _, where = message.partition(": ")
        raise PatternError(GO_WORDS.get(code, code), where) from None
    return Pattern(compiled, tuple(names) if any(names) else ())


def _expanded(replacement: str, pattern: Pattern, match: re2.Match) -> str:
    """The replacement with Go's `$1`, `${name}` and `$$` put in; what names no group is empty."""

    def put_in(reference: re.Match[str]) -> str:
        if reference[1]:
            return "$"
        name = reference[2] or reference[3]
        if name.isdigit():
            index = int(name)
            return (match.group(index) or "") if index <= match.re.groups else ""
        return (match.group(pattern.names.index(name) + 1) or "") if name in pattern.names else ""

    return REFERENCE.sub(put_in, replacement)
