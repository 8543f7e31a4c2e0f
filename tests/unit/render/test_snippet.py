from __future__ import annotations

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.render.snippet import snippet, visible

SOURCE = SourceFile(
    "main.tf",
    'resource "aws_x" "y" {\n  a = [\n    1,\n    foo(2),\n  ]\n}\n\nlocals {\n  b = 1\n}\nc = 2\n',
)


def at(text: str) -> tuple[int, int]:
    start = SOURCE.text.index(text)
    return start, start + len(text)


def test_points_at_the_fault_inside_its_line() -> None:
    cut = snippet(SOURCE, SOURCE.range(*at("foo")), None)
    assert cut.code == "    foo(2),"
    assert cut.code[cut.start : cut.end] == "foo"
    assert cut.start_line == 4
    assert cut.context == 'resource "aws_x" "y"'


def test_shows_the_lines_of_the_context() -> None:
    cut = snippet(
        SOURCE, SOURCE.range(*at("foo")), SOURCE.range(*at("a = [\n    1,\n    foo(2),\n  ]"))
    )
    assert cut.code.splitlines() == ["  a = [", "    1,", "    foo(2),", "  ]"]
    assert cut.code[cut.start : cut.end] == "foo"
    assert cut.start_line == 2


def test_a_block_without_labels_is_a_context_and_the_top_is_none() -> None:
    assert snippet(SOURCE, SOURCE.range(*at("b = 1")), None).context == "locals"
    assert snippet(SOURCE, SOURCE.range(*at("c = 2")), None).context is None


def test_an_empty_range_is_made_visible() -> None:
    empty = SOURCE.range(3, 3)
    assert visible(empty).end.offset == 4
    end = SOURCE.range(len(SOURCE.text), len(SOURCE.text))
    cut = snippet(SOURCE, end, None)
    assert (cut.code, cut.start, cut.end) == ("", 0, 0)
