"""Expressions mean what Terraform 1.11 says: its answers are recorded in `tests/spec/expressions`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.parse import parse_expression
from sm_tj_cli.values.evaluate import evaluate
from sm_tj_cli.values.functions import STANDARD
from sm_tj_cli.values.json_values import to_json
from sm_tj_cli.values.scope import NoReferences, Scope
from sm_tj_cli.values.types import to_json as type_to_json
from tests.unit.values.functions.cases import FixedContext

SPEC = Path(__file__).parents[2] / "spec" / "expressions"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['expression']}")
    for path in sorted(SPEC.glob("*.json"))
    for case in json.loads(path.read_text("utf-8"))
]


def ours(text: str) -> dict[str, object]:
    """Our answer in the form of the records."""
    expression, problems = parse_expression(SourceFile("x", text))
    if expression is None or problems.has_errors:
        return {"expression": text, "refused": problems.errors[0].summary}
    value, problems = evaluate(expression, Scope(NoReferences(), STANDARD, FixedContext()))
    if problems.has_errors:
        return {"expression": text, "refused": problems.errors[0].summary}
    if value.is_null:
        return {"expression": text, "value": None}
    kind = type_to_json(value.type)
    return {"expression": text, "type": kind, "value": to_json(value)}


@pytest.mark.parametrize("case", CASES)
def test_the_answer_is_terraforms(case: dict[str, object]) -> None:
    answer = ours(str(case["expression"]))
    if "refused" in case:
        assert "refused" in answer
    else:
        assert answer == case
