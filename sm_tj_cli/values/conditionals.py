"""`condition ? then : otherwise`, with one type for both results (HCL's `ConditionalExpr`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.convert import ConversionError, convert, unify
from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    ObjectType,
    TupleType,
    friendly_name,
)
from sm_tj_cli.values.value import Value, unknown

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Conditional
    from sm_tj_cli.values.evaluating import Evaluating
    from sm_tj_cli.values.scope import Scope
    from sm_tj_cli.values.types import Type


def conditional(evaluation: Evaluating, expression: Conditional, scope: Scope) -> Value:
    """The value of the result that the condition chooses; both are evaluated and get one type."""
    then = evaluation.value(expression.then, scope)
    otherwise = evaluation.value(expression.otherwise, scope)
    kind = _common_type(then, otherwise)
    if kind is None:
        return evaluation.error(
            "Inconsistent conditional result types",
            _describe(then.type, otherwise.type),
            expression.range,
        )
    condition = evaluation.value(expression.condition, scope)
    decided = as_bool(
        evaluation,
        condition,
        expression.condition.range,
        "condition",
    )
    if not decided.is_known:
        marks = condition.marks | then.marks | otherwise.marks
        return unknown(kind).with_marks(marks)
    chosen, place = (then, expression.then) if decided.raw else (otherwise, expression.otherwise)
    try:
        return convert(chosen, kind).with_marks(condition.marks)
    except ConversionError as error:
        return evaluation.error(
            "Inconsistent conditional result types",
            f"The {'true' if decided.raw else 'false'} result value has the wrong type: {error}.",
            place.range,
        )


def as_bool(evaluation: Evaluating, value: Value, where: SourceRange, what: str) -> Value:
    """A condition as a bool; unknown, with its fault told, where it is none. `what` names it."""
    if value.is_null:
        evaluation.error(
            "Null condition",
            "The condition value is null. Conditions must either be true or false.",
            where,
        )
        return unknown(BOOL)
    try:
        return convert(value.unmarked(), BOOL)
    except ConversionError as error:
        evaluation.error(
            f"Incorrect {what} type", f"The {what} expression must be of type bool: {error}.", where
        )
        return unknown(BOOL)


def _common_type(then: Value, otherwise: Value) -> Type | None:
    if then.type == otherwise.type:
        return then.type
    # A bare null takes the type of the other result.
    if then.type is DYNAMIC and then.is_null:
        return otherwise.type
    if otherwise.type is DYNAMIC and otherwise.is_null:
        return then.type
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
