"""What a `module` block hands to the module that it calls: values of variables, and providers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.configuration.inputs import Given
from sm_tj_cli.configuration.providers import aws_names, provider_reference
from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.syntax.nodes import ObjectConstructor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.configuration.evaluating import Evaluating
    from sm_tj_cli.configuration.model import ProviderSettings
    from sm_tj_cli.configuration.module import Module, ModuleCall
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


def passed_providers(
    call: ModuleCall, module: Module, caller: Evaluating
) -> Mapping[str, ProviderSettings]:
    """The AWS provider configurations of the called module: the default one, and those that `providers` names."""
    mine = caller.providers()
    passed = {"": mine[""]}
    names = aws_names(module.required_providers)
    items = call.providers.items if isinstance(call.providers, ObjectConstructor) else ()
    for item in items:
        there, here = provider_reference(item.key), provider_reference(item.value)
        if there is not None and here is not None and there[0] in names:
            passed[there[1]] = mine.get(here[1], mine[""])
    for name in names:
        required = module.required_providers.get(name)
        for alias in required.aliases if required else ():
            _require(alias, passed, call, caller)
    return passed


def _require(
    alias: str, passed: Mapping[str, ProviderSettings], call: ModuleCall, caller: Evaluating
) -> None:
    told = f"module.{call.name} provider {alias}"
    if alias not in passed and told not in caller.shared.told:
        caller.shared.told.add(told)
        caller.shared.findings.error(
            "Missing required provider configuration",
            f'The module "{call.name}" requires the provider configuration aws.{alias} (configuration_aliases). Add '
            f"aws.{alias} to the providers argument of the module block.",
            call.range,
        )
