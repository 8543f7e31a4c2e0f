"""Places in source text.

Positions count characters while the program works with them; `SourceFile` turns them into the bytes and
grapheme columns of Terraform's JSON only where a diagnostic is written out.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class SourcePosition:
    """A place between two characters: `offset` from 0, `line` and `column` from 1, all in characters."""

    offset: int
    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class SourceRange:
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

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their line ends; line 1 is item 0."""
        return tuple(line.removesuffix("\r") for line in self.text.split("\n"))

    def line(self, number: int) -> str:
        """Line `number`, from 1; empty past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def excerpt(self, where: SourceRange) -> str:
        """The text inside `where`."""
        return self.text[where.start.offset : where.end.offset]

    def byte_offset(self, position: SourcePosition) -> int:
        """The offset of `position` in the file's UTF-8 bytes."""
        return len(self.text[: position.offset].encode("utf-8", "surrogatepass"))

    @cached_property
    def _line_starts(self) -> array[int]:
        starts, at = array("q", [0]), self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def position(self, offset: int) -> SourcePosition:
        """The position of the character offset `offset`, clamped to the file."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._line_starts, offset)
        return SourcePosition(offset, line, offset - self._line_starts[line - 1] + 1)

    def range(self, start: int, end: int) -> SourceRange:
        """The range between two character offsets."""
        return SourceRange(self.name, self.position(start), self.position(end))
