"""Data sources that are read live: their instances, with the conditions on them, as one value."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sm_tj_cli.configuration.conditions import check_lifecycle
from sm_tj_cli.configuration.gather import gathered
from sm_tj_cli.configuration.ports import Asked
from sm_tj_cli.diagnostics import Diagnostics, Findings

if TYPE_CHECKING:
    from sm_tj_cli.addresses import InstanceKey
    from sm_tj_cli.configuration.evaluating import Evaluating
    from sm_tj_cli.configuration.module import Resource
    from sm_tj_cli.values.value import Value


def read_data(resource: Resource, module: Evaluating) -> tuple[Value, Diagnostics]:
    """The data source's instances, each read once; what could not be read is unknown."""
    findings = Findings()
    provider, sources = module.provider_of(resource), module.shared.world.data_sources
    instances = module.instances(resource)
    asked = [Asked(resource.type, module.body(resource, key), provider) for key in instances]
    values: dict[InstanceKey, Value] = {}
    answers = zip(instances.items(), sources.read(asked), strict=True)
    for (key, repetition), (value, problems) in answers:
        findings.add(item.at(resource.range) for item in problems)
        values[key] = value
        if not problems.has_errors:
            before, after = module.scope(repetition), partial(module.scope, repetition, value)
            check_lifecycle(resource.lifecycle, module, before, after)
    value = gathered(
        values, counts=resource.count is not None, repeats=resource.for_each is not None
    )
    return value, findings.result()
