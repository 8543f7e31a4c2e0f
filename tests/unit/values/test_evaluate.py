"""Expressions mean what Terraform 1.11 says: its answers are recorded in `tests/spec/expressions`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.parse import parse_expression
from sm_tj_cli.values.evaluate import evaluate
from sm_tj_cli.values.functions import STANDARD
from sm_tj_cli.values.scope import NoReferences, Scope
from sm_tj_cli.values.types import to_json
from tests.spec.terraform import ask, wrapped
from tests.unit.values.functions.cases import FixedContext, plain

Answer = dict[str, Any]

SPEC = Path(__file__).parents[2] / "spec"
DIFFERENCES: dict[str, Answer] = {
    case["expression"]: case for case in json.loads((SPEC / "differences.json").read_text("utf-8"))
}
ASKED: dict[str, Answer] = {
    case["expression"]: case
    for path in sorted((SPEC / "expressions").glob("*.json"))
    for case in json.loads(path.read_text("utf-8"))
}
CASES = list(ASKED.values())


def named(case: Answer) -> str:
    """A case's expression, for the test's name."""
    return ascii(case["expression"])


def ours(text: str) -> Answer:
    """Our answer in the form of the records."""
    expression, problems = parse_expression(SourceFile("case.tf", wrapped(text)))
    value = None
    if expression is not None and not problems.has_errors:
        value, problems = evaluate(expression, Scope(NoReferences(), STANDARD, FixedContext()))
    if value is None or problems.has_errors:
        fault = problems.errors[0]
        assert fault.subject is not None
        return {"expression": text, "summary": fault.summary, "line": fault.subject.start.line}
    (item,) = value.parts()
    shown = plain(item)
    if "Inf" in json.dumps(shown):
        return {"expression": text, "infinite": True}
    # Terraform keeps what is never known as null.
    known = None if shown == "unknown" else shown
    return {"expression": text, "type": to_json(item.type), "value": known}


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["expression"] not in DIFFERENCES], ids=named
)
def test_the_answer_is_terraforms(case: Answer) -> None:
    answer = ours(case["expression"])
    if "summary" in case:
        assert (answer.get("line"), "summary" in answer) == (case["line"], True)
    else:
        assert answer == case


@pytest.mark.parametrize("case", DIFFERENCES.values(), ids=named)
def test_a_difference_has_a_reason_and_is_still_there(case: Answer) -> None:
    assert case["reason"]
    answer = ours(case["expression"])
    recorded = ASKED[case["expression"]]
    assert {key: answer[key] for key in case["ours"]} == case["ours"]
    assert {key: recorded.get(key) for key in case["ours"]} != case["ours"]


@pytest.mark.skipif(shutil.which("terraform") is None, reason="needs terraform 1.11")
def test_terraform_still_answers_what_is_recorded() -> None:
    sample = CASES[::40]
    assert ask([case["expression"] for case in sample]) == sample
