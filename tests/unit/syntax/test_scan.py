"""Text to tokens: which newline counts, what is a word, where a template begins."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import Findings, SourceFile
from sm_tj_cli.syntax.scan import Inside, Scanner
from sm_tj_cli.syntax.tokens import END, Token
from tests.unit.syntax.cases import fault_of, place_of


def tokens(text: str, inside: Inside) -> list[Token]:
    """All tokens but the end."""
    scanner = Scanner(SourceFile("a", text), inside, Findings())
    found: list[Token] = []
    while (token := scanner.next()).type != END:
        assert token.text == text[token.start : token.end]
        found.append(token)
    return found


def kinds(text: str, inside: Inside = Inside.BODY) -> list[str]:
    """The types of all tokens."""
    return [token.type for token in tokens(text, inside)]


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


# Each token as its type and its text.
@pytest.mark.parametrize(
    ("text", "inside", "wanted"),
    [
        ("a.*.b", Inside.BRACKETS, "NAME=a DOT=. ASTERISK=* DOT=. NAME=b"),
        ("1.5e-3 1.a", Inside.BRACKETS, "FLOAT_LITERAL=1.5e-3 INT_LITERAL=1 DOT=. NAME=a"),
        ("a::b(c...)", Inside.BRACKETS, "NAME=a COLONS=:: NAME=b LPAR=( NAME=c ELLIPSIS=... RPAR=)"),
        ("éa-1_b", Inside.BRACKETS, "NAME=éa-1_b"),
        ("aé-1", Inside.BRACKETS, "NAME=aé-1"),
        ("a /* b */ / c // d", Inside.BRACKETS, "NAME=a SLASH=/ NAME=c"),
        ("\ufeffa", Inside.BRACKETS, "NAME=a"),
        ("x${a}", Inside.HEREDOC, "STRING_CHARS=x INTERP_START=${ NAME=a TEMPLATE_END=}"),
        ("${~a~}", Inside.HEREDOC, "INTERP_START=${~ NAME=a TEMPLATE_END=~}"),
        ("%{~if a}", Inside.HEREDOC, "DIRECTIVE_START=%{~ IF=if NAME=a TEMPLATE_END=}"),
        ("$${a} %%{ $", Inside.HEREDOC, "STRING_CHARS=$${a} %%{ $"),
        ("${{a=1}}", Inside.HEREDOC, "INTERP_START=${ LBRACE={ NAME=a EQ== INT_LITERAL=1 RBRACE=} TEMPLATE_END=}"),
        ("if else endif in", Inside.BRACKETS, "NAME=if NAME=else NAME=endif NAME=in"),
        ("%{else}%{endif}", Inside.HEREDOC, "DIRECTIVE_START=%{ ELSE=else TEMPLATE_END=} DIRECTIVE_START=%{ ENDIF=endif TEMPLATE_END=}"),
        ("%{endfor}", Inside.HEREDOC, "DIRECTIVE_START=%{ ENDFOR=endfor TEMPLATE_END=}"),
        ("%{for in in in}", Inside.HEREDOC, "DIRECTIVE_START=%{ FOR=for NAME=in IN=in NAME=in TEMPLATE_END=}"),
        ("[for if in if : if if if]", Inside.BRACKETS, "LSQB=[ FOR=for NAME=if IN=in NAME=if COLON=: NAME=if IF=if NAME=if RSQB=]"),
        ("{for a in b : a => 1 if c}", Inside.BRACKETS, "LBRACE={ FOR=for NAME=a IN=in NAME=b COLON=: NAME=a FOR_OBJECT_ARROW==> INT_LITERAL=1 IF=if NAME=c RBRACE=}"),
        ("[/* a */ for b in c : b]", Inside.BRACKETS, "LSQB=[ FOR=for NAME=b IN=in NAME=c COLON=: NAME=b RSQB=]"),
        ("{forms=1}", Inside.BRACKETS, "LBRACE={ NAME=forms EQ== INT_LITERAL=1 RBRACE=}"),
        ("(for)", Inside.BRACKETS, "LPAR=( NAME=for RPAR=)"),
    ],
)  # fmt: skip
def test_what_a_word_or_a_sign_is_depends_on_where_it_stands(
    text: str, inside: Inside, wanted: str
) -> None:
    assert " ".join(f"{token.type}={token.text}" for token in tokens(text, inside)) == wanted


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a = {\n b = 1\n\n # c\n}\n", 3),
        ("a = [\n 1,\n 2\n]\n", 1),
        ("a = {for b in\n c :\n b => b}\n", 1),
        ('a = "${b\n}"\n', 1),
        ("a {\n}\n", 2),
        ("a = <<E\nb\nE\n", 1),
        ("/* a\n */ b\r\n", 1),
    ],
    ids=["object", "tuple", "for object", "sequence", "block", "heredoc", "comment"],
)
def test_a_newline_counts_in_bodies_and_objects(text: str, lines: int) -> None:
    source, findings = SourceFile("a", text), Findings()
    scanner = Scanner(source, Inside.BODY, findings)
    found = []
    while (token := scanner.next()).type != END:
        found.append(token.type)
        scanner.in_value = "EQ" in found
    assert found.count("NL_OR_COMMENT") == lines


@pytest.mark.parametrize(
    ("text", "chars"),
    [
        ("<<E\nE\n", []),
        ("<<E\n\nE\n", ["\n"]),
        ("<<E\na\n  E  \n", ["a\n"]),
        ("<<-E\r\n a\r\nE\r\n", [" a\r\n"]),
        ("<<E-F\nE\nE-F\n", ["E\n"]),
        ("<<é\na\né\n", ["a\n"]),
        ("<<E\na${b}E\nE\n", ["a", "E\n"]),
        ("<<E\n${b}\nE\n", ["\n"]),
    ],
)
def test_a_heredocs_text_ends_before_its_marker(text: str, chars: list[str]) -> None:
    found = tokens(text, Inside.BRACKETS)
    assert [token.text for token in found if token.type == "STRING_CHARS"] == chars
    assert found[-1].type == "HEREDOC_END"
    assert found[-1].text == found[-1].text.rstrip()


@pytest.mark.parametrize("text", ["<<E\nEE\n", "<<E\nE", "<<E\nE x\n", "<<E\n-E\n"])
def test_a_heredoc_without_its_marker_goes_on_to_the_end(text: str) -> None:
    assert kinds(text, Inside.BRACKETS)[-1] == "STRING_CHARS"


@pytest.mark.parametrize(
    ("text", "summary", "where"),
    [
        ("a = 'b'", "Invalid character", "1,5-6"),
        ("a = ä@", "Invalid character", "1,6-7"),
        ("a = “b”", "Invalid character", "1,5-6"),
        ("a = 1 & 2", "Unsupported operator", "1,7-8"),
        ("a = ~1", "Unsupported operator", "1,5-6"),
        ("/* b\n", "Unterminated comment", "1,1-2"),
        ("a = 1 /* b", "Unterminated comment", "1,7-8"),
        ('a = "b\r\n', "Invalid multi-line string", "1,7-2,1"),
        ('a = "b\\\n', "Invalid multi-line string", "1,8-2,1"),
    ],
)
def test_what_is_no_token_is_told_in_its_place(text: str, summary: str, where: str) -> None:
    fault = fault_of(text)
    assert (fault.summary, place_of(fault)) == (summary, where)


def test_a_file_that_is_no_text_is_told_a_hundred_times_and_no_more() -> None:
    findings = Findings()
    scanner = Scanner(SourceFile("a", "\x00\n" * 500), Inside.BODY, findings)
    while scanner.next().type != END:
        pass
    assert len(findings.items) == 100


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
    assert "128 levels deep" in next(iter(findings.items)).detail
