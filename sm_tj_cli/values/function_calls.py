"""Function calls inside expressions, `try` and `can` among them, which evaluate their own arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.values.call import FunctionError, call
from sm_tj_cli.values.types import BOOL, DYNAMIC, ListType, SetType, TupleType
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, FALSE, TRUE, Value, unknown

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import FunctionCall
    from sm_tj_cli.values.call import Function
    from sm_tj_cli.values.evaluating import Evaluating
    from sm_tj_cli.values.scope import Scope

LAZY = ("can", "try")


def function_call(evaluation: Evaluating, expression: FunctionCall, scope: Scope) -> Value:
    """The call's value; unknown where something is wrong with it."""
    if expression.name in LAZY:
        return _lazy(evaluation, expression, scope)
    function = scope.functions.get(expression.name.removeprefix("core::"))
    if function is None:
        names = [*scope.functions.names(), *LAZY]
        return evaluation.error(
            "Call to unknown function",
            f'There is no function named "{expression.name}".{did_you_mean(expression.name, names)}',
            expression.name_range,
        )
    arguments = _arguments(evaluation, expression, scope)
    if arguments is None:
        return DYNAMIC_UNKNOWN
    try:
        return call(function, arguments, scope.context)
    except FunctionError as error:
        return _fault(evaluation, expression, function, error)


def _arguments(
    evaluation: Evaluating, expression: FunctionCall, scope: Scope
) -> tuple[Value, ...] | None:
    values = [evaluation.value(argument, scope) for argument in expression.arguments]
    if not expression.expand_final or not values:
        return tuple(values)
    last = values.pop()
    where = expression.arguments[-1].range
    if last.is_null:
        evaluation.error(
            "Invalid expanding argument value",
            "The expanding argument (indicated by ...) must not be null.",
            where,
        )
        return None
    if last.type is DYNAMIC and not last.is_known:
        return None
    if not isinstance(last.type, ListType | SetType | TupleType):
        evaluation.error(
            "Invalid expanding argument value",
            "The expanding argument (indicated by ...) must be of a tuple, list, or set type.",
            where,
        )
        return None
    if not isinstance(last.raw, tuple):
        return None
    return (*values, *(item.with_marks(last.marks) for item in last.raw))


def _fault(
    evaluation: Evaluating, expression: FunctionCall, function: Function, error: FunctionError
) -> Value:
    given = expression.arguments
    if error.message.startswith(f'Function "{function.name}" expects'):
        too_many = "only" in error.message
        summary = "Too many function arguments" if too_many else "Not enough function arguments"
        where = given[error.argument or 0].range if too_many and given else expression.range
        return evaluation.error(summary, error.message, where)
    if error.argument is not None and given:
        parameter = function.parameter(error.argument)
        where = given[min(error.argument, len(given) - 1)].range
        return evaluation.error(
            "Invalid function argument",
            f'Invalid value for "{parameter.name}" parameter: {error.message}.',
            where,
        )
    return evaluation.error(
        "Error in function call",
        f'Call to function "{expression.name}" failed: {error.message}.',
        expression.range,
    )


def _lazy(evaluation: Evaluating, expression: FunctionCall, scope: Scope) -> Value:
    if expression.name == "can":
        if len(expression.arguments) != 1:
            return _wrong_count(evaluation, expression)
        value, faults = evaluation.attempt(expression.arguments[0], scope)
        if faults:
            return FALSE
        return TRUE if value.is_wholly_known else unknown(BOOL)
    if not expression.arguments:
        return _wrong_count(evaluation, expression)
    told: list[str] = []
    for argument in expression.arguments:
        value, faults = evaluation.attempt(argument, scope)
        if not faults:
            return value
        told.extend(_line(fault.subject, fault.summary, fault.detail) for fault in faults)
    attempts = "\n\n".join(told)
    return evaluation.error(
        "Error in function call",
        'Call to function "try" failed: no expression succeeded:\n'
        f"{attempts}\n\nAt least one expression must produce a successful result.",
        expression.range,
    )


def _line(where: SourceRange | None, summary: str, detail: str) -> str:
    place = (
        f" (at {where.filename}:{where.start.line},{where.start.column}-{where.end.column})"
        if where
        else ""
    )
    return f"- {summary}{place}\n  {detail}"


def _wrong_count(evaluation: Evaluating, expression: FunctionCall) -> Value:
    name = expression.name
    if not expression.arguments:
        wants = "1 argument(s). Missing value for" if name == "can" else "at least one argument for"
        return evaluation.error(
            "Not enough function arguments",
            f'Function "{name}" expects {wants} "expression".',
            expression.range,
        )
    return evaluation.error(
        "Too many function arguments",
        f'Function "{name}" expects only 1 argument(s).',
        expression.arguments[1].range,
    )
