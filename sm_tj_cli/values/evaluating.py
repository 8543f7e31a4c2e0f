"""What the parts of the evaluator ask of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sm_tj_cli.diagnostics import Diagnostic, SourceRange
    from sm_tj_cli.syntax.nodes import Expression, Step
    from sm_tj_cli.values.budget import Budget
    from sm_tj_cli.values.scope import Scope
    from sm_tj_cli.values.value import Value


class Evaluating(Protocol):
    """One running evaluation."""

    budget: Budget

    def value(self, expression: Expression, scope: Scope) -> Value:
        """The value of a part; unknown where something is wrong with it."""
        ...

    def error(self, summary: str, detail: str, where: SourceRange) -> Value:
        """Tells a fault; the value in its place."""
        ...

    def tell(self, problems: Iterable[Diagnostic]) -> None:
        """Tells what another stage found."""
        ...

    def steps(self, source: Value, steps: tuple[Step, ...], scope: Scope) -> Value:
        """The value behind the steps."""
        ...

    def check_names(
        self, parts: Iterable[Expression | None], scope: Scope, bound: Iterable[str] = ()
    ) -> None:
        """Tells which names in parts that are not evaluated mean nothing; `bound` are names that do."""
        ...

    def attempt(self, expression: Expression, scope: Scope) -> tuple[Value, tuple[Diagnostic, ...]]:
        """The value of a part, and the errors in it instead of telling them."""
        ...
