"""Text to tokens: which newline counts, what is a word, where a template begins."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.syntax.scan import Inside, Scanner
from sm_tj_cli.syntax.tokens import END


def kinds(text: str, inside: Inside = Inside.BODY) -> list[str]:
    """The types of all tokens."""
    scanner = Scanner(SourceFile("a", text), inside, Findings())
    found: list[str] = []
    while (token := scanner.next()).type != END:
        found.append(token.type)
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a = 1\n", ["NAME", "EQ", "INT_LITERAL", "NL_OR_COMMENT"]),
        ("# c\na # d\n", ["NL_OR_COMMENT", "NAME", "NL_OR_COMMENT"]),
        ("[1,\n2]", ["LSQB", "INT_LITERAL", "COMMA", "INT_LITERAL", "RSQB"]),
        ("(1 /* x\n */ + 2)", ["LPAR", "INT_LITERAL", "PLUS", "INT_LITERAL", "RPAR"]),
        ('"a"', ["DBLQUOTE", "STRING_CHARS", "DBLQUOTE"]),
        ('"${a}"', ["DBLQUOTE", "INTERP_START", "NAME", "TEMPLATE_END", "DBLQUOTE"]),
        ("1.5e3", ["FLOAT_LITERAL"]),
        ("ä-b", ["NAME"]),
        ("a.b", ["NAME", "DOT", "NAME"]),
        ("@", ["INVALID"]),
    ],
)
def test_tokens_of_a_body(text: str, wanted: list[str]) -> None:
    assert kinds(text) == wanted


def test_for_and_in_are_words_only_where_they_mean_something() -> None:
    assert "FOR" not in kinds("for = 1\n")
    assert "FOR" in kinds("[for a in b : a]")
    assert "IN" in kinds("[for a in b : a]")


def test_a_heredoc_ends_at_its_marker_alone_on_a_line() -> None:
    found = kinds("<<E\nE x\n E2\n  E\n", Inside.BRACKETS)
    assert (found[0], found[-1], found.count("HEREDOC_END")) == ("HEREDOC_BEGIN", "HEREDOC_END", 1)


@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ("(", ")"), ("{a=", "}"), ('"${', '}"')]
)
def test_too_much_nesting_is_one_error(opening: str, closing: str) -> None:
    findings = Findings()
    scanner = Scanner(
        SourceFile("a", opening * 300 + "1" + closing * 300), Inside.BRACKETS, findings
    )
    while scanner.next().type not in {END, "INVALID"}:
        pass
    assert "128 levels deep" in findings.items[0].detail


def test_a_statement_can_be_skipped() -> None:
    scanner = Scanner(SourceFile("a", "a = ] 1 2\nb = 3\n"), Inside.BODY, Findings())
    scanner.next(), scanner.next()
    wrong = scanner.next()
    token = scanner.skip_statement(wrong, scanner.depth)
    while token.type == "NL_OR_COMMENT":
        token = scanner.next()
    assert token.text == "b"
