"""Data sources that jobs and outputs need, read many at a time before anything asks for them one by one.

Only a head start: what each of them says, and what is wrong with it, is found where it is referred to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.configuration.ports import Asked
from sm_tj_cli.configuration.static_references import split_resource
from sm_tj_cli.syntax.nodes import AttributeStep
from sm_tj_cli.syntax.walk import references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.configuration.evaluator import ModuleEvaluator
    from sm_tj_cli.configuration.module import Module
    from sm_tj_cli.syntax.nodes import Body, Expression

    Place = tuple[ModuleEvaluator, str]


def prefetch(root: ModuleEvaluator) -> None:
    """Reads the data sources that are needed, those first that need no others."""
    sources = root.shared.world.data_sources
    waiting: dict[Place, frozenset[str]] = {}
    for module in _all(root):
        live = {
            address
            for address, resource in module.module.resources.items()
            if resource.mode == "data" and sources.knows(resource.type)
        }
        if live:
            needs = _needed(module.module, live)
            waiting |= {(module, address): found for address, found in needs.items()}
    done: set[Place] = set()
    while len(waiting) > 1:
        ready = [
            (module, address)
            for (module, address), needs in waiting.items()
            if all((module, other) in done for other in needs)
        ]
        if not ready:
            # They need each other, which is told where they do.
            return
        sources.read([asked for place in ready for asked in _asked(*place)])
        done.update(ready)
        waiting = {place: needs for place, needs in waiting.items() if place not in done}


def _all(module: ModuleEvaluator) -> Iterator[ModuleEvaluator]:
    yield module
    for child in module.children():
        yield from _all(child)


def _asked(module: ModuleEvaluator, address: str) -> Iterator[Asked]:
    resource = module.module.resources[address]
    for key in module.instances(resource):
        yield Asked(resource.type, module.body(resource, key), module.provider_of(resource))


def _needed(module: Module, live: set[str]) -> dict[str, frozenset[str]]:
    """The data sources that a module's jobs, outputs, calls and providers lead to, each with those that it needs."""
    found: dict[str, frozenset[str]] = {}
    waiting = [address for start in _starts(module) for address in _data_in(start, module, live)]
    while waiting:
        address = waiting.pop()
        if address not in found:
            resource = module.resources[address]
            parts = (resource.body, resource.count, resource.for_each)
            needs = {
                it for part in parts if part is not None for it in _data_in(part, module, live)
            }
            found[address] = frozenset(needs)
            waiting.extend(needs)
    return found


def _starts(module: Module) -> Iterator[Body | Expression]:
    for resource in module.resources.values():
        if resource.type == TRAINING_JOB and resource.mode == "managed":
            yield resource.body
            yield from (it for it in (resource.count, resource.for_each) if it is not None)
    for output in module.outputs.values():
        yield output.value
    for call in module.calls.values():
        yield call.body
    for block in module.providers:
        yield block.body


def _data_in(node: Body | Expression, module: Module, live: set[str]) -> set[str]:
    """The data sources that a part refers to, by itself or through local values."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting: list[Body | Expression] = [node]
    while waiting:
        for root, steps, _ in references(waiting.pop()):
            name = steps[0].name if steps and isinstance(steps[0], AttributeStep) else ""
            if root == "local" and name in module.locals and name not in seen:
                seen.add(name)
                waiting.append(module.locals[name].expression)
            elif root == "data":
                _, kind, label, _ = split_resource(root, steps)
                found |= {f"data.{kind}.{label}"} & live
    return found
