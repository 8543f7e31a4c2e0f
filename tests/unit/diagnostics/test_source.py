from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import SourceFile, SourcePosition

TEXT = 'a = "é"\r\nb = 2\n'
FILE = SourceFile("main.tf", TEXT)


def test_lines_have_no_line_ends() -> None:
    assert FILE.lines == ('a = "é"', "b = 2", "")
    assert (FILE.line(1), FILE.line(2), FILE.line(0), FILE.line(9)) == ('a = "é"', "b = 2", "", "")


@pytest.mark.parametrize(
    ("offset", "line", "column"),
    [(0, 1, 1), (4, 1, 5), (9, 2, 1), (13, 2, 5), (15, 3, 1), (99, 3, 1), (-1, 1, 1)],
)
def test_positions(offset: int, line: int, column: int) -> None:
    found = FILE.position(offset)
    assert (found.line, found.column) == (line, column)
    assert found.offset == max(0, min(offset, len(TEXT)))


def test_bytes_are_those_of_the_file() -> None:
    assert FILE.byte_offset(FILE.position(6)) == 7
    assert SourceFile("x", "\ud800a").byte_offset(SourcePosition(1, 1, 2)) == 3


def test_ranges() -> None:
    first, second = FILE.range(0, 1), FILE.range(9, 10)
    assert FILE.excerpt(second) == "b"
    assert FILE.excerpt(first.to(second)) == TEXT[:10]
    assert second.label == "main.tf line 2, column 1"
    assert first < second
