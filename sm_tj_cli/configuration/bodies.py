"""A resource's body to values, `dynamic` blocks expanded; what stands where is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sm_tj_cli.configuration.model import EvaluatedAttribute, EvaluatedBlock, EvaluatedBody
from sm_tj_cli.values.budget import STEPS_PER_BLOCK, STEPS_PER_DYNAMIC_BLOCK, OutOfBudget
from sm_tj_cli.values.evaluate import tell_too_expensive
from sm_tj_cli.values.for_expressions import pairs_of
from sm_tj_cli.values.types import DYNAMIC, ListType, MapType, ObjectType, SetType, TupleType
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, EPHEMERAL, Value, object_of, string, tuple_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sm_tj_cli.configuration.alike import Alike
    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.syntax.nodes import Block, Body, Expression
    from sm_tj_cli.values.scope import Scope


class Evaluates(Protocol):
    """Evaluates an expression and tells what is wrong with it."""

    def __call__(self, expression: Expression, scope: Scope) -> Value:
        """The value."""
        ...


def evaluate_body(
    body: Body,
    scope: Scope,
    evaluate: Evaluates,
    findings: Findings,
    alike: Alike | None = None,
) -> EvaluatedBody:
    """The body with every argument evaluated; `alike` are the blocks of other instances of it."""
    attributes = {
        name: EvaluatedAttribute(
            name,
            evaluate(attribute.expression, scope),
            attribute.expression,
            attribute.range,
            attribute.name_range,
        )
        for name, attribute in body.attributes.items()
    }
    blocks = tuple(
        expanded
        for block in body.blocks
        for expanded in _expanded(block, scope, evaluate, findings, alike)
    )
    return EvaluatedBody(body.range, body.end_range, attributes, blocks)


def refuse_ephemeral(body: EvaluatedBody, findings: Findings) -> None:
    """Tells arguments that may not be kept: everything that a resource says is recorded in the state."""
    for attribute in body.attributes.values():
        if EPHEMERAL in attribute.value.all_marks():
            findings.error(
                "Invalid use of ephemeral value",
                f'Ephemeral values are not valid for "{attribute.name}", because it is not a write-only attribute and must '
                "be persisted to state.",
                attribute.expression.range,
            )
    for block in body.blocks:
        refuse_ephemeral(block.body, findings)


def _expanded(
    block: Block, scope: Scope, evaluate: Evaluates, findings: Findings, alike: Alike | None
) -> Iterable[EvaluatedBlock]:
    if not _affords(block, scope, findings):
        return
    if block.type != "dynamic":

        def make() -> EvaluatedBody:
            return evaluate_body(block.body, scope, evaluate, findings, alike)

        inner = make() if alike is None else alike.body(block.body, make)
        yield EvaluatedBlock(
            block.type, block.labels, inner, block.definition_range, block.type_range
        )
        return
    yield from _dynamic(block, scope, evaluate, findings)


def _affords(block: Block, scope: Scope, findings: Findings, steps: int = STEPS_PER_BLOCK) -> bool:
    """Pays for one more block; once the budget is used up there is none, at any level."""
    budget = scope.context.budget
    try:
        budget.spend(steps)
    except OutOfBudget:
        tell_too_expensive(budget, findings, block.definition_range)
        return False
    return True


def _dynamic(
    block: Block, scope: Scope, evaluate: Evaluates, findings: Findings
) -> Iterator[EvaluatedBlock]:
    found = block.body.attributes
    contents = [inner for inner in block.body.blocks if inner.type == "content"]
    if not block.labels or "for_each" not in found or len(contents) != 1:
        findings.error(
            "Invalid dynamic block",
            'A dynamic block needs one label, which is the type of the blocks to make, a "for_each" argument and exactly '
            'one "content" block.',
            block.definition_range,
        )
        return
    collection = evaluate(found["for_each"].expression, scope)
    name = _iterator(found["iterator"].expression) if "iterator" in found else block.labels[0]
    for key, value in _items(collection, found["for_each"].expression, findings):
        if not _affords(block, scope, findings, STEPS_PER_DYNAMIC_BLOCK):
            return
        each = object_of({"key": key, "value": value}).with_marks(collection.marks)
        inner = scope.child({name: each})
        labels = _labels(found["labels"].expression, inner, evaluate) if "labels" in found else ()
        content = evaluate_body(contents[0].body, inner, evaluate, findings)
        yield EvaluatedBlock(
            block.labels[0],
            labels,
            content,
            block.definition_range,
            block.label_ranges[0],
            is_open=not collection.is_known,
        )


def _items(
    collection: Value, expression: Expression, findings: Findings
) -> Iterable[tuple[Value, Value]]:
    iterable = isinstance(collection.type, ListType | SetType | TupleType | MapType | ObjectType)
    if collection.is_null or (not iterable and collection.type is not DYNAMIC):
        why = (
            "Cannot use a null value in for_each."
            if collection.is_null
            else "Cannot use a value of this type in for_each. An iterable collection is required."
        )
        findings.error("Invalid dynamic for_each value", why, expression.range)
        return ()
    if not collection.is_known:
        # One block stands for however many there will be.
        return ((DYNAMIC_UNKNOWN, DYNAMIC_UNKNOWN),)
    return pairs_of(collection)


def _labels(expression: Expression, scope: Scope, evaluate: Evaluates) -> tuple[str, ...]:
    value = evaluate(expression, scope)
    items = value.raw if isinstance(value.raw, tuple) else ()
    return tuple(item.raw for item in items if isinstance(item.raw, str))


def _iterator(expression: Expression) -> str:
    # In JSON it is a string.
    name = getattr(expression, "name", None) or getattr(expression, "value", None)
    return name if isinstance(name, str) else "each"


def as_object(body: EvaluatedBody) -> dict[str, Value]:
    """The arguments and blocks as a referrer sees them: a block type as a tuple of objects."""
    found = {name: attribute.value for name, attribute in body.attributes.items()}
    groups: dict[str, list[Value]] = {}
    for block in body.blocks:
        inner = as_object(block.body)
        labelled = {"label": string(block.labels[0])} if block.labels else {}
        groups.setdefault(block.type, []).append(object_of({**labelled, **inner}))
    return {**found, **{name: tuple_of(items) for name, items in groups.items()}}
