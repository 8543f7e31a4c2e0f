"""Places in source text.

Positions count characters while the program works with them; `SourceFile` turns them into the bytes and
grapheme columns of Terraform's JSON only where a diagnostic is written out.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

# Characters between two places whose offset in bytes is kept.
_STRIDE = 4_096


class SourcePosition(NamedTuple):
    """A place between two characters: `offset` from 0, `line` and `column` from 1, all in characters."""

    offset: int
    line: int
    column: int


class SourceRange(NamedTuple):
    """From `start` up to, not including, `end`, in the file `filename` (as the user named it)."""

    filename: str
    start: SourcePosition
    end: SourcePosition

    def to(self, other: SourceRange) -> SourceRange:
        """The range from the start of this one to the end of `other`."""
        return SourceRange(self.filename, self.start, other.end)

    @property
    def label(self) -> str:
        """`main.tf line 3, column 5`, fit for the middle of a sentence."""
        return f"{self.filename} line {self.start.line}, column {self.start.column}"


@dataclass(frozen=True)
class SourceFile:
    """A file as it was read: `name` as the user knows it, `text` decoded."""

    name: str
    text: str

    def line(self, number: int) -> str:
        """Line `number`, from 1, without its line end; empty past the end."""
        if not 0 < number <= len(self._line_starts):
            return ""
        return (
            self.text[self.line_start(number) : self.line_start(number + 1)]
            .removesuffix("\n")
            .removesuffix("\r")
        )

    def line_start(self, number: int) -> int:
        """The offset at which line `number`, from 1, begins; past the last one the end of the text."""
        starts = self._line_starts
        return starts[number - 1] if number <= len(starts) else len(self.text)

    def excerpt(self, where: SourceRange) -> str:
        """The text inside `where`."""
        return self.text[where.start.offset : where.end.offset]

    def byte_offset(self, position: SourcePosition) -> int:
        """The offset of `position` in the file's UTF-8 bytes."""
        offset = position.offset
        if self.text.isascii():
            return min(offset, len(self.text))
        stride = min(offset, len(self.text)) // _STRIDE
        return self._byte_offsets[stride] + _bytes(self.text[stride * _STRIDE : offset])

    @cached_property
    def _byte_offsets(self) -> array[int]:
        offsets = array("q", [0])
        for at in range(0, len(self.text), _STRIDE):
            offsets.append(offsets[-1] + _bytes(self.text[at : at + _STRIDE]))
        return offsets

    @cached_property
    def _line_starts(self) -> array[int]:
        starts, at = array("q", [0]), self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def position(self, offset: int) -> SourcePosition:
        """The position of the character offset `offset`, clamped to the file."""
        if not 0 <= offset <= len(self.text):
            offset = 0 if offset < 0 else len(self.text)
        starts = self._line_starts
        line = bisect_right(starts, offset)
        return SourcePosition(offset, line, offset - starts[line - 1] + 1)

    def range(self, start: int, end: int) -> SourceRange:
        """The range between two character offsets."""
        first, starts = self.position(start), self._line_starts
        line = first.line
        if start <= end < (starts[line] if line < len(starts) else len(self.text)):
            # Nearly all ranges end on their first line.
            return SourceRange(
                self.name, first, SourcePosition(end, line, first.column + end - start)
            )
        return SourceRange(self.name, first, self.position(end))


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
