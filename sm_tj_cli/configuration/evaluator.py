"""One module instance, evaluated as it is asked: variables, locals, resources, data sources and called modules.

Every named thing is computed once, when something first refers to it, so no order has to be found beforehand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB, ModuleInstance, ResourceAddress, format_key
from sm_tj_cli.configuration.alike import Alike
from sm_tj_cli.configuration.bodies import as_object, evaluate_body, refuse_ephemeral
from sm_tj_cli.configuration.data_reading import read_data
from sm_tj_cli.configuration.expand import ONCE, Repetition, by_count, by_for_each
from sm_tj_cli.configuration.foreign import from_terraform
from sm_tj_cli.configuration.functions import ModuleFunctions
from sm_tj_cli.configuration.gather import all_of
from sm_tj_cli.configuration.job_references import JobReference
from sm_tj_cli.configuration.outputs import output_value
from sm_tj_cli.configuration.providers import provider_reference, providers_of
from sm_tj_cli.configuration.references import InstanceResolver, Resolved, literal_key, nowhere
from sm_tj_cli.configuration.static_references import RESERVED, split_resource
from sm_tj_cli.configuration.terraform_data import terraform_data
from sm_tj_cli.configuration.variables import variable_value
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.syntax.nodes import AttributeStep
from sm_tj_cli.values.evaluate import evaluate
from sm_tj_cli.values.scope import Scope
from sm_tj_cli.values.types import BOOL
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, EPHEMERAL, Value, object_of, string, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sm_tj_cli.addresses import InstanceKey
    from sm_tj_cli.configuration.inputs import Given
    from sm_tj_cli.configuration.model import Dependency, EvaluatedBody, ProviderSettings
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
        self.module, self.path, self.shared, self._alike = module, path, shared, Alike(shared)
        self._given = given
        self._inherited = inherited
        self._functions = ModuleFunctions(shared.world.functions, module.required_providers)
        self._label = "".join(f"{step}." for step in path)
        self._instances: dict[str, Mapping[InstanceKey, Repetition]] = {}
        self._bodies: dict[tuple[str, InstanceKey], EvaluatedBody] = {}
        self._arguments: dict[tuple[str, InstanceKey], Mapping[str, Value]] = {}
        self._children: dict[str, Mapping[InstanceKey, ModuleEvaluator]] = {}
        self._providers: Mapping[str, ProviderSettings] | None = None

    def resolve(self, root: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        """The value of a reference that no block's own names answer.

        Where it leads nowhere it is unknown: that is told where it is written (`static_references`).
        """
        if self.shared.misdirected and where in self.shared.misdirected:
            return nowhere(steps)
        match root:
            case "var" | "local" | "path" | "terraform" | "module":
                name = steps[0].name if steps and isinstance(steps[0], AttributeStep) else ""
                return self._by_name(root, name, steps)
            case "each" | "count" | "self":
                return nowhere(steps)
            case _:
                return self._resource(root, steps, where)

    def scope(self, repetition: Repetition = ONCE[None], itself: Value | None = None) -> Scope:
        """The scope of a block with this repetition; `itself` is what `self` means in it."""
        resolver = (
            InstanceResolver(self, repetition, itself)
            if repetition is not ONCE[None] or itself
            else self
        )
        return Scope(resolver, self._functions, self.shared.world.context)

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
            alike = None if repetition is ONCE[None] else self._alike
            scope, findings = self.scope(repetition), self.shared.findings
            known = evaluate_body(resource.body, scope, self.evaluate, findings, alike)
            refuse_ephemeral(known, findings)
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
            repeats=resource.count is not None or resource.for_each is not None,
        )

    def children(self) -> Iterator[ModuleEvaluator]:
        """The instances of all called modules."""
        for call in self.module.calls.values():
            yield from self._called(call).values()

    def child(self, step: ModuleInstance) -> ModuleEvaluator | None:
        """An instance of a called module; None where there is none."""
        call = self.module.calls.get(step.name)
        return self._called(call).get(step.key) if call else None

    def providers(self) -> Mapping[str, ProviderSettings]:
        """The `aws` provider configurations of this module by alias, the default one under an empty alias."""
        if self._providers is None:
            self._providers = providers_of(self.module, self, self._inherited)
        return self._providers

    def output(self, name: str) -> Value:
        """An output of this module."""
        output = self.module.outputs[name]
        label = f"{self._label}output.{name}"
        return self.shared.once(label, output.range, lambda: output_value(output, self))

    def arguments(self, resource: Resource, key: InstanceKey) -> Mapping[str, Value]:
        """The arguments of an instance, evaluated without counting its own needs as the asker's."""
        if not self.evaluated(resource, key):
            return {}
        known = self._arguments.get((resource.address, key))
        if known is None:
            known = self._arguments[resource.address, key] = as_object(self.body(resource, key))
        return known

    def evaluated(self, resource: Resource, key: InstanceKey) -> bool:
        """Evaluates the arguments of an instance; false where they need themselves."""
        label = f"{self._label}{resource.address}{format_key(key)}"

        def compute() -> Value:
            self._order(resource)
            self.body(resource, key)
            return string(label)

        return self.shared.once(label, resource.range, compute) is not DYNAMIC_UNKNOWN

    def _order(self, resource: Resource) -> None:
        """What `depends_on` names comes first: where it cannot, there is a cycle."""
        for expression in resource.depends_on:
            steps = getattr(expression, "steps", ())
            root = getattr(getattr(expression, "source", None), "name", "")
            mode, kind, name, _ = split_resource(root, steps)
            other = self.module.resources.get(f"{kind}.{name}") if mode == "managed" else None
            if other is not None and other.type in (TRAINING_JOB, "terraform_data"):
                for key in self.instances(other):
                    self.evaluated(other, key)

    def _by_name(self, root: str, name: str, steps: tuple[Step, ...]) -> Resolved:
        match root:
            case "var" if name in self.module.variables:
                return self._variable(name), 1, Diagnostics()
            case "local" if name in self.module.locals:
                return self._local(name), 1, Diagnostics()
            case "module" if name in self.module.calls:
                return self._module(self.module.calls[name], steps)
            case "path" | "terraform":
                return self._place(root, name, steps)
            case _:
                return nowhere(steps)

    def _variable(self, name: str) -> Value:
        variable = self.module.variables[name]
        return self.shared.once(
            f"{self._label}var.{name}",
            variable.range,
            lambda: variable_value(variable, self._given(name), self),
        )

    def _local(self, name: str) -> Value:
        attribute = self.module.locals[name]
        label = f"{self._label}local.{name}"
        return self.shared.once(label, attribute.range, lambda: self.evaluate(attribute.expression))

    def _place(self, root: str, name: str, steps: tuple[Step, ...]) -> Resolved:
        world = self.shared.world
        found = {
            "path.module": self.module.directory,
            "path.root": self.shared.root_directory,
            "path.cwd": world.working_directory,
            "terraform.workspace": world.workspace,
        }.get(f"{root}.{name}")
        if name == "applying" and root == "terraform":
            return unknown(BOOL).with_marks({EPHEMERAL}), 1, Diagnostics()
        return nowhere(steps) if found is None else (string(found), 1, Diagnostics())

    def _module(self, call: ModuleCall, steps: tuple[Step, ...]) -> Resolved:
        instances = self._called(call)
        if call.module is None:
            return nowhere(steps)
        # One output is asked for by name where that can be seen, so that its own dependencies count alone.
        at = 1 if None in instances else 2
        key = None if None in instances else literal_key(steps[1] if len(steps) > 1 else None)
        step = steps[at] if len(steps) > at else None
        if (
            key in instances
            and isinstance(step, AttributeStep)
            and step.name in call.module.outputs
        ):
            return instances[key].output(step.name), at + 1, Diagnostics()
        label = f"{self._label}module.{call.name}"
        return self.shared.remembered(label, lambda: self._outputs(call)), 1, Diagnostics()

    def _outputs(self, call: ModuleCall) -> Value:
        return all_of(call, {key: child.whole() for key, child in self._called(call).items()})

    def whole(self) -> Value:
        """All outputs as one object."""
        return object_of({name: self.output(name) for name in self.module.outputs})

    def provider_of(self, resource: Resource) -> ProviderSettings:
        """The provider configuration that a resource uses."""
        found = self.providers()
        reference = provider_reference(resource.provider)
        # One that is not there was told where it is written.
        return found.get(reference[1] if reference else "", found[""])

    def _resource(self, root: str, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        mode, kind, name, rest = split_resource(root, steps)
        used = len(steps) - len(rest)
        if not name or kind in RESERVED:
            return nowhere(steps)
        resource = self.module.resources.get(
            f"{'' if mode == 'managed' else f'{mode}.'}{kind}.{name}"
        )
        if mode == "ephemeral":
            return self._ephemeral(steps, where)
        if resource is not None and kind == TRAINING_JOB and mode == "managed":
            value, more, problems = self.job(resource).resolve(rest)
            return value, used + more, problems
        if resource is not None and mode == "data" and self.shared.world.data_sources.knows(kind):
            return self.data(resource), used, Diagnostics()
        if resource is not None and kind == "terraform_data":
            return self._terraform_data(resource), used, Diagnostics()
        address = ResourceAddress(kind, name, self.path, is_data=mode == "data")
        recorded, problems = from_terraform(address, self.shared, where, resource)
        return (
            (DYNAMIC_UNKNOWN, len(steps), problems)
            if recorded is None
            else (recorded, used, problems)
        )

    def data(self, resource: Resource) -> Value:
        """A data source that is read live, all of its instances."""
        label = f"{self._label}{resource.address}"

        def compute() -> Value:
            value, problems = read_data(resource, self)
            self.shared.findings.add(problems)
            return value

        return self.shared.once(label, resource.range, compute)

    def _ephemeral(self, steps: tuple[Step, ...], where: SourceRange) -> Resolved:
        problems = Diagnostics()
        if not self.shared.world.offline and not self.shared.lenient:
            problems = Diagnostics.of(
                Diagnostic.error(
                    "Ephemeral resource cannot be opened",
                    "Only Terraform opens ephemeral resources, while it runs. Use a data source, a variable or a literal "
                    "value here instead.",
                    where,
                )
            )
        return DYNAMIC_UNKNOWN.with_marks({EPHEMERAL}), len(steps), problems

    def _terraform_data(self, resource: Resource) -> Value:
        address = ResourceAddress(resource.type, resource.name, self.path)
        recorded = self.shared.world.terraform.instances(address) or {}
        keys = self.instances(resource)

        def compute() -> Value:
            made = {key: (self.arguments(resource, key), recorded.get(key)) for key in keys}
            return all_of(resource, {key: terraform_data(*it) for key, it in made.items()})

        return self.shared.remembered(f"all of {address}", compute)

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
        return ModuleEvaluator(
            module, path, given, self.shared, passed_providers(call, module, self)
        )

    def _expand(
        self, count: Expression | None, for_each: Expression | None
    ) -> Mapping[InstanceKey, Repetition]:
        found = ONCE
        if count is not None:
            value, needed = self._counted(count)
            found = by_count(value, count, self.shared, needed)
        elif for_each is not None:
            value, needed = self._counted(for_each)
            found = by_for_each(value, for_each, self.shared, needed)
        self.shared.world.context.budget.grant(len(found))
        return found

    def _counted(self, expression: Expression) -> tuple[Value, frozenset[Dependency]]:
        value, needed = self.shared.collect(lambda: self.evaluate(expression))
        for dependency in needed:
            self.shared.needs(dependency)
        return value, needed
