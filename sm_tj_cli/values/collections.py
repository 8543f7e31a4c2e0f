"""`{…}`, and splats: one value from several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.syntax.nodes import Reference, Traversal
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.traversal import StepError
from sm_tj_cli.values.types import DYNAMIC, STRING, ListType, SetType, TupleType
from sm_tj_cli.values.unify import unify
from sm_tj_cli.values.value import (
    DYNAMIC_UNKNOWN,
    Value,
    bounds_of,
    list_of,
    object_of,
    tuple_of,
    unknown,
    unknown_not_null,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import ObjectConstructor, Splat
    from sm_tj_cli.values.evaluating import Evaluating
    from sm_tj_cli.values.scope import Scope


_AMBIGUOUS = (
    "If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a literal name "
    "containing periods, wrap it in quotes to create a string literal."
)


def object_constructor(
    evaluation: Evaluating, expression: ObjectConstructor, scope: Scope
) -> Value:
    """The object; unknown as a whole where a key is not known."""
    items: dict[str, Value] = {}
    marks = frozenset[str]()
    known = True
    for item in expression.items:
        value = evaluation.value(item.value, scope)
        if isinstance(item.key, Traversal) and isinstance(item.key.source, Reference):
            evaluation.error("Ambiguous attribute key", _AMBIGUOUS, item.key.range)
            known = False
            continue
        key = evaluation.value(item.key, scope)
        marks |= key.marks
        name = _key(evaluation, key, item.key.range)
        if name is None:
            known = False
        else:
            items[name] = value
    whole = object_of(items) if known else DYNAMIC_UNKNOWN
    return whole.with_marks(marks)


def _key(evaluation: Evaluating, key: Value, where: SourceRange) -> str | None:
    if key.is_null:
        evaluation.error("Null value as key", "Can't use a null value as a key.", where)
        return None
    try:
        text = convert(key.unmarked(), STRING)
    except ConversionError as error:
        evaluation.error("Incorrect key type", f"Can't use this value as a key: {error}.", where)
        return None
    return text.raw if isinstance(text.raw, str) else None


def splat(evaluation: Evaluating, expression: Splat, scope: Scope) -> Value:
    """`source[*].a` and `source.*.a`."""
    source = evaluation.value(expression.source, scope)
    try:
        return each(source, lambda item: evaluation.steps(item, expression.each, scope))
    except StepError as error:
        return evaluation.error(error.summary, error.detail, expression.source.range)


def each(source: Value, step: Callable[[Value], Value]) -> Value:
    """The items, each behind `step`: a tuple, or a list where the source is a list or set.

    A value that is no sequence counts as one item, null as none (HCL's `SplatExpr`).

    Raises:
        StepError: it is null, where it should be a sequence.
    """
    return _each(source.unmarked(), step).with_marks(source.marks)


def _each(source: Value, step: Callable[[Value], Value]) -> Value:
    if source.type is DYNAMIC and not source.is_known:
        return DYNAMIC_UNKNOWN
    if not isinstance(source.type, ListType | SetType | TupleType):
        if source.is_null:
            return tuple_of(())
        item = step(source)
        return tuple_of((item,)) if source.is_surely_not_null else DYNAMIC_UNKNOWN
    if source.is_null:
        raise StepError(
            "Splat of null value",
            "Splat expressions (with the * symbol) cannot be applied to null sequences.",
        )
    if not isinstance(source.raw, tuple):
        return _unknown_items(source, step)
    return _items(source.type, [step(item) for item in source.raw], step)


def _items(
    kind: ListType | SetType | TupleType, results: list[Value], step: Callable[[Value], Value]
) -> Value:
    if isinstance(kind, TupleType):
        return tuple_of(results)
    if not results:
        return list_of(step(unknown(kind.element)).type, ())
    common = unify([item.type for item in results])
    if common is None:
        return tuple_of(results)
    return list_of(common, [convert(item, common) for item in results])


def _unknown_items(source: Value, step: Callable[[Value], Value]) -> Value:
    if isinstance(source.type, TupleType):
        return unknown(TupleType(tuple(step(unknown(kind)).type for kind in source.type.elements)))
    assert isinstance(source.type, ListType | SetType)
    kind = ListType(step(unknown(source.type.element)).type)
    if not source.is_surely_not_null:
        return unknown(kind)
    least, most = bounds_of(source)
    return unknown_not_null(kind, least=least, most=most)
