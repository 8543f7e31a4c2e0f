"""What Terraform 1.11 answered, recorded in `tests/spec/functions`, and how to ask the same of ours.

A case is an expression with its type and value, numbers as `#digits`, or with the summary and detail of its error.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.diagnostics import Diagnostics, SourceFile
from sm_tj_cli.syntax.parse import parse_expression
from sm_tj_cli.values.budget import Budget
from sm_tj_cli.values.evaluate import evaluate
from sm_tj_cli.values.functions import STANDARD
from sm_tj_cli.values.numbers import format_number
from sm_tj_cli.values.scope import Scope
from sm_tj_cli.values.types import to_json
from sm_tj_cli.values.value import Unknown, Value, string

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Step

SPEC = Path(__file__).parents[3] / "spec" / "functions"
MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

Case = dict[str, object]


@dataclass(frozen=True)
class FixedContext:
    """A world in which nothing changes."""

    timestamp: datetime | None = MOMENT
    plan_timestamp: datetime | None = MOMENT
    budget: Budget = field(default_factory=Budget)

    def random_bytes(self, count: int) -> bytes:
        return bytes(range(count))

    def render_template(
        self, function: str, source: SourceFile, variables: Mapping[str, Value]
    ) -> Value:
        """Says what it was asked for: rendering itself is the evaluator's."""
        return string(f"{function} {source.name}: {source.text} {sorted(variables)}")


class NamedValues:
    """A scope in which these names stand for values that no expression can write."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values

    def resolve(
        self, root: str, _steps: tuple[Step, ...], _where: SourceRange
    ) -> tuple[Value, int, Diagnostics]:
        return self._values[root], 0, Diagnostics()


def evaluated(
    text: str, names: Mapping[str, Value] | None = None, context: FixedContext | None = None
) -> tuple[Value, Diagnostics]:
    """The value of an expression, in which `names` stand for values."""
    expression, faults = parse_expression(SourceFile("case.tf", text))
    assert expression is not None, list(faults)
    scope = Scope(NamedValues(names or {}), STANDARD, context or FixedContext())
    return evaluate(expression, scope)


def value_of(text: str, **names: Value) -> Value:
    """The value of an expression that has no fault."""
    value, faults = evaluated(text, names)
    assert not faults, list(faults)
    return value


def detail_of(text: str, context: FixedContext | None = None) -> str:
    """What is said of an expression that has one fault."""
    _, faults = evaluated(text, None, context)
    (fault,) = faults
    return fault.detail


def plain(value: Value) -> object:
    """The value as the cases write it."""
    match value.raw:
        case tuple() as items:
            return [plain(item) for item in items]
        case dict() as items:
            return {key: plain(item) for key, item in items.items()}
        case None | str() | bool() as content:
            return content
        case Unknown():
            return "unknown"
        case content:
            return f"#{format_number(content)}"


def recorded(theme: str) -> pytest.MarkDecorator:
    """Runs a test once for each case of a theme, as its argument `case`."""
    cases: list[Case] = json.loads((SPEC / f"{theme}.json").read_text())
    return pytest.mark.parametrize("case", cases, ids=[str(case["expression"]) for case in cases])


def answer(case: Case) -> Case:
    """What ours says to a case, in the same form."""
    expression = str(case["expression"])
    value, faults = evaluated(expression)
    if faults:
        first = faults.items[0]
        return {"expression": expression, "summary": first.summary, "detail": first.detail}
    return {"expression": expression, "type": to_json(value.type), "value": plain(value)}
