"""One expression out of the stream: where it ends, and how deep it may be."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.syntax.expressions import ExpressionReader
from sm_tj_cli.syntax.nodes import ObjectConstructor, StringLiteral
from sm_tj_cli.syntax.scan import Inside, Scanner
from tests.unit.syntax.cases import body_of, expression_of, told_of


def read(text: str, inside: Inside = Inside.BODY) -> tuple[str | None, str, list[str]]:
    """The text of the expression that a text begins with, the next token's type, and what is wrong."""
    source, findings = SourceFile("a", text), Findings()
    scanner = Scanner(source, inside, findings)
    scanner.in_value = True
    found, behind = ExpressionReader(source, scanner, findings).read(scanner.next())
    told = [item.summary for item in findings.result()]
    return found and source.excerpt(found.range), behind.type, told


@pytest.mark.parametrize(
    ("text", "expression", "behind"),
    [
        ("a + b\nc", "a + b", "NL_OR_COMMENT"),
        ("a # b\nc", "a", "NL_OR_COMMENT"),
        ("a", "a", "$END"),
        ("[\na\n]\nb", "[\na\n]", "NL_OR_COMMENT"),
        ("{\na = 1\n}\nb", "{\na = 1\n}", "NL_OR_COMMENT"),
        ('"${[\n1]}"\nb', '"${[\n1]}"', "NL_OR_COMMENT"),
        ("<<E\na\nE\nb", "<<E\na\nE", "NL_OR_COMMENT"),
        ("f(\na\n)\n", "f(\na\n)", "NL_OR_COMMENT"),
        ("(a) + b\n", "(a) + b", "NL_OR_COMMENT"),
    ],
)
def test_an_expression_ends_with_its_line_where_no_bracket_is_open(
    text: str, expression: str, behind: str
) -> None:
    assert read(text) == (expression, behind, [])


def test_it_ends_before_the_brace_of_the_block_around_it() -> None:
    assert list(body_of("a { b = 1 }").blocks[0].body.attributes) == ["b"]
    assert list(body_of("a { b = {} }").blocks[0].body.attributes) == ["b"]


@pytest.mark.parametrize(
    ("text", "behind", "told"),
    [
        ("1 +\n2", "NL_OR_COMMENT", ["Invalid expression"]),
        ("[1 2]", "INT_LITERAL", ["Missing item separator"]),
        ("1 + @", "INVALID", ["Invalid character"]),
        ("[1", "$END", ["Unterminated tuple constructor expression"]),
    ],
)
def test_a_mistake_is_told_once_and_its_token_is_handed_back(
    text: str, behind: str, told: list[str]
) -> None:
    assert read(text) == (None, behind, told)


def test_a_token_that_cannot_go_on_ends_it() -> None:
    assert read("1 2") == ("1", "INT_LITERAL", [])


@pytest.mark.parametrize(
    "text",
    ["{ a { b = 1 } }", '{ "a" { b = 1 } }', "{\n  a {\n    b = 1\n  }\n}", "{ a = { b = 1 } }"],
)
def test_blocks_inside_objects_are_objects_as_in_terraform_0_11(text: str) -> None:
    found = expression_of(text)
    assert isinstance(found, ObjectConstructor)
    (item,) = found.items
    assert isinstance(item.key, StringLiteral)
    assert isinstance(item.value, ObjectConstructor)
    assert (item.key.value, len(item.value.items)) == ("a", 1)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("-" * 127 + "1", False),
        ("-" * 128 + "1", True),
        ("(" * 126 + "1" + ")" * 126, False),
        ("(" * 200 + "1" + ")" * 200, True),
        ("a" + "[0]" * 10 + " ? 1 : b" * 200, True),
        (" + ".join(["1"] * 128), False),
        (" + ".join(["1"] * 129), True),
        ("[" + ", ".join(["1"] * 1000) + "]", False),
        ("a" + ".b" * 1000, False),
    ],
    ids=[
        "signs",
        "too many signs",
        "brackets",
        "too many brackets",
        "conditionals",
        "a sum",
        "too long a sum",
        "a long list",
        "a long path",
    ],
)
def test_levels_are_counted_and_neither_items_nor_steps(text: str, is_told: bool) -> None:
    assert told_of(f"x = {text}\n") == [("Nesting too deep", 1)] * is_told
