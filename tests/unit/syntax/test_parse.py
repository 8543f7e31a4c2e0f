"""Files, expressions and templates, each with its own rules for what may stand around."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.nodes import StringLiteral, Template, TupleConstructor
from sm_tj_cli.syntax.parse import parse_expression, parse_file, parse_template

RECORDED = json.loads(
    (Path(__file__).parents[2] / "spec" / "syntax" / "terraform.json").read_text("utf-8")
)


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case["name"])
def test_the_first_fault_of_a_file_is_terraforms(case: dict[str, object]) -> None:
    _, problems = parse_file(SourceFile(str(case["name"]), str(case["text"])))
    first = problems.errors[0] if problems.has_errors else None
    told = first and (first.summary, first.subject and first.subject.start.line)
    wanted = case["first"]
    assert told == (wanted and (wanted["summary"], wanted["line"]))  # type: ignore[index]


def test_what_is_right_is_read_although_something_else_is_wrong() -> None:
    body, problems = parse_file(SourceFile("a.tf", "a = 1\nb = = 2\nc = 3\nd {\n x = 1\n}\n"))
    assert (list(body.attributes), [block.type for block in body.blocks]) == (["a", "c"], ["d"])
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
