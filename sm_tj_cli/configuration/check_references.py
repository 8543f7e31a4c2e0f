"""Every reference of a module, in every block, checked once however many instances there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.configuration.static_references import NOWHERE, Place
from sm_tj_cli.syntax.nodes import Reference
from sm_tj_cli.syntax.walk import references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.configuration.module import Module, ModuleCall, Resource
    from sm_tj_cli.configuration.static_references import References
    from sm_tj_cli.diagnostics import Diagnostic
    from sm_tj_cli.syntax.nodes import Block, Body, Expression

NO_NAMES: frozenset[str] = frozenset()


def check_references(names: References) -> Iterator[Diagnostic]:
    """What is wrong with the references of a module."""
    module = names.module
    for variable in module.variables.values():
        for block in variable.validations:
            yield from _in_body(block.body, names)
    for name, local in module.locals.items():
        yield from _in(local.expression, names, Place(itself=f"local.{name}"))
    for output in module.outputs.values():
        yield from _in(output.value, names)
        yield from _in_all(output.depends_on, names)
        for block in output.preconditions:
            yield from _in_body(block.body, names)
    for resource in module.resources.values():
        yield from check_resource(resource, names)
    for call in module.calls.values():
        yield from _in_call(call, names)
    yield from _in_others(module, names)


def check_resource(resource: Resource, names: References) -> Iterator[Diagnostic]:
    """What is wrong with the references of a resource."""
    place = Place(
        counts=resource.count is not None,
        repeats=resource.for_each is not None,
        itself=resource.address,
    )
    for expression in (resource.count, resource.for_each):
        if expression is not None:
            yield from _in(expression, names, Place(itself=resource.address))
    yield from _in_all(resource.depends_on, names)
    yield from _in_body(resource.body, names, place)
    for block in resource.lifecycle.body.blocks if resource.lifecycle else ():
        after = block.type == "postcondition"
        yield from _in_body(block.body, names, replace(place, has_self=after))
    for block in resource.actions:
        yield from _in_body(block.body, names, replace(place, has_self=True, itself=""))


def check_expression(expression: Expression, names: References) -> Iterator[Diagnostic]:
    """What is wrong with the references of an expression that stands outside of any block."""
    yield from _in(expression, names)


def _in_call(call: ModuleCall, names: References) -> Iterator[Diagnostic]:
    for expression in (call.count, call.for_each):
        if expression is not None:
            yield from _in(expression, names)
    yield from _in_all(call.depends_on, names)
    place = Place(counts=call.count is not None, repeats=call.for_each is not None)
    yield from _in_body(call.body, names, place)


def _in_others(module: Module, names: References) -> Iterator[Diagnostic]:
    for block in module.providers:
        yield from _in_body(block.body, names)
    for block in module.imports:
        found = block.body.attributes
        place = Place(repeats="for_each" in found)
        for name in ("for_each", "id"):
            if name in found:
                yield from _in(found[name].expression, names, place)
    for check in module.checks.values():
        if check.data is not None:
            yield from check_resource(check.data, names)
        place = Place(scoped=check.data.address if check.data else "")
        for block in check.block.body.blocks:
            if block.type == "assert":
                yield from _in_body(block.body, names, place)


def _in_all(expressions: tuple[Expression, ...], names: References) -> Iterator[Diagnostic]:
    for expression in expressions:
        # A dependency is on all instances, so that it needs no key.
        for problem in _in(expression, names):
            if problem.summary != "Missing resource instance key":
                yield problem


def _in_body(
    body: Body, names: References, place: Place = NOWHERE, bound: frozenset[str] = NO_NAMES
) -> Iterator[Diagnostic]:
    for attribute in body.attributes.values():
        yield from _in(attribute.expression, names, place, bound)
    for block in body.blocks:
        if block.type == "dynamic":
            yield from _in_dynamic(block, names, place, bound)
        else:
            yield from _in_body(block.body, names, place, bound)


def _in_dynamic(
    block: Block, names: References, place: Place, bound: frozenset[str]
) -> Iterator[Diagnostic]:
    found = block.body.attributes
    iterator = found["iterator"].expression if "iterator" in found else None
    inner = iterator.name if isinstance(iterator, Reference) else "".join(block.labels[:1])
    if "for_each" in found:
        yield from _in(found["for_each"].expression, names, place, bound)
    if "labels" in found:
        yield from _in(found["labels"].expression, names, place, bound | {inner})
    for content in block.body.blocks:
        yield from _in_body(content.body, names, place, bound | {inner})


def _in(
    expression: Expression,
    names: References,
    place: Place = NOWHERE,
    bound: frozenset[str] = NO_NAMES,
) -> Iterator[Diagnostic]:
    for root, steps, where in references(expression):
        if root not in bound:
            problem = names.check(root, steps, where, place)
            if problem is not None:
                yield problem
