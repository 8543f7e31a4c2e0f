"""Escapes, strip markers and the indentation of heredocs."""

from __future__ import annotations

import pytest

from sm_tj_cli.syntax.nodes import StringLiteral, Template, TemplateWrap
from tests.unit.syntax.cases import expression_of, fault_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"a\n\t\"\\\u00e4\U0001F600"', 'a\n\t"\\ä😀'),
        ('"$${a} %%{b} $ % $$ %%"', "${a} %{b} $ % $$ %%"),
        ("<<E\n a\n  $${b}\\n\nE\n", " a\n  ${b}\\n\n"),
        ("<<-E\n    a\n\n      b\n    E\n", "a\n\n  b\n"),
        ("<<-E\n\ta\n  b\n  E\n", "a\n b\n"),
        ("<<E\nE\n", ""),
    ],
)
def test_text_without_sequences_is_one_literal(text: str, value: str) -> None:
    found = expression_of(text)
    assert isinstance(found, StringLiteral)
    assert found.value == value


def test_a_lone_interpolation_is_the_value_itself() -> None:
    assert isinstance(expression_of('"${a}"'), TemplateWrap)


def test_strip_markers_take_the_white_space_beside_them() -> None:
    found = expression_of('"a  ${~ b ~}\n  c"'.replace("\n", "\\n"))
    assert isinstance(found, Template)
    texts = [part.value for part in found.parts if isinstance(part, StringLiteral)]
    assert texts == ["a", "c"]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (r'a = "\x"', "Invalid escape sequence"),
        (r'a = "\u12"', "Invalid escape sequence"),
        (r'a = "\ud800"', "Invalid escape sequence"),
        ('a = "b\n"', "Invalid multi-line string"),
        ("a = <<E\nb\n", "Unterminated template string"),
    ],
)
def test_what_is_no_string_is_told(text: str, summary: str) -> None:
    assert fault_of(text + "\n").summary == summary
