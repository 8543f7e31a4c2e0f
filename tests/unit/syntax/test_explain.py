"""A token in the wrong place, in Terraform's words (its answers on whole files are in `tests/spec/syntax`)."""

from __future__ import annotations

import pytest

from tests.unit.syntax.cases import fault_of


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("a = ", "Invalid expression"),
        ("a = 1 +", "Invalid expression"),
        ("a = [1 2]", "Missing item separator"),
        ("a = [1", "Unterminated tuple constructor expression"),
        ("a = { b 1 }", "Missing key/value separator"),
        ("a = { b = 1 c = 2 }", "Missing attribute separator"),
        ("a = f(1 2)", "Missing argument separator"),
        ("a = f(1", "Unterminated function call"),
        ("a = (1", "Unbalanced parentheses"),
        ("a = b ? c", "Missing false expression in conditional"),
        ("a = b.", "Invalid attribute name"),
        ("a = b[1", "Missing close bracket on index"),
        ("a = [for x of y : x]", "Invalid 'for' expression"),
        ('a = "${b c}"', "Extra characters after interpolation expression"),
        ('a = "%{ if }"', "Invalid expression"),
        ("a = f(b... , c)", "Missing closing parenthesis"),
    ],
)
def test_a_mistake_has_its_words(text: str, summary: str) -> None:
    assert fault_of(text + "\n").summary == summary
