"""What functions ask of the world while a configuration is evaluated: the time, dice, and template files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics, SourceFile
from sm_tj_cli.syntax.parse import parse_template
from sm_tj_cli.syntax.walk import descend
from sm_tj_cli.values.budget import CHARACTERS_PER_STEP, STEPS_PER_TEMPLATE_PART, Budget
from sm_tj_cli.values.call import FunctionError
from sm_tj_cli.values.evaluate import evaluate
from sm_tj_cli.values.scope import Scope
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Expression, Step
    from sm_tj_cli.values.call import Function, FunctionTable

TEMPLATES = frozenset({"templatefile", "templatestring"})


@dataclass(frozen=True, slots=True)
class EvaluationContext:
    """One evaluation's. `timestamp` and `plan_timestamp` are one moment, so that a plan is one picture."""

    timestamp: datetime | None
    plan_timestamp: datetime | None
    random_bytes: Callable[[int], bytes]
    functions: FunctionTable = field(repr=False)
    budget: Budget = field(default_factory=Budget)
    _parsed: dict[SourceFile, tuple[Expression | None, Diagnostics]] = field(
        default_factory=dict, repr=False
    )

    def render_template(
        self, function: str, source: SourceFile, variables: Mapping[str, Value]
    ) -> Value:
        """The template with the variables filled in; functions that read templates cannot call each other.

        Raises:
            FunctionError: the template is wrong, or a variable is missing.
        """
        self.budget.spend(len(source.text) // CHARACTERS_PER_STEP)
        expression, problems = self._parse(source)
        is_string = function == "templatestring"
        for problem in problems.errors:
            prefix, blamed = ("invalid template: ", 0) if is_string else ("", None)
            raise FunctionError(prefix + _told(problem), blamed)
        assert expression is not None
        scope = Scope(_Variables(variables), _WithoutTemplates(self.functions, function), self)
        value, problems = evaluate(expression, scope)
        for problem in problems.errors:
            raise FunctionError(_told(problem), 1 if problem.summary == MISSING else None)
        if value.is_null:
            raise FunctionError(
                f"{_place(expression.range)}: Template result is null; The result of the template is null, which is "
                "not a valid result for a templatestring call."
            )
        return value

    def _parse(self, source: SourceFile) -> tuple[Expression | None, Diagnostics]:
        """A template is often rendered for each of many things, and parsed for the first of them."""
        parsed = self._parsed.get(source)
        if parsed is None:
            parsed = self._parsed[source] = parse_template(source)
            parts = sum(1 for _ in descend(parsed[0])) if parsed[0] is not None else 0
            self.budget.spend(parts * STEPS_PER_TEMPLATE_PART)
        return parsed


def _told(problem: Diagnostic) -> str:
    place = _place(problem.subject) if problem.subject else ""
    if problem.summary == MISSING:
        return f"{problem.detail}, referenced at {place}"
    return f"{place}: {problem.summary}; {problem.detail}"


def _place(where: SourceRange) -> str:
    return f"{where.filename}:{where.start.line},{where.start.column}-{where.end.column}"


MISSING = "Variable not in template"


class _Variables:
    def __init__(self, variables: Mapping[str, Value]) -> None:
        self._variables = variables

    def resolve(
        self, root: str, steps: tuple[Step, ...], where: SourceRange
    ) -> tuple[Value, int, Diagnostics]:
        if root in self._variables:
            return self._variables[root], 0, Diagnostics()
        problem = Diagnostic.error(MISSING, f'vars map does not contain key "{root}"', where)
        return DYNAMIC_UNKNOWN, len(steps), Diagnostics.of(problem)


class _WithoutTemplates:
    def __init__(self, functions: FunctionTable, caller: str) -> None:
        self._functions, self._caller = functions, caller

    def get(self, name: str) -> Function | None:
        if name in TEMPLATES:
            raise FunctionError(
                f"cannot recursively call {self._caller} from inside another template function"
            )
        return self._functions.get(name)

    def names(self) -> list[str]:
        return [name for name in self._functions.names() if name not in TEMPLATES]
