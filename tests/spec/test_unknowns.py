"""Expressions over values that are not known yet mean what Terraform plans for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.syntax.parse import parse_expression
from sm_tj_cli.values.evaluate import evaluate
from sm_tj_cli.values.functions import STANDARD
from sm_tj_cli.values.scope import Scope
from tests.spec.terraform import wrapped
from tests.spec.unknowns import OURS, RECORDS
from tests.unit.values.functions.cases import FixedContext, NamedValues, plain

if TYPE_CHECKING:
    from tests.spec.terraform import Answer

CASES: list[Answer] = json.loads(RECORDS.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[ascii(case["expression"]) for case in CASES])
def test_the_answer_is_terraforms(case: Answer) -> None:
    expression, problems = parse_expression(SourceFile("case.tf", wrapped(case["expression"])))
    assert expression is not None, list(problems)
    scope = Scope(NamedValues({"local": OURS}), STANDARD, FixedContext(timestamp=None))
    value, problems = evaluate(expression, scope)
    answer: Answer = {"expression": case["expression"]}
    if problems.has_errors:
        fault = problems.errors[0]
        assert fault.subject is not None
        answer |= {"summary": fault.summary, "line": fault.subject.start.line}
    else:
        shown = plain(value)
        answer["value"] = shown[0] if isinstance(shown, list) else shown
    assert answer == case
