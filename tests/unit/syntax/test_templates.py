"""Escapes, strip markers and the indentation of heredocs."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.nodes import StringLiteral, Template, TemplateWrap
from sm_tj_cli.syntax.parse import parse_template
from tests.unit.syntax.cases import expression_of, fault_of, pieces_of, place_of


def parts_of(text: str) -> list[str]:
    """A template's parts: texts as they are, anything else as its kind."""
    found = expression_of(text)
    assert isinstance(found, Template)
    return [
        part.value if isinstance(part, StringLiteral) else f"<{type(part).__name__}>"
        for part in found.parts
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"a\n\r\t\"\\\u00e4\U0001F600"', 'a\n\r\t"\\ä😀'),
        (r'"\uD7FF\uE000\U0010FFFF"', "\ud7ff\ue000\U0010ffff"),
        ('"$${a} %%{b} $ % $$ %%"', "${a} %{b} $ % $$ %%"),
        ('""', ""),
        ("<<E\n a\n  $${b}\\n\nE\n", " a\n  ${b}\\n\n"),
        ("<<-E\n    a\n\n      b\n    E\n", "a\n\n  b\n"),
        ("<<-E\n\ta\n  b\n  E\n", "a\n b\n"),
        ("<<-E\n  a\n b\n   c\nE\n", " a\nb\n  c\n"),
        ("<<-E\r\n    a\r\n   b\r\n  E\r\n", " a\r\nb\r\n"),
        ("<<E\nE\n", ""),
    ],
)
def test_text_without_sequences_is_one_literal(text: str, value: str) -> None:
    found = expression_of(text)
    assert isinstance(found, StringLiteral)
    assert found.value == value


def test_a_lone_interpolation_is_the_value_itself() -> None:
    assert isinstance(expression_of('"${a}"'), TemplateWrap)
    assert not isinstance(expression_of('"${a}${b}"'), TemplateWrap)
    assert not isinstance(expression_of("<<E\n${a}\nE\n"), TemplateWrap)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (r'"a  ${~ b ~}\n  c"', ["a", "<Reference>", "c"]),
        (r'"a  ${~ b }\n  c"', ["a", "<Reference>", "\n  c"]),
        (r'"a  ${ b ~}\n  c"', ["a  ", "<Reference>", "c"]),
        ('" %{~ if a ~} b %{~ endif ~} c"', ["", "<TemplateIf>", "c"]),
        ("<<E\na\n\n  ${~ b ~}\n\nc\nE\n", ["a\n\n", "<Reference>", "\nc\n"]),
        ("<<E\na $ b \n${~ b}\nE\n", ["a $ b", "<Reference>", "\n"]),
        ("<<E\na $ \n${~ b}\nE\n", ["a $ ", "<Reference>", "\n"]),
        ("<<E\na %\t\r\n${~ b}\nE\n", ["a %\t", "<Reference>", "\n"]),
    ],
    ids=[
        "both sides",
        "the left side",
        "the right side",
        "beside directives",
        "one line only in a heredoc",
        "all of the line's end",
        "no white space right behind a dollar",
        "no white space right behind a percent sign",
    ],
)
def test_strip_markers_take_the_white_space_beside_them(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("<<-E\n    a ${b}\n      c\n    E\n", ["a ", "<Reference>", "\n  c\n"]),
        ("<<-E\n    ${b}\n      c\n    E\n", ["", "<Reference>", "\n  c\n"]),
        ("<<-E\n  a\n${b}  c\n  E\n", ["  a\n", "<Reference>", "  c\n"]),
        (
            "<<-E\n    a\n  ${b}\n    ${c}\nE\n",
            ["  a\n", "<Reference>", "\n  ", "<Reference>", "\n"],
        ),
        ("<<-E\n  a\n  %{ if b }\n    c\n  %{ endif }\n  E\n", ["a\n", "<TemplateIf>", "\n"]),
    ],
    ids=["in a line", "begins a line", "at the margin", "least indented", "directives"],
)
def test_indentation_counts_sequences_that_begin_a_line(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            '"ä${b}c"',
            [
                ("Template", '"ä${b}c"'),
                ("StringLiteral", "ä"),
                ("Reference", "b"),
                ("StringLiteral", "c"),
            ],
        ),
        ('"${b}"', [("TemplateWrap", '"${b}"'), ("Reference", "b")]),
        ('"b\\n"', [("StringLiteral", '"b\\n"')]),
        (
            "<<-E\n  b\n  c ${d}\n  e\n  E\n",
            [
                ("Template", "<<-E\n  b\n  c ${d}\n  e\n  E"),
                ("StringLiteral", "  b\n  c "),
                ("Reference", "d"),
                ("StringLiteral", "\n  e\n"),
            ],
        ),
    ],
    ids=["quoted", "lone", "literal", "heredoc"],
)
def test_ranges_are_those_of_the_written_text(text: str, pieces: list[tuple[str, str]]) -> None:
    assert pieces_of(text) == pieces


def test_a_template_of_its_own_covers_its_text() -> None:
    source = SourceFile("t", "a\n${b} c\n")
    found, _ = parse_template(source)
    assert found is not None
    assert found.range == source.range(0, len(source.text))


def test_what_a_template_of_its_own_lacks_is_told_at_its_end() -> None:
    _, problems = parse_template(SourceFile("t", "a\n%{ if b }c"))
    assert place_of(problems.errors[0]) == "2,11-11"


@pytest.mark.parametrize(
    ("text", "where", "detail"),
    [
        (r'"\x"', "1,6-8", 'The symbol "x" is not a valid escape sequence selector.'),
        (r'"ä\n\x"', "1,9-11", 'The symbol "x"'),
        (r'"\u12"', "1,6-10", "must be followed by four hexadecimal digits."),
        (r'"\U001234"', "1,6-14", "must be followed by eight hexadecimal digits."),
        (r'"\ud800"', "1,6-12", "Cannot encode character U+d800 in UTF-8."),
        (r'"\udfff"', "1,6-12", "Cannot encode character U+dfff in UTF-8."),
        (r'"\U00110000"', "1,6-16", "Cannot encode character U+110000 in UTF-8."),
    ],
)
def test_what_is_no_escape_is_told(text: str, where: str, detail: str) -> None:
    fault = fault_of(f"a = {text}\n")
    assert (fault.summary, place_of(fault)) == ("Invalid escape sequence", where)
    assert detail in fault.detail


@pytest.mark.parametrize(
    ("text", "summary", "where"),
    [
        ('a = "b\n"', "Invalid multi-line string", "1,7-2,1"),
        ('a = "b\r\n"', "Invalid multi-line string", "1,7-2,1"),
        ('a = "${"b\n"}"', "Invalid multi-line string", "1,10-2,1"),
        ('a = "b', "Unterminated template string", "1,7-7"),
        ("a = <<E\nb\n", "Unterminated template string", "3,1-1"),
        ("a = <<E\nb\nE c\n", "Unterminated template string", "4,1-1"),
    ],
)
def test_what_does_not_end_is_told(text: str, summary: str, where: str) -> None:
    fault = fault_of(text)
    assert (fault.summary, place_of(fault)) == (summary, where)
