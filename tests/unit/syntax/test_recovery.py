"""Going on behind a mistake: the statement around it is left, whatever is open in it, and no other."""

from __future__ import annotations

from time import process_time

import pytest

from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.syntax.nodes import Unreadable
from sm_tj_cli.syntax.parse import parse_file
from sm_tj_cli.syntax.recovery import RecoveringScanner
from sm_tj_cli.syntax.scan import Inside
from tests.unit.syntax.cases import told_of


def test_a_statement_can_be_skipped() -> None:
    scanner = RecoveringScanner(SourceFile("a", "a = ] 1 2\nb = 3\n"), Inside.BODY, Findings())
    scanner.next(), scanner.next()
    wrong = scanner.next()
    token = scanner.skip_statement(wrong, scanner.depth)
    while token.type == "NL_OR_COMMENT":
        token = scanner.next()
    assert token.text == "b"


OBJECT = """r {
  o = {
    a = %s
    b = 2
    c = [
      3,
    ]
  }
  p = 1
}
s {}
"""


@pytest.mark.parametrize(
    "mistake",
    [
        "1 2", "", "@", "f(1", "(", "[1", "1)", "{ d = }", '"${f("x"}"', '"${1"', "<<E\nleft {\nE 2\nE\n    d = 1 2",
        "{ d = [ }", "x ? 1", "[for x in y]", "-", "a.",
    ],
)  # fmt: skip
def test_a_mistake_in_an_object_ends_with_the_object(mistake: str) -> None:
    body, problems = parse_file(SourceFile("a.tf", OBJECT % mistake))
    assert len(list(problems)) == 1
    assert [block.type for block in body.blocks] == ["r", "s"]
    found = body.blocks[0].body.attributes
    assert list(found) == ["o", "p"]
    assert isinstance(found["o"].expression, Unreadable)


@pytest.mark.parametrize(
    "text",
    [
        "r {\n  o = {\n    a = 1 2\n    b = 2\n  p = 1\n}\ns {}\n",
        "r {\n  o = {\n    a = [\n\n  p = 1\n}\ns {}\n",
        "r {\n  o = [\n    { a = 1 2 },\n    3\n  p = 1\n}\ns {}\n",
        "r {\no = {\na = 1 2\nb = {\n}\n}\np = 1\n}\ns {}\n",
        "r {\r\n\to = {\r\n\t\ta = 1 2\r\n# left\r\n\t\tb = 2\r\n\t}\r\n\tp = 1\r\n}\r\ns {}\r\n",
    ],
    ids=["object left open", "two left open", "list left open", "no margins", "tabs and a comment"],
)
def test_the_layout_says_what_was_left_open(text: str) -> None:
    body, problems = parse_file(SourceFile("a.tf", text))
    assert len(list(problems)) == 1
    assert [block.type for block in body.blocks] == ["r", "s"]
    assert list(body.blocks[0].body.attributes) == ["o", "p"]


def test_a_block_without_its_brace_takes_no_other_in() -> None:
    text = "r {\n  a {\n  }\n  b = 1\n\ns {\n  c {}\n}\nt {}\n"
    body, problems = parse_file(SourceFile("a.tf", text))
    assert [problem.summary for problem in problems] == ["Unclosed configuration block"]
    assert [block.type for block in body.blocks] == ["r", "s", "t"]
    assert [block.type for block in body.blocks[0].body.blocks] == ["a"]


def test_a_pair_of_wrong_quotes_is_one_fault() -> None:
    assert [line for _, line in told_of("a = 'b'\nc = 'd'\n")] == [1, 2]


def test_a_file_of_mistakes_does_not_take_long() -> None:
    text = "r {\n  a = {\n" + "    b = { @\n" * 3_000
    start = process_time()
    parse_file(SourceFile("a.tf", text))
    assert process_time() - start < 10
