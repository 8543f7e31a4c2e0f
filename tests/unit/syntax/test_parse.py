"""Files, expressions and templates, each with its own rules for what may stand around."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.nodes import StringLiteral, Template, TupleConstructor, Unreadable
from sm_tj_cli.syntax.parse import parse_expression, parse_file, parse_template

RECORDED = json.loads(
    (Path(__file__).parents[2] / "spec" / "syntax" / "terraform.json").read_text("utf-8")
)


def first_of(case: dict[str, Any]) -> dict[str, Any] | None:
    """The first fault in the form of the records, where an empty place is one character wide."""
    source = SourceFile(case["name"], case["text"])
    _, problems = parse_file(source)
    if not problems.has_errors:
        return None
    first = problems.errors[0]
    assert first.subject is not None
    start, end = first.subject.start, first.subject.end
    wider = 1 if start == end else 0
    return {
        "summary": first.summary,
        "detail": first.detail,
        "place": [f"{start.line},{start.column}", f"{end.line},{end.column + wider}"],
        "bytes": [source.byte_offset(start), source.byte_offset(end) + wider],
    }


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: f"{case['name']}: {case['text']!a:.60}")
def test_the_first_fault_of_a_file_is_terraforms(case: dict[str, Any]) -> None:
    found = first_of(case)
    assert found == case.get("ours", case["first"])
    assert (found != case["first"]) is bool(case.get("reason"))


def test_what_is_right_is_read_although_something_else_is_wrong() -> None:
    body, problems = parse_file(SourceFile("a.tf", "a = 1\nb = = 2\nc = 3\nd {\n x = 1\n}\n"))
    assert (list(body.attributes), [block.type for block in body.blocks]) == (
        ["a", "b", "c"],
        ["d"],
    )
    assert isinstance(body.attributes["b"].expression, Unreadable)
    assert len(problems.errors) == 1


def test_an_expression_may_stand_among_lines_and_comments() -> None:
    found, problems = parse_expression(SourceFile("a", "\n# c\n[1,\n 2] /* d */\n"))
    assert isinstance(found, TupleConstructor)
    assert not problems


def test_nothing_may_stand_behind_an_expression() -> None:
    found, problems = parse_expression(SourceFile("a", "1 2"))
    assert (found, problems.errors[0].summary) == (None, "Extra characters after expression")


def test_a_template_is_all_of_its_text() -> None:
    plain, _ = parse_template(SourceFile("a", 'say "hi"\n'))
    assert isinstance(plain, StringLiteral)
    assert plain.value == 'say "hi"\n'
    mixed, _ = parse_template(SourceFile("a", "a ${b} c"))
    assert isinstance(mixed, Template)


def test_the_end_of_the_name_decides_on_json() -> None:
    body, problems = parse_file(SourceFile("a.tf.json", '{"a": 1}'))
    assert (body.from_json, list(body.attributes), len(problems)) == (True, ["a"], 0)
