"""The references of one instance, and the errors of references that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.syntax.nodes import AttributeStep, IndexStep, NumberLiteral, StringLiteral
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, Value

if TYPE_CHECKING:
    from sm_tj_cli.addresses import InstanceKey
    from sm_tj_cli.configuration.expand import Repetition
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Step
    from sm_tj_cli.values.scope import Resolver

Resolved: TypeAlias = tuple[Value, int, Diagnostics]


class InstanceResolver:
    """The references of one instance: `each`, `count` and `self`, and the module's behind them."""

    def __init__(self, module: Resolver, repetition: Repetition, itself: Value | None) -> None:
        self._module, self._repetition, self._itself = module, repetition, itself

    def resolve(self, root: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        """The value of a reference in this instance."""
        name = steps[0].name if steps and isinstance(steps[0], AttributeStep) else ""
        found = {
            ("each", "key"): self._repetition.each_key,
            ("each", "value"): self._repetition.each_value,
            ("count", "index"): self._repetition.index,
        }.get((root, name))
        if found is not None:
            return found, 1, Diagnostics()
        if root == "self" and self._itself is not None:
            return self._itself, 0, Diagnostics()
        return self._module.resolve(root, steps, where)


def fault(summary: str, detail: str, where: SourceRange, steps: tuple[Step, ...]) -> Resolved:
    """An error in the place of a value; it stands for all of the steps."""
    return DYNAMIC_UNKNOWN, len(steps), Diagnostics.of(Diagnostic.error(summary, detail, where))


def nowhere(root: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
    """`each`, `count` or `self` where they mean nothing."""
    match root:
        case "each":
            detail = (
                'The "each" object can be used only in "module" or "resource" blocks, and only when the "for_each" '
                "argument is set."
            )
            return fault('Reference to "each" in context without for_each', detail, where, steps)
        case "count":
            detail = (
                'The "count" object can only be used in "module", "resource", and "data" blocks, and only when the '
                '"count" argument is set.'
            )
            return fault('Reference to "count" in non-counted context', detail, where, steps)
        case _:
            detail = (
                'The "self" object is not available in this context. This object can be used only in resource '
                "provisioner, connection, and postcondition blocks."
            )
            return fault('Invalid "self" reference', detail, where, steps)


def literal_key(step: Step | None) -> InstanceKey:
    """The key of an index by a literal; None for any other step."""
    match step:
        case IndexStep(StringLiteral(text)):
            return text
        case IndexStep(NumberLiteral(text)) if text.isdigit():
            return int(text)
        case _:
            return None
