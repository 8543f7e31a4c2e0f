"""The value of an input variable: given, asked for or the default; converted, checked, marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.configuration.conditions import check_condition
from sm_tj_cli.syntax.walk import references, static_name
from sm_tj_cli.values.constraints import apply_constraint
from sm_tj_cli.values.convert import ConversionError
from sm_tj_cli.values.value import EPHEMERAL, SENSITIVE, Value, object_of, unknown

if TYPE_CHECKING:
    from sm_tj_cli.configuration.evaluating import Evaluating
    from sm_tj_cli.configuration.inputs import Given
    from sm_tj_cli.configuration.module import Variable
    from sm_tj_cli.configuration.references import Resolved
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Block, Step
    from sm_tj_cli.values.scope import Scope


def variable_value(variable: Variable, given: Given | None, module: Evaluating) -> Value:
    """The variable's value; unknown where there is none that fits, which is told."""
    marks = {SENSITIVE} if variable.sensitive else set()
    if variable.ephemeral:
        marks.add(EPHEMERAL)
    value = _chosen(variable, given, module)
    if value is None:
        return unknown(variable.constraint.type).with_marks(marks)
    if EPHEMERAL in value.all_marks() and not variable.ephemeral:
        module.shared.findings.error(
            "Ephemeral value not allowed",
            "This input variable is not declared as accepting ephemeral values, so it cannot be set to a result derived "
            "from an ephemeral value.",
            given.range if given and given.range else variable.range,
        )
        # Nothing that is made of it is told as well.
        return unknown(variable.constraint.type).with_marks(marks)
    value = value.with_marks(marks)
    for block in variable.validations:
        _refers_to_itself(block, variable.name, module)
        scope = _ItselfToo(variable.name, value, module).scope()
        check_condition(
            block,
            module,
            scope,
            "Invalid value for variable",
            given.range if given and given.range else variable.range,
        )
    return value


def _refers_to_itself(block: Block, name: str, module: Evaluating) -> None:
    condition = block.body.attributes.get("condition")
    if condition is None:
        return
    found = list(references(condition.expression))
    names = {static_name(steps[0]) for root, steps, _ in found if root == "var" and steps}
    if found and name not in names:
        module.shared.findings.error(
            "Invalid variable validation condition",
            f'The condition for variable "{name}" must refer to var.{name} in order to test incoming values.',
            condition.expression.range,
        )


def _chosen(variable: Variable, given: Given | None, module: Evaluating) -> Value | None:
    findings = module.shared.findings
    if (
        given is not None
        and given.value.is_null
        and variable.default is not None
        and not variable.nullable
    ):
        given = None
    if given is None and variable.default is None:
        if not module.shared.world.offline:
            findings.error(
                "No value for required variable",
                f'The root module input variable "{variable.name}" is not set, and has no default value. Use a --var or '
                f"--var-file command line argument, or the environment variable TF_VAR_{variable.name}, to provide a "
                "value for this variable.",
                variable.range,
            )
        return None
    value, where, what = _source(variable, given, module)
    if value.is_null and not variable.nullable:
        findings.error(
            "Required variable not set",
            f'The variable "{variable.name}" is required, but the given value is null.'
            if given
            else f'The default of "{variable.name}" is null, which nullable = false forbids.',
            where,
        )
        return None
    try:
        return apply_constraint(value, variable.constraint)
    except ConversionError as error:
        summary = (
            "Invalid value for input variable" if given else "Invalid default value for variable"
        )
        findings.error(summary, f"{what}: {error}.", where)
        return None


def _source(
    variable: Variable, given: Given | None, module: Evaluating
) -> tuple[Value, SourceRange, str]:
    if given is not None:
        what = f"The given value is not suitable for var.{variable.name} (from {given.origin})"
        return given.value, given.range or variable.range, what
    assert variable.default is not None
    what = "This default value is not compatible with the variable's type constraint"
    return module.evaluate(variable.default), variable.default.range, what


class _ItselfToo:
    """The module's references, with the variable's own value at hand while it is being checked."""

    def __init__(self, name: str, value: Value, module: Evaluating) -> None:
        self._itself = object_of({name: value})
        self._name = name
        self._module = module

    def scope(self) -> Scope:
        return replace(self._module.scope(), resolver=self)

    def resolve(self, root: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        """The variable itself, else whatever the module says."""
        from sm_tj_cli.diagnostics import Diagnostics

        if root == "var" and steps and getattr(steps[0], "name", None) == self._name:
            return self._itself, 0, Diagnostics()
        return self._module.resolve(root, steps, where)
