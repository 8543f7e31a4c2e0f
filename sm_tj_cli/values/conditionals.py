"""`condition ? then : otherwise`, with one type for both results (HCL's `ConditionalExpr`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    ObjectType,
    TupleType,
    friendly_name,
)
from sm_tj_cli.values.unify import unify
from sm_tj_cli.values.value import NULL, Value, unknown

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
        return unknown(kind).with_marks(marks)
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


def decide(evaluation: Evaluating, condition: Value, expression: Expression) -> Value:
    """A condition as a bool without marks; unknown, with its fault told, where it is none."""
    if condition.is_null:
        evaluation.error(
            "Null condition",
            "The condition value is null. Conditions must either be true or false.",
            expression.range,
        )
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
    match then, otherwise:
        case ObjectType(), ObjectType():
            missing = _missing_attribute(then, otherwise)
            if missing:
                return f"{start} {missing}"
        case TupleType(first), TupleType(second) if len(first) != len(second):
            return f"{start} The 'true' tuple has length {len(first)}, but the 'false' tuple has length {len(second)}."
        case _:
            pass
    return f"{start} The 'true' value is {friendly_name(then)}, but the 'false' value is {friendly_name(otherwise)}."


def _missing_attribute(then: ObjectType, otherwise: ObjectType) -> str:
    for name, _ in then.attributes:
        if otherwise.attribute(name) is None:
            return f"The 'true' value includes object attribute \"{name}\", which is absent in the 'false' value."
    for name, _ in otherwise.attributes:
        if then.attribute(name) is None:
            return f"The 'false' value includes object attribute \"{name}\", which is absent in the 'true' value."
    return ""
