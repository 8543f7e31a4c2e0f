"""The references of one instance, and references that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.diagnostics import Diagnostics
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


def nowhere(steps: tuple[Step, ...]) -> Resolved:
    """What stands for a reference that leads nowhere: not known, for all of the steps."""
    return DYNAMIC_UNKNOWN, len(steps), Diagnostics()


def literal_key(step: Step | None) -> InstanceKey:
    """The key of an index by a literal; None for any other step."""
    match step:
        case IndexStep(StringLiteral(text)):
            return text
        case IndexStep(NumberLiteral(text)) if text.isdigit():
            return int(text)
        case _:
            return None
