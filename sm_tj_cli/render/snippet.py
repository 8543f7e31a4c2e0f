"""The lines of a file that a diagnostic is about (as Terraform's `views/json/diagnostic.go` cuts them)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sm_tj_cli.render.masking import masked_code

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import SourceFile, SourceRange

_BLOCK_HEADER = re.compile(
    r"""^([^\W\d][\w-]*)((?:[ \t]+(?:"(?:[^"\\]|\\.)*"|[^\W\d][\w-]*))*)[ \t]*\{"""
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
    return replace(subject, end=replace(start, offset=start.offset + 1, column=start.column + 1))


def snippet(source: SourceFile, subject: SourceRange, context: SourceRange | None) -> Snippet:
    """The lines of `subject`, and those of `context` around it."""
    subject = visible(subject)
    first, last = subject.start.line, _last_line(subject)
    if context is not None:
        first, last = min(first, context.start.line), max(last, _last_line(context))
    code = masked_code("\n".join(source.line(number) for number in range(first, last + 1)))
    start = subject.start.column - 1 + _length(source, first, subject.start.line)
    end = subject.end.column - 1 + _length(source, first, subject.end.line)
    if len(code) > LONGEST:
        return _window(source, subject, code, first, start, end)
    return Snippet(
        _enclosing_block(source, subject.start.line),
        code,
        first,
        min(start, len(code)),
        min(end, len(code)),
    )


def _window(
    source: SourceFile, subject: SourceRange, code: str, first: int, start: int, end: int
) -> Snippet:
    """The part around the fault of lines that are too long to be read."""
    begin = max(0, start - LONGEST // 8)
    part = code[begin : begin + LONGEST // 2]
    return Snippet(
        _enclosing_block(source, subject.start.line),
        part,
        first + code.count("\n", 0, begin),
        start - begin,
        min(end - begin, len(part)),
    )


def _last_line(where: SourceRange) -> int:
    # A range that ends before the first character of a line does not touch that line.
    ends_before = where.end.column == 1 and where.end.line > where.start.line
    return where.end.line - 1 if ends_before else where.end.line


def _length(source: SourceFile, first: int, until: int) -> int:
    return sum(len(source.line(number)) + 1 for number in range(first, until))


def _enclosing_block(source: SourceFile, number: int) -> str | None:
    # Files are formatted so that only outermost blocks begin and end at the first column; reading the text
    # again is not worth it for a hint.
    for line in range(number, 0, -1):
        text = source.line(line)
        if line < number and text.startswith("}"):
            return None
        if found := _BLOCK_HEADER.match(text):
            return " ".join([found[1], *re.findall(r'"(?:[^"\\]|\\.)*"|[^\s"]+', found[2])])
    return None
