"""What names mean while an expression is evaluated."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Step
    from sm_tj_cli.values.call import Function, FunctionContext, FunctionTable


class Resolver(Protocol):
    """Answers references: `var.x`, `local.y`, `aws_iam_role.role.arn`."""

    def resolve(
        self, root: str, steps: tuple[Step, ...], where: SourceRange
    ) -> tuple[Value, int, Diagnostics]:
        """The value, and how many of the steps it stands for (`var.x.y`: one, the rest goes on from there)."""
        ...


class NoReferences:
    """A scope without any names, as in a literal."""

    def resolve(
        self,
        root: str,  # noqa: ARG002 - the port's shape
        steps: tuple[Step, ...],
        where: SourceRange,
    ) -> tuple[Value, int, Diagnostics]:
        """An error, and a value that is not known."""
        problem = Diagnostic.error(
            "Variables not allowed", "Variables may not be used here.", where
        )
        return DYNAMIC_UNKNOWN, len(steps), Diagnostics.of(problem)


class NoFunctions:
    """Where no function may be called, as in a `.tfvars` file."""

    def get(self, name: str) -> Function | None:  # noqa: ARG002 - the port's shape
        """None."""
        return None

    def names(self) -> tuple[str, ...]:
        """No names."""
        return ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Names and functions. `variables` are those that a `for` binds; they hide everything else."""

    resolver: Resolver
    functions: FunctionTable
    context: FunctionContext
    variables: Mapping[str, Value] = field(default_factory=dict)

    def child(self, variables: Mapping[str, Value]) -> Scope:
        """The same scope with these variables too."""
        return replace(self, variables={**self.variables, **variables})
