"""`replace_triggered_by`: the training jobs whose new generation brings one of this job too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB, ResourceAddress
from sm_tj_cli.configuration.decode_resource import static_list
from sm_tj_cli.configuration.static_references import split_resource
from sm_tj_cli.syntax.nodes import IndexStep, Reference, Traversal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.addresses import InstanceAddress, InstanceKey
    from sm_tj_cli.configuration.evaluating import Evaluating
    from sm_tj_cli.configuration.expand import Repetition
    from sm_tj_cli.configuration.module import Resource
    from sm_tj_cli.syntax.nodes import Expression, Step

_ONLY = "Only resources, count.index, and each.key may be used in replace_triggered_by."


def triggers_of(
    resource: Resource, repetition: Repetition, module: Evaluating
) -> tuple[InstanceAddress, ...]:
    """The jobs that one instance watches: one of them where the reference has a key, else all of its instances."""
    return tuple(
        address
        for expression in _written(resource, module)
        for address in _jobs(expression, repetition, module)
    )


def check_triggers(resource: Resource, module: Evaluating) -> None:
    """Tells what is no list, what is no resource, and what smtj cannot see change."""
    findings = module.shared.findings
    for expression in _written(resource, module):
        mode, kind, name, _ = _resource(expression)
        if not name or mode != "managed" or kind in ("var", "local", "module", "each", "count"):
            findings.error(
                "Invalid reference in replace_triggered_by expression", _ONLY, expression.range
            )
        elif f"{kind}.{name}" not in module.module.resources:
            findings.error(
                "Reference to undeclared resource",
                f"A resource {kind}.{name} has not been declared in this module.",
                expression.range,
            )
        elif kind != TRAINING_JOB and resource.type == TRAINING_JOB:
            findings.warning(
                "Trigger is not followed",
                f"smtj sees changes of training jobs only, and {kind}.{name} is Terraform's. Ask for a new generation "
                "with smtj apply --rerun where it is needed, or let the job's own arguments refer to what changes.",
                expression.range,
            )


def _written(resource: Resource, module: Evaluating) -> tuple[Expression, ...]:
    found = resource.lifecycle.body.attributes if resource.lifecycle else {}
    if "replace_triggered_by" not in found:
        return ()
    return static_list(found["replace_triggered_by"].expression, module.shared.findings)


def _resource(expression: Expression) -> tuple[str, str, str, tuple[Step, ...]]:
    match expression:
        case Traversal(Reference(root), steps):
            return split_resource(root, steps)
        case _:
            return "", "", "", ()


def _jobs(
    expression: Expression, repetition: Repetition, module: Evaluating
) -> Iterator[InstanceAddress]:
    _, kind, name, steps = _resource(expression)
    other = module.module.resources.get(f"{kind}.{name}")
    if other is None or kind != TRAINING_JOB:
        return
    address = ResourceAddress(kind, name, module.path)
    keys = list(module.instances(other))
    if steps and isinstance(steps[0], IndexStep):
        value = module.evaluate(steps[0].key, module.scope(repetition))
        wanted: InstanceKey = value.raw if isinstance(value.raw, int | str) else None
        keys = [key for key in keys if key == wanted]
    for key in keys:
        yield address.instance(key)
