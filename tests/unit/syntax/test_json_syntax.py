"""JSON to the same tree as native syntax, with the place of everything."""

from __future__ import annotations

import pytest

from sm_tj_cli.syntax.json_syntax import as_body
from sm_tj_cli.syntax.nodes import (
    KeywordLiteral,
    NumberLiteral,
    ObjectConstructor,
    StringLiteral,
    TemplateWrap,
    TupleConstructor,
)
from tests.unit.syntax.cases import body_of, fault_of, told_of

NAME = "a.tf.json"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1.5e3", NumberLiteral),
        ("true", KeywordLiteral),
        ("null", KeywordLiteral),
        ('"x"', StringLiteral),
        ('"${a}"', TemplateWrap),
        ("[1, [2]]", TupleConstructor),
        ('{"b": {}}', ObjectConstructor),
    ],
)
def test_each_kind_of_value_has_its_node(text: str, kind: type) -> None:
    assert isinstance(body_of(f'{{"a": {text}}}', NAME).attributes["a"].expression, kind)


def test_an_object_can_be_read_as_a_body() -> None:
    value = body_of('{"a": {"x": 1, "y": {"z": 2}}}', NAME).attributes["a"].expression
    assert isinstance(value, ObjectConstructor)
    body = as_body(value)
    assert (body.from_json, list(body.attributes)) == (True, ["x", "y"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"a"}',
        '{"a": }',
        '{"a": 1,}',
        "[1",
        '{"a": tru}',
        '{"a": 01}',
        '{"a": "\n"}',
        "{'a': 1}",
        '{"a": 1} x',
    ],
)
def test_what_is_no_json_is_told_in_its_place(text: str) -> None:
    fault = fault_of(text, NAME)
    assert fault.is_error
    assert fault.subject is not None


def test_deep_nesting_is_an_error_and_no_crash() -> None:
    told = told_of('{"a": ' + "[" * 5000, NAME)
    assert len(told) == 1


def test_a_place_in_a_template_is_one_in_the_document() -> None:
    fault = fault_of('{\n  "a": "x${"\n}', NAME)
    assert fault.subject is not None
    assert fault.subject.start.line == 2
