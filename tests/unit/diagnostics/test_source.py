"""Places in a text: by offset, by line and column, and in bytes."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import SourceFile

SOURCE = SourceFile("main.tf", "a\r\nbä\n\nc")


@pytest.mark.parametrize(
    ("offset", "line", "column"),
    [(-5, 1, 1), (0, 1, 1), (3, 2, 1), (5, 2, 3), (6, 3, 1), (7, 4, 1), (8, 4, 2), (99, 4, 2)],
)
def test_a_position_knows_its_line_and_column(offset: int, line: int, column: int) -> None:
    position = SOURCE.position(offset)
    assert (position.line, position.column) == (line, column)


def test_lines_are_without_their_ends_and_empty_past_the_last() -> None:
    assert [SOURCE.line(number) for number in range(6)] == ["", "a", "bä", "", "c", ""]


def test_a_range_is_cut_out_named_and_joined() -> None:
    first, last = SOURCE.range(0, 1), SOURCE.range(7, 8)
    assert SOURCE.excerpt(first.to(last)) == SOURCE.text
    assert last.label == "main.tf line 4, column 1"


def test_bytes_are_those_of_utf_8() -> None:
    assert SOURCE.byte_offset(SOURCE.position(5)) == 6
