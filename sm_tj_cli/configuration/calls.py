"""What a `module` block hands to the module that it calls: values of variables, and providers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.configuration.inputs import Given
from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.syntax.nodes import AttributeStep, ObjectConstructor, Traversal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.configuration.evaluating import Evaluating
    from sm_tj_cli.configuration.model import ProviderSettings
    from sm_tj_cli.configuration.module import Module, ModuleCall
    from sm_tj_cli.syntax.nodes import Expression
    from sm_tj_cli.values.scope import Scope


def inputs_of(
    call: ModuleCall, module: Module, caller: Evaluating, scope: Scope
) -> Callable[[str], Given | None]:
    """The values that the call gives, each evaluated in the caller when it is first asked for."""
    arguments = call.body.attributes
    for name, attribute in arguments.items():
        if name not in module.variables and f"module.{call.name}.{name}" not in caller.shared.told:
            caller.shared.told.add(f"module.{call.name}.{name}")
            caller.shared.findings.error(
                "Unsupported argument",
                f'An argument named "{name}" is not expected here.{did_you_mean(name, module.variables)}',
                attribute.name_range,
            )
    for name, variable in module.variables.items():
        if variable.default is None and name not in arguments:
            caller.shared.findings.error(
                "Missing required argument",
                f'The argument "{name}" is required, but no definition was found.',
                call.range,
            )

    def given(name: str) -> Given | None:
        attribute = arguments.get(name)
        if attribute is None:
            return None
        value = caller.evaluate(attribute.expression, scope)
        return Given(value, f"module.{call.name}", attribute.expression.range)

    return given


def passed_providers(call: ModuleCall, caller: Evaluating) -> Mapping[str, ProviderSettings]:
    """The provider configurations of the called module: the default one, and those that `providers` names."""
    mine = caller.providers()
    passed = {"": mine[""]}
    if isinstance(call.providers, ObjectConstructor):
        for item in call.providers.items:
            source = mine.get(_alias(item.value), mine[""])
            passed[_alias(item.key)] = source
    return passed


def _alias(expression: Expression) -> str:
    match expression:
        case Traversal(steps=(AttributeStep(name), *_)):
            return name
        case _:
            return ""
