"""The strings of JSON: what they stand for, and where each character stands."""

from __future__ import annotations

import pytest

from sm_tj_cli.syntax.nodes import StringLiteral, Template, TemplateWrap
from tests.unit.syntax.cases import body_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"a\n\t\"\\\/", 'a\n\t"\\/'),
        (r"\u00e4", "ä"),
        (r"\ud83d\ude00", "😀"),
        (r"\ud83d", "\ufffd"),
        ("ä😀", "ä😀"),
    ],
)
def test_escapes(text: str, value: str) -> None:
    found = body_of(f'{{"a": "{text}"}}', "a.tf.json").attributes["a"].expression
    assert isinstance(found, StringLiteral)
    assert found.value == value


def test_sequences_make_it_a_template_and_doubled_ones_do_not() -> None:
    body = body_of('{"a": "${b}", "c": "x ${d}", "e": "$${f}"}', "a.tf.json")
    kinds = [type(item.expression) for item in body.attributes.values()]
    assert kinds == [TemplateWrap, Template, Template]


def test_the_range_of_what_is_inside_counts_escapes_as_they_are_written() -> None:
    text = r'{"a": "\n\u00e4${bcd}"}'
    found = body_of(text, "a.tf.json").attributes["a"].expression
    assert isinstance(found, Template)
    where = found.parts[-1].range
    assert text[where.start.offset : where.end.offset] == "bcd"
