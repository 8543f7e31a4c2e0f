"""`check` blocks: assertions that warn, on what a data source of their own may say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.configuration.conditions import check_condition
from sm_tj_cli.configuration.data_reading import read_data
from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.diagnostics.diagnostic import Severity
from sm_tj_cli.syntax.walk import references
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN

if TYPE_CHECKING:
    from sm_tj_cli.configuration.evaluating import Evaluating
    from sm_tj_cli.configuration.module import Check, Resource
    from sm_tj_cli.configuration.references import Resolved
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Step
    from sm_tj_cli.values.value import Value


def evaluate_check(check: Check, module: Evaluating) -> None:
    """Tells the assertions that do not hold, and a data source that cannot be read, as warnings."""
    asserts = [inner for inner in check.block.body.blocks if inner.type == "assert"]
    if not any(any(references(inner.body)) for inner in asserts):
        # One whose condition refers to nothing is refused itself, and so does not count.
        module.shared.findings.error(
            "Zero assert blocks",
            "Check blocks must have at least one assert block.",
            check.range,
        )
    scope = module.scope()
    if check.data is not None:
        scope = replace(scope, resolver=_Scoped(check.data, _read(check.data, module), module))
    for inner in asserts:
        check_condition(inner, module, scope, "Check block assertion failed", is_warning=True)


def _read(resource: Resource, module: Evaluating) -> Value:
    if not module.shared.world.data_sources.knows(resource.type):
        return DYNAMIC_UNKNOWN
    value, problems = read_data(resource, module)
    told = [replace(item, severity=Severity.WARNING) for item in problems]
    module.shared.findings.add(told)
    return value


class _Scoped:
    """The module's references, and the data source of the check."""

    def __init__(self, resource: Resource, value: Value, module: Evaluating) -> None:
        self._resource, self._value, self._module = resource, value, module

    def resolve(self, root: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        """The data source itself, else whatever the module says."""
        names = [getattr(step, "name", "") for step in steps[:2]]
        if root == "data" and names == [self._resource.type, self._resource.name]:
            return self._value, 2, Diagnostics()
        return self._module.resolve(root, steps, where)
