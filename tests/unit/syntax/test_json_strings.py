"""The strings of JSON: what they stand for, and where each character stands."""

from __future__ import annotations

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.nodes import StringLiteral, Template, TemplateWrap
from sm_tj_cli.syntax.parse import parse_file
from tests.unit.syntax.cases import body_of, fault_of, place_of

NAME = "a.tf.json"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"a\n\t\"\\\/", 'a\n\t"\\/'),
        (r"\b\f\r", "\b\f\r"),
        (r"\u00e4\u0000", "ä\0"),
        (r"\ud83d\ude00", "😀"),
        (r"\uD83D\uDE00", "😀"),
        (r"\udbff\udfff", "\U0010ffff"),
        (r"\ud83d", "\ufffd"),
        (r"\ude00\ud83d", "\ufffd\ufffd"),
        (r"\ud83d\u00e4", "\ufffdä"),
        (r"\ud7ff\ue000", "\ud7ff\ue000"),
        ("ä😀", "ä😀"),
        ("", ""),
        ("$ % $a %% {}", "$ % $a %% {}"),
    ],
)
def test_escapes(text: str, value: str) -> None:
    found = body_of(f'{{"a": "{text}"}}', NAME).attributes["a"].expression
    assert isinstance(found, StringLiteral)
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("${b}", TemplateWrap),
        ("x ${d}", Template),
        ("$${f}", Template),
        ("%{ if b }c%{ endif }", Template),
        (r"\u0024{b}", TemplateWrap),
    ],
)
def test_sequences_make_it_a_template(text: str, kind: type) -> None:
    found = body_of(f'{{"a": "{text}"}}', NAME).attributes["a"].expression
    assert isinstance(found, kind)


def test_a_doubled_sequence_is_text_and_an_escape_inside_is_that_of_json_alone() -> None:
    found = body_of(r'{"a": "$${f}\\n"}', NAME).attributes["a"].expression
    assert isinstance(found, Template)
    (part,) = found.parts
    assert isinstance(part, StringLiteral)
    assert part.value == r"${f}\n"


@pytest.mark.parametrize(
    "before", ["", "x", r"\n\u00e4", "😀", r"\ud83d\ude00"], ids=lambda text: ascii(text)
)
def test_the_range_of_what_is_inside_counts_escapes_as_they_are_written(before: str) -> None:
    source = SourceFile(NAME, f'{{\n "a": "{before}${{ bcd }}"}}')
    found = parse_file(source)[0].attributes["a"].expression
    inner = found.parts[-1] if isinstance(found, Template) else found
    inner = inner.expression if isinstance(inner, TemplateWrap) else inner
    assert source.excerpt(inner.range) == "bcd"
    assert source.excerpt(found.range) == f'"{before}${{ bcd }}"'
    assert inner.range.start.line == 2


@pytest.mark.parametrize(
    ("text", "summary", "where"),
    [
        ('"x${"', "Missing expression", "1,11-11"),
        ('"${b:c}"', "Extra characters after interpolation expression", "1,11-12"),
        (r'"\n\u00e4${b c}"', "Extra characters after interpolation expression", "1,20-21"),
        (r'"${\"b}"', "Unterminated template string", "1,14-14"),
        ('"%{ endif }"', "Unexpected endif directive", "1,8-18"),
        ('"%{ if b }"', "Unexpected end of template", "1,17-17"),
    ],
)
def test_what_is_wrong_inside_is_told_in_the_document(text: str, summary: str, where: str) -> None:
    fault = fault_of(f'{{"a": {text}}}', NAME)
    assert (fault.summary, place_of(fault)) == (summary, where)


def test_a_string_that_is_no_template_has_its_escapes_resolved() -> None:
    source = SourceFile("a.tfvars.json", r'{"a": "\u00e4${b"}')
    found = parse_file(source, templates=False)[0].attributes["a"].expression
    assert isinstance(found, StringLiteral)
    assert (found.value, source.excerpt(found.range)) == ("ä${b", r'"\u00e4${b"')
