"""Training jobs without instances (`count = 0`): what their text alone says is checked all the same, as Terraform does.

Nothing that they refer to is evaluated, since what they are switched off for may be missing: every reference counts as
not known yet, so that only what is written there plainly can be wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB, ModuleInstance, ResourceAddress
from sm_tj_cli.configuration.bodies import evaluate_body
from sm_tj_cli.configuration.functions import ModuleFunctions
from sm_tj_cli.configuration.model import JobInstance
from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.values.evaluate import evaluate
from sm_tj_cli.values.scope import Scope
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.configuration.evaluator import ModuleEvaluator
    from sm_tj_cli.configuration.module import Module, Resource
    from sm_tj_cli.configuration.shared import Shared
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Expression, Step
    from sm_tj_cli.values.value import Value

Path = tuple[ModuleInstance, ...]


def dormant_jobs(module: ModuleEvaluator) -> Iterator[JobInstance]:
    """One for each training job that has no instance, in this module and all that it calls."""
    for resource in _jobs(module.module):
        if not module.instances(resource):
            yield _job(resource, module.module, module.path, module.shared)
    children = list(module.children())
    for child in children:
        yield from dormant_jobs(child)
    called = {child.path[-1].name for child in children}
    for call in module.module.calls.values():
        if call.module is not None and call.name not in called:
            path = (*module.path, ModuleInstance(call.name, None))
            yield from _all(call.module, path, module.shared)


def _all(module: Module, path: Path, shared: Shared) -> Iterator[JobInstance]:
    """Those of a module that is not called at all."""
    for resource in _jobs(module):
        yield _job(resource, module, path, shared)
    for call in module.calls.values():
        if call.module is not None:
            yield from _all(call.module, (*path, ModuleInstance(call.name, None)), shared)


def _jobs(module: Module) -> Iterator[Resource]:
    for resource in module.resources.values():
        if resource.type == TRAINING_JOB and resource.mode == "managed":
            yield resource


def _job(resource: Resource, module: Module, path: Path, shared: Shared) -> JobInstance:
    functions = ModuleFunctions(shared.world.functions, module.required_providers)
    scope = Scope(_NothingKnown(), functions, shared.world.context)
    body = evaluate_body(resource.body, scope, _value, shared.findings)
    address = ResourceAddress(resource.type, resource.name, path).instance()
    return JobInstance(address, body, resource.range)


def _value(expression: Expression, scope: Scope) -> Value:
    value, problems = evaluate(expression, scope)
    return DYNAMIC_UNKNOWN if problems.has_errors else value


class _NothingKnown:
    """Answers every reference with a value that is not known yet."""

    def resolve(
        self,
        root: str,  # noqa: ARG002 - the port's shape
        steps: tuple[Step, ...],
        where: SourceRange,  # noqa: ARG002 - the port's shape
    ) -> tuple[Value, int, Diagnostics]:
        """Unknown, whatever was asked for."""
        return DYNAMIC_UNKNOWN, len(steps), Diagnostics()
