"""One module instance, evaluated as it is asked: variables, locals, resources, data sources and called modules.

Every named thing is computed once, when something first refers to it, so no order has to be found beforehand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB, ModuleInstance, ResourceAddress, format_key
from sm_tj_cli.configuration.bodies import as_object, evaluate_body
from sm_tj_cli.configuration.expand import ONCE, Repetition, by_count, by_for_each
from sm_tj_cli.configuration.foreign import from_terraform
from sm_tj_cli.configuration.gather import gathered
from sm_tj_cli.configuration.job_references import JobReference
from sm_tj_cli.configuration.providers import providers_of
from sm_tj_cli.configuration.references import (
    InstanceResolver,
    Resolved,
    fault,
    literal_key,
    nowhere,
)
from sm_tj_cli.configuration.terraform_data import terraform_data
from sm_tj_cli.configuration.variables import variable_value
from sm_tj_cli.diagnostics import Diagnostics, did_you_mean
from sm_tj_cli.syntax.nodes import AttributeStep
from sm_tj_cli.values.evaluate import evaluate
from sm_tj_cli.values.scope import Scope
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, Value, object_of, string

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sm_tj_cli.addresses import InstanceKey
    from sm_tj_cli.configuration.inputs import Given
    from sm_tj_cli.configuration.model import EvaluatedBody, ProviderSettings
    from sm_tj_cli.configuration.module import Module, ModuleCall, Resource
    from sm_tj_cli.configuration.shared import Shared
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Expression, Step


class ModuleEvaluator:
    """Answers the references of one module instance."""

    def __init__(
        self,
        module: Module,
        path: tuple[ModuleInstance, ...],
        given: Callable[[str], Given | None],
        shared: Shared,
        inherited: Mapping[str, ProviderSettings] | None = None,
    ) -> None:
        self.module, self.path, self.shared = module, path, shared
        self._given = given
        self._inherited = inherited
        self._label = "".join(f"{step}." for step in path)
        self._instances: dict[str, Mapping[InstanceKey, Repetition]] = {}
        self._bodies: dict[tuple[str, InstanceKey], EvaluatedBody] = {}
        self._children: dict[str, Mapping[InstanceKey, ModuleEvaluator]] = {}
        self._providers: Mapping[str, ProviderSettings] | None = None

    def resolve(self, root: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        """The value of a reference that no block's own names answer."""
        match root:
            case "var" | "local" | "path" | "terraform" | "module":
                return self._by_name(root, steps, where)
            case "data":
                return self._data(steps, where)
            case "each" | "count" | "self":
                return nowhere(root, steps, where)
            case _:
                return self._resource(root, steps, where)

    def scope(self, repetition: Repetition = ONCE[None], itself: Value | None = None) -> Scope:
        """The scope of a block with this repetition; `itself` is what `self` means in it."""
        resolver = (
            InstanceResolver(self, repetition, itself)
            if repetition is not ONCE[None] or itself
            else self
        )
        return Scope(resolver, self.shared.world.functions, self.shared.world.context)

    def evaluate(self, expression: Expression, scope: Scope | None = None) -> Value:
        """The value of an expression of this module; what is wrong with it is told."""
        value, problems = evaluate(expression, scope or self.scope())
        self.shared.findings.add(problems)
        return value

    def instances(self, resource: Resource) -> Mapping[InstanceKey, Repetition]:
        """The resource's instances by key."""
        found = self._instances.get(resource.address)
        if found is None:
            # A resource whose count refers to itself is a cycle, found where it is evaluated.
            self._instances[resource.address] = ONCE
            found = self._expand(resource.count, resource.for_each)
            self._instances[resource.address] = found
        return found

    def body(self, resource: Resource, key: InstanceKey) -> EvaluatedBody:
        """The evaluated arguments of one instance."""
        known = self._bodies.get((resource.address, key))
        if known is None:
            repetition = self.instances(resource)[key]
            known = evaluate_body(
                resource.body, self.scope(repetition), self.evaluate, self.shared.findings
            )
            self._bodies[resource.address, key] = known
        return known

    def job(self, resource: Resource) -> JobReference:
        """A training-job resource as others refer to it."""
        address = ResourceAddress(resource.type, resource.name, self.path)
        return JobReference(
            address,
            self.instances(resource),
            lambda key: self.arguments(resource, key),
            self.shared,
        )

    def children(self) -> Iterator[ModuleEvaluator]:
        """The instances of all called modules."""
        for call in self.module.calls.values():
            yield from self._called(call).values()

    def providers(self) -> Mapping[str, ProviderSettings]:
        """The `aws` provider configurations of this module by alias, the default one under an empty alias."""
        if self._providers is None:
            self._providers = providers_of(self.module.providers, self, self._inherited)
        return self._providers

    def output(self, name: str) -> Value:
        """An output of this module."""
        output = self.module.outputs[name]
        label = f"{self._label}output.{name}"
        value = self.shared.once(label, output.range, lambda: self.evaluate(output.value))
        return value.with_marks({"sensitive"}) if output.sensitive else value

    def arguments(self, resource: Resource, key: InstanceKey) -> Mapping[str, Value]:
        """The arguments of an instance, evaluated without counting its own needs as the asker's."""
        label = f"{self._label}{resource.address}{format_key(key)}"

        def compute() -> Value:
            return object_of(as_object(self.body(resource, key)))

        value = self.shared.once(label, resource.range, compute)
        return value.raw if isinstance(value.raw, dict) else {}

    def _by_name(self, root: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        if not steps or not isinstance(steps[0], AttributeStep):
            return fault(
                "Invalid reference",
                f'The "{root}" object cannot be accessed directly. Instead, access one of its attributes.',
                where,
                steps,
            )
        name = steps[0].name
        match root:
            case "var":
                return self._variable(name, steps, where)
            case "local":
                return self._local(name, steps, where)
            case "path":
                return self._path(name, steps, where)
            case "terraform":
                return self._terraform(name, steps, where)
            case _:
                return self._module(name, steps, where)

    def _variable(self, name: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        variable = self.module.variables.get(name)
        if variable is None:
            hint = did_you_mean(name, self.module.variables)
            declare = f' This variable can be declared with a variable "{name}" {{}} block.'
            detail = (
                f'An input variable with the name "{name}" has not been declared.{hint or declare}'
            )
            return fault("Reference to undeclared input variable", detail, where, steps)
        value = self.shared.once(
            f"{self._label}var.{name}",
            variable.range,
            lambda: variable_value(variable, self._given(name), self),
        )
        return value, 1, Diagnostics()

    def _local(self, name: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        attribute = self.module.locals.get(name)
        if attribute is None:
            hint = did_you_mean(name, self.module.locals)
            detail = f'A local value with the name "{name}" has not been declared.{hint}'
            return fault("Reference to undeclared local value", detail, where, steps)
        label = f"{self._label}local.{name}"
        value = self.shared.once(
            label, attribute.range, lambda: self.evaluate(attribute.expression)
        )
        return value, 1, Diagnostics()

    def _path(self, name: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        match name:
            case "module":
                return string(self.module.directory), 1, Diagnostics()
            case "root":
                return string(self.shared.root_directory), 1, Diagnostics()
            case "cwd":
                return string(self.shared.world.working_directory), 1, Diagnostics()
            case _:
                hint = did_you_mean(name, ("module", "root", "cwd"))
                return fault(
                    'Invalid "path" attribute',
                    f'The "path" object does not have an attribute named "{name}".{hint}',
                    where,
                    steps,
                )

    def _terraform(self, name: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        if name == "workspace":
            return string(self.shared.world.workspace), 1, Diagnostics()
        detail = f'The "terraform" object does not have an attribute named "{name}". The only supported attribute is terraform.workspace.'
        return fault('Invalid "terraform" attribute', detail, where, steps)

    def _module(self, name: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        call = self.module.calls.get(name)
        if call is None:
            hint = did_you_mean(name, self.module.calls)
            detail = f'No module call named "{name}" is declared in the root module.{hint}'
            return fault("Reference to undeclared module", detail, where, steps)
        instances = self._called(call)
        if call.module is None:
            return DYNAMIC_UNKNOWN, len(steps), Diagnostics()
        # One output is asked for by name where that can be seen, so that its own dependencies count alone.
        at = 1 if None in instances else 2
        key = None if None in instances else literal_key(steps[1] if len(steps) > 1 else None)
        if key in instances and len(steps) > at and isinstance(steps[at], AttributeStep):
            wanted = steps[at].name  # type: ignore[union-attr]
            if wanted in call.module.outputs:
                return instances[key].output(wanted), at + 1, Diagnostics()
        return gathered({key: child.whole() for key, child in instances.items()}), 1, Diagnostics()

    def whole(self) -> Value:
        """All outputs as one object."""
        return object_of({name: self.output(name) for name in self.module.outputs})

    def _data(self, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        if len(steps) < 2 or not all(isinstance(step, AttributeStep) for step in steps[:2]):
            detail = 'The "data" object must be followed by two attribute names: the data source type and the resource name.'
            return fault("Invalid reference", detail, where, steps)
        kind, name = (step.name for step in steps[:2] if isinstance(step, AttributeStep))
        resource = self.module.resources.get(f"data.{kind}.{name}")
        if resource is not None and self.shared.world.data_sources.knows(kind):
            label = f"{self._label}{resource.address}"
            value = self.shared.once(label, resource.range, lambda: self._read(resource))
            return value, 2, Diagnostics()
        address = ResourceAddress(kind, name, self.path, is_data=True)
        recorded, problems = from_terraform(address, self.shared, where)
        return (
            (DYNAMIC_UNKNOWN, len(steps), problems) if recorded is None else (recorded, 2, problems)
        )

    def _read(self, resource: Resource) -> Value:
        values: dict[InstanceKey, Value] = {}
        provider = self.provider_of(resource)
        for key in self.instances(resource):
            body = self.body(resource, key)
            value, problems = self.shared.world.data_sources.read(resource.type, body, provider)
            self.shared.findings.add(item.at(resource.range) for item in problems)
            values[key] = value
        return gathered(values)

    def provider_of(self, resource: Resource) -> ProviderSettings:
        """The provider configuration that a resource uses."""
        alias = ""
        expression = resource.provider
        steps = getattr(expression, "steps", ())
        if steps and isinstance(steps[0], AttributeStep):
            alias = steps[0].name
        found = self.providers()
        if alias not in found:
            self.shared.findings.error(
                "Provider configuration not present",
                f'There is no provider "aws" configuration with the alias "{alias}" in this module.{did_you_mean(alias, found)}',
                getattr(expression, "range", resource.range),
            )
            return found[""]
        return found[alias]

    def _resource(self, kind: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        if not steps or not isinstance(steps[0], AttributeStep):
            detail = "A reference to a resource type must be followed by at least one attribute access, specifying the resource name."
            return fault("Invalid reference", detail, where, steps)
        name = steps[0].name
        resource = self.module.resources.get(f"{kind}.{name}")
        if kind == TRAINING_JOB:
            if resource is None:
                names = [
                    it.name for it in self.module.resources.values() if it.type == TRAINING_JOB
                ]
                detail = f'A managed resource "{kind}" "{name}" has not been declared in the root module.{did_you_mean(name, names)}'
                return fault("Reference to undeclared resource", detail, where, steps)
            value, used, problems = self.job(resource).resolve(steps[1:])
            return value, used + 1, problems
        if kind == "terraform_data" and resource is not None:
            return self._terraform_data(resource), 1, Diagnostics()
        address = ResourceAddress(kind, name, self.path)
        recorded, problems = from_terraform(address, self.shared, where)
        return (
            (DYNAMIC_UNKNOWN, len(steps), problems) if recorded is None else (recorded, 1, problems)
        )

    def _terraform_data(self, resource: Resource) -> Value:
        address = ResourceAddress(resource.type, resource.name, self.path)
        recorded = self.shared.world.terraform.instances(address) or {}
        return gathered(
            {
                key: terraform_data(self.arguments(resource, key), recorded.get(key))
                for key in self.instances(resource)
            }
        )

    def _called(self, call: ModuleCall) -> Mapping[InstanceKey, ModuleEvaluator]:
        found = self._children.get(call.name)
        if found is None:
            found = {}
            if call.module is not None:
                for key, repetition in self._expand(call.count, call.for_each).items():
                    found[key] = self._child(call, call.module, key, repetition)
            self._children[call.name] = found
        return found

    def _child(
        self, call: ModuleCall, module: Module, key: InstanceKey, repetition: Repetition
    ) -> ModuleEvaluator:
        from sm_tj_cli.configuration.calls import inputs_of, passed_providers

        path = (*self.path, ModuleInstance(call.name, key))
        given = inputs_of(call, module, self, self.scope(repetition))
        return ModuleEvaluator(module, path, given, self.shared, passed_providers(call, self))

    def _expand(
        self, count: Expression | None, for_each: Expression | None
    ) -> Mapping[InstanceKey, Repetition]:
        found = ONCE
        if count is not None:
            found = by_count(self.evaluate(count), count, self.shared)
        elif for_each is not None:
            found = by_for_each(self.evaluate(for_each), for_each, self.shared)
        self.shared.world.context.budget.grant(len(found))
        return found
