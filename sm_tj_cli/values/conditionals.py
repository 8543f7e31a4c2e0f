"""`condition ? then : otherwise`, with one type for both results (HCL's `ConditionalExpr`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    friendly_name,
)
from sm_tj_cli.values.unify import unify
from sm_tj_cli.values.value import NULL, Value, bounds_of, null, unknown, unknown_not_null

if TYPE_CHECKING:
    from sm_tj_cli.syntax.nodes import Conditional, Expression
    from sm_tj_cli.values.evaluating import Evaluating
    from sm_tj_cli.values.scope import Scope
    from sm_tj_cli.values.types import Type


def conditional(evaluation: Evaluating, expression: Conditional, scope: Scope) -> Value:
    """The value of the result that the condition chooses.

    Both results are evaluated and get one type, but what is wrong with the one that is not chosen is not told.
    """
    then, then_faults = evaluation.attempt(expression.then, scope)
    otherwise, otherwise_faults = evaluation.attempt(expression.otherwise, scope)
    kind = _common_type(then, otherwise)
    if kind is None:
        return evaluation.error(
            "Inconsistent conditional result types",
            _describe(then.type, otherwise.type),
            expression.then.range.to(expression.otherwise.range),
        )
    condition = evaluation.value(expression.condition, scope)
    decided = decide(evaluation, condition, expression.condition)
    marks = condition.marks | then.marks | otherwise.marks
    if not decided.is_known:
        return _undecided(kind, then, otherwise).with_marks(marks)
    chosen, faults, part = (
        (then, then_faults, expression.then)
        if decided.raw
        else (otherwise, otherwise_faults, expression.otherwise)
    )
    evaluation.tell(faults)
    try:
        return convert(chosen, kind).with_marks(marks)
    except ConversionError as error:
        return evaluation.error(
            "Inconsistent conditional result types",
            f"The {'true' if decided.raw else 'false'} result value has the wrong type: {error}.",
            part.range,
        )


def _undecided(kind: Type, then: Value, otherwise: Value) -> Value:
    """What is known of a choice that is not made yet: what both results have in common."""
    if then.is_null and otherwise.is_null:
        return null(kind)
    if not (then.is_surely_not_null and otherwise.is_surely_not_null):
        return unknown(kind)
    if (
        then.type != otherwise.type
        or not isinstance(kind, ListType | SetType | MapType)
        and kind is not NUMBER
    ):
        return unknown_not_null(kind)
    (first, second), (third, fourth) = bounds_of(then), bounds_of(otherwise)
    least = None if first is None or third is None else min(first, third)
    most = None if second is None or fourth is None else max(second, fourth)
    return unknown_not_null(kind, least=least, most=most)


def decide(evaluation: Evaluating, condition: Value, expression: Expression) -> Value:
    """A condition as a bool without marks; unknown, with its fault told, where it is none."""
    if condition.is_null:
        evaluation.error(
            "Null condition",
            "The condition value is null. Conditions must either be true or false.",
            expression.range,
        )
        return unknown(BOOL)
    if not condition.is_known:
        return unknown(BOOL)
    try:
        return convert(condition.unmarked(), BOOL)
    except ConversionError:
        evaluation.error(
            "Incorrect condition type",
            "The condition expression must be of type bool.",
            expression.range,
        )
        return unknown(BOOL)


def _common_type(then: Value, otherwise: Value) -> Type | None:
    # A bare null takes the type of the other result.
    if then == NULL:
        return otherwise.type
    if otherwise == NULL:
        return then.type
    if DYNAMIC in (then.type, otherwise.type):
        return DYNAMIC
    return unify([then.type, otherwise.type])


def _describe(then: Type, otherwise: Type) -> str:
    start = "The true and false result expressions must have consistent types."
    return f"{start} {_difference(then, otherwise)}"


def _difference(then: Type, otherwise: Type) -> str:
    """What is different between two types, as deep inside as it is."""
    match then, otherwise:
        case ObjectType(), ObjectType():
            found = _object_difference(then, otherwise)
        case TupleType(), TupleType():
            found = _tuple_difference(then, otherwise)
        case (
            (ListType(first), ListType(second))
            | (SetType(first), SetType(second))
            | (MapType(first), MapType(second))
        ) if type(first) is type(second) and isinstance(first, ObjectType | TupleType):
            word = friendly_name(then).partition(" ")[0]
            found = f"Mismatched {word} element types: {_difference(first, second)}"
        case _:
            found = ""
    names = friendly_name(then), friendly_name(otherwise)
    if found or names[0] == names[1]:
        return found or (
            "At least one deeply-nested attribute or element is not compatible across both the 'true' and the 'false' "
            "value."
        )
    return f"The 'true' value is {names[0]}, but the 'false' value is {names[1]}."


def _object_difference(then: ObjectType, otherwise: ObjectType) -> str:
    for name, kind in then.attributes:
        other = otherwise.attribute(name)
        if other is None:
            return f"The 'true' value includes object attribute \"{name}\", which is absent in the 'false' value."
        if other != kind:
            return f'Type mismatch for object attribute "{name}": {_difference(kind, other)}'
    for name, _ in otherwise.attributes:
        if then.attribute(name) is None:
            return f"The 'false' value includes object attribute \"{name}\", which is absent in the 'true' value."
    return ""


def _tuple_difference(then: TupleType, otherwise: TupleType) -> str:
    lengths = len(then.elements), len(otherwise.elements)
    if lengths[0] != lengths[1]:
        return f"The 'true' tuple has length {lengths[0]}, but the 'false' tuple has length {lengths[1]}."
    pairs = zip(then.elements, otherwise.elements, strict=True)
    at, (kind, other) = next((at, pair) for at, pair in enumerate(pairs) if pair[0] != pair[1])
    return f"Type mismatch for tuple element {at}: {_difference(kind, other)}"
