"""The lines of a file that a diagnostic is about (as Terraform's `views/json/diagnostic.go` cuts them)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sm_tj_cli.render.masking import masked_code

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import SourceFile, SourceRange

# Files are formatted so that only outermost blocks begin and end at the first column; reading the text again is not
# worth it for a hint. What the labels take back is kept in memory, so that they are short.
_OUTERMOST = re.compile(
    r"""^(?:\}|([^\W\d][\w-]*+)((?:[ \t]++(?:"(?:[^"\\\n]|\\.){0,256}+"|[^\W\d][\w-]*+)){0,8}+)[ \t]*+\{)""",
    re.MULTILINE,
)

# Characters; longer code is cut to the part around the fault.
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Snippet:
    """Whole lines of source text.

    Attributes:
        context: the outermost block around them, as its header is written; None outside of blocks.
        code: the lines without the last line end.
        start_line: the number of the first one.
        start: where the fault begins, in characters of `code`.
        end: where it ends.
    """

    context: str | None
    code: str
    start_line: int
    start: int
    end: int


def visible(subject: SourceRange) -> SourceRange:
    """The range, at least one character wide, so that there is something to point at."""
    if subject.end.offset > subject.start.offset:
        return subject
    start = subject.start
    return subject._replace(end=start._replace(offset=start.offset + 1, column=start.column + 1))


def snippet(source: SourceFile, subject: SourceRange, context: SourceRange | None) -> Snippet:
    """The lines of `subject`, and those of `context` around it."""
    subject = visible(subject)
    first, last = subject.start.line, _last_line(subject)
    if context is not None:
        first, last = min(first, context.start.line), max(last, _last_line(context))
    if source.line_start(last + 1) - source.line_start(first) > LONGEST:
        return _window(source, subject, first, last)
    code = masked_code("\n".join(source.line(number) for number in range(first, last + 1)))
    start = subject.start.column - 1 + _length(source, first, subject.start.line)
    end = subject.end.column - 1 + _length(source, first, subject.end.line)
    return Snippet(
        _enclosing_block(source, subject.start.line),
        code,
        first,
        min(start, len(code)),
        min(end, len(code)),
    )


def _window(source: SourceFile, subject: SourceRange, first: int, last: int) -> Snippet:
    """The part around the fault of lines that are too long to be read."""
    begin = max(source.line_start(first), subject.start.offset - LONGEST // 8)
    end = min(source.line_start(last + 1), begin + LONGEST // 2)
    text = _masked(source)

    def code(until: int) -> str:
        return text[begin : min(until, end)].replace("\r\n", "\n")

    part = code(end).removesuffix("\n")
    return Snippet(
        _enclosing_block(source, subject.start.line),
        part,
        source.position(begin).line,
        min(len(code(subject.start.offset)), len(part)),
        min(len(code(subject.end.offset)), len(part)),
    )


@lru_cache(maxsize=4)
def _masked(source: SourceFile) -> str:
    """The whole text without its secrets, which begin anywhere before the part that is shown."""
    return masked_code(source.text)


def _last_line(where: SourceRange) -> int:
    # A range that ends before the first character of a line does not touch that line.
    ends_before = where.end.column == 1 and where.end.line > where.start.line
    return where.end.line - 1 if ends_before else where.end.line


def _length(source: SourceFile, first: int, until: int) -> int:
    return sum(len(source.line(number)) + 1 for number in range(first, until))


def _enclosing_block(source: SourceFile, number: int) -> str | None:
    lines, headers = _outermost(source)
    at = bisect_right(lines, number) - 1
    if at >= 0 and lines[at] == number and headers[at] is None:
        # The brace that ends a block is still a part of it.
        at -= 1
    return headers[at] if at >= 0 else None


@lru_cache(maxsize=4)
def _outermost(source: SourceFile) -> tuple[list[int], list[str | None]]:
    """The lines on which outermost blocks begin, with their headers, and those on which they end."""
    lines: list[int] = []
    headers: list[str | None] = []
    for found in _OUTERMOST.finditer(source.text):
        lines.append(source.position(found.start()).line)
        labels = re.findall(r'"(?:[^"\\]|\\.)*"|[^\s"]+', found[2] or "")
        headers.append(" ".join([found[1], *labels]) if found[1] else None)
    return lines, headers
