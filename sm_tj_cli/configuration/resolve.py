"""A loaded configuration, evaluated: the declared training jobs, the outputs, and everything that is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB, ResourceAddress
from sm_tj_cli.configuration.check_references import check_expression, check_references
from sm_tj_cli.configuration.conditions import check_lifecycle
from sm_tj_cli.configuration.dormant import dormant_jobs
from sm_tj_cli.configuration.evaluator import ModuleEvaluator
from sm_tj_cli.configuration.imports import imports_of
from sm_tj_cli.configuration.inputs import Given, gather, text_value
from sm_tj_cli.configuration.lifecycle import decode_lifecycle
from sm_tj_cli.configuration.model import (
    Configuration,
    Dependency,
    JobInstance,
    Lifecycle,
)
from sm_tj_cli.configuration.moves import moves_of, removals_of
from sm_tj_cli.configuration.outputs import root_output
from sm_tj_cli.configuration.prefetch import prefetch
from sm_tj_cli.configuration.shared import Shared, World
from sm_tj_cli.configuration.static_references import References
from sm_tj_cli.configuration.triggers import check_triggers, triggers_of
from sm_tj_cli.configuration.unreferenced import visit_unreferenced
from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.values.evaluate import evaluate
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sm_tj_cli.addresses import InstanceKey
    from sm_tj_cli.configuration.inputs import VariableSources
    from sm_tj_cli.configuration.load import LoadedConfiguration
    from sm_tj_cli.configuration.module import Resource, Variable
    from sm_tj_cli.diagnostics import Diagnostic
    from sm_tj_cli.syntax.nodes import Expression
    from sm_tj_cli.values.value import Value

__all__ = ["World", "evaluate_configuration", "evaluate_in"]


def evaluate_configuration(
    loaded: LoadedConfiguration, inputs: VariableSources, world: World
) -> tuple[Configuration, Diagnostics]:
    """Everything that the configuration says, and every fault in it."""
    root, shared = _open(loaded, inputs, world)
    for problem in _misdirected(loaded, world):
        shared.findings.add([problem])
        shared.misdirected.add(problem.subject)
        if shared.findings.is_full:
            break
    if not world.offline and not shared.misdirected:
        prefetch(root)
    jobs = sorted(_jobs(root), key=lambda job: job.address)
    outputs = tuple(root_output(output, root) for output in loaded.root.outputs.values())
    visit_unreferenced(root)
    configuration = Configuration(
        loaded.directory,
        loaded.sources,
        tuple(jobs),
        outputs,
        moves_of(root),
        removals_of(root),
        imports_of(root),
        loaded.root.backend,
        root.providers()[""],
        tuple(dormant_jobs(root)),
    )
    return configuration, shared.findings.result().distinct()


def evaluate_in(
    loaded: LoadedConfiguration, inputs: VariableSources, world: World, expression: Expression
) -> tuple[Value, Diagnostics]:
    """The value of an expression in the root module, as `console` asks."""
    names = References(loaded.root, "the root module", _recorded(loaded, world))
    faults = Diagnostics(tuple(check_expression(expression, names)))
    if faults.has_errors:
        return DYNAMIC_UNKNOWN, faults
    root, shared = _open(loaded, inputs, world)
    value, problems = evaluate(expression, root.scope())
    return value, (shared.findings.result() + problems).distinct()


def _misdirected(loaded: LoadedConfiguration, world: World) -> Iterator[Diagnostic]:
    """What is wrong with the references of all modules, each checked once however often it is called."""
    yield from check_references(
        References(loaded.root, "the root module", _recorded(loaded, world))
    )
    waiting = [(call.module, f"module.{name}") for name, call in loaded.root.calls.items()]
    while waiting:
        module, path = waiting.pop(0)
        if module is not None:
            yield from check_references(References(module, path, lambda _: False))
            waiting.extend(
                (call.module, f"{path}.module.{name}") for name, call in module.calls.items()
            )


def _recorded(loaded: LoadedConfiguration, world: World) -> Callable[[ResourceAddress], bool]:
    """Whether Terraform may have what the configuration does not declare.

    Single files are a part of a configuration, so that what they refer to may be declared elsewhere; and where there
    is no state, there may be one on the machine that Terraform runs on.
    """

    def may_be(address: ResourceAddress) -> bool:
        if not address.is_data and address.type in (TRAINING_JOB, "terraform_data"):
            return False
        if address.is_data and address.type == "terraform_remote_state":
            return False
        if "_" not in address.type and not address.is_data:
            # Every provider's types begin with its name and an underscore: this is a slip of the pen.
            return False
        terraform = world.terraform
        unknown = loaded.is_partial or not terraform.available
        return unknown or terraform.instances(address) is not None

    return may_be


def _open(
    loaded: LoadedConfiguration, inputs: VariableSources, world: World
) -> tuple[ModuleEvaluator, Shared]:
    world.context.budget.renew()
    shared = Shared(world, loaded.directory)
    given: Mapping[str, Given] = {}
    if not loaded.is_cut:
        given, problems = gather(
            inputs,
            loaded.directory,
            loaded.root.variables,
            world.files,
            loaded.sources,
            loaded.tokens,
        )
        shared.findings.add(problems)

    def value_of(name: str) -> Given | None:
        variable = loaded.root.variables[name]
        return given.get(name) or _ask(variable, inputs, shared, loaded)

    return ModuleEvaluator(loaded.root, (), value_of, shared), shared


def _ask(
    variable: Variable, inputs: VariableSources, shared: Shared, loaded: LoadedConfiguration
) -> Given | None:
    if inputs.ask is None or variable.default is not None:
        return None
    if variable.name not in inputs.answers:
        inputs.answers[variable.name] = inputs.ask(
            variable.name, variable.description, variable.sensitive
        )
    text = inputs.answers[variable.name]
    return text_value(variable, text, "the terminal", loaded.sources, shared.findings)


def _jobs(module: ModuleEvaluator) -> Iterator[JobInstance]:
    for resource in module.module.resources.values():
        if resource.type == TRAINING_JOB and resource.mode == "managed":
            lifecycle = decode_lifecycle(
                resource.lifecycle, module.shared.world.job_attributes, module.shared.findings
            )
            check_triggers(resource, module)
            for key in module.instances(resource):
                yield _job(module, resource, key, lifecycle)
    for child in module.children():
        yield from _jobs(child)


def _job(
    module: ModuleEvaluator, resource: Resource, key: InstanceKey, lifecycle: Lifecycle
) -> JobInstance:
    shared = module.shared
    address = ResourceAddress(resource.type, resource.name, module.path).instance(key)

    def compute() -> Value:
        module.evaluated(resource, key)
        for expression in resource.depends_on:
            _depend(module, expression)
        return DYNAMIC_UNKNOWN

    _, found = shared.collect(compute)
    repetition = module.instances(resource)[key]
    check_lifecycle(
        resource.lifecycle,
        module,
        module.scope(repetition),
        lambda: module.scope(repetition, module.job(resource).whole(key)),
    )
    triggers = triggers_of(resource, repetition, module)
    # What triggers comes first, as in Terraform.
    found |= {Dependency(other, completed=False) for other in triggers}
    dependencies: dict[object, Dependency] = {}
    for item in sorted(found, key=lambda it: it.completed):
        if item.address != address:
            dependencies[item.address] = item
    return JobInstance(
        address,
        module.body(resource, key),
        resource.range,
        replace(lifecycle, triggers=triggers),
        module.provider_of(resource),
        tuple(sorted(dependencies.values(), key=lambda it: it.address)),
    )


def _depend(module: ModuleEvaluator, expression: Expression) -> None:
    """`depends_on = [x]`: every job of that resource must have Completed first."""
    steps = getattr(expression, "steps", ())
    root = getattr(getattr(expression, "source", None), "name", "")
    name = getattr(steps[0], "name", "") if steps else ""
    resource = module.module.resources.get(f"{root}.{name}")
    if root != TRAINING_JOB or resource is None:
        return
    address = ResourceAddress(resource.type, resource.name, module.path)
    for key in module.instances(resource):
        module.shared.needs(Dependency(address.instance(key), completed=True))
