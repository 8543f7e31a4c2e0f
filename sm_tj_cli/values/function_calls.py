"""Function calls inside expressions, `try` and `can` among them, which evaluate their own arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.syntax.nodes import (
    Reference,
    Splat,
    StringLiteral,
    Template,
    TemplateWrap,
    Traversal,
)
from sm_tj_cli.values.call import FunctionError, call
from sm_tj_cli.values.scope import NoFunctions
from sm_tj_cli.values.types import BOOL, DYNAMIC, ListType, SetType, TupleType
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, FALSE, TRUE, Value, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sm_tj_cli.diagnostics import Diagnostic, SourceRange
    from sm_tj_cli.syntax.nodes import Expression, FunctionCall
    from sm_tj_cli.values.call import Function
    from sm_tj_cli.values.evaluating import Evaluating
    from sm_tj_cli.values.scope import Scope

LAZY = ("can", "try")


def function_call(evaluation: Evaluating, expression: FunctionCall, scope: Scope) -> Value:
    """The call's value; unknown where something is wrong with it."""
    if isinstance(scope.functions, NoFunctions):
        return evaluation.error(
            "Function calls not allowed", "Functions may not be called here.", expression.range
        )
    if expression.name in LAZY:
        return _lazy(evaluation, expression, scope)
    return _eager(evaluation, expression, scope)


def _eager(evaluation: Evaluating, expression: FunctionCall, scope: Scope) -> Value:
    try:
        function = scope.functions.get(expression.name.removeprefix("core::"))
    except FunctionError as error:
        return _failed(evaluation, expression, error)
    if function is None:
        return _unknown_function(evaluation, expression, scope)
    arguments = _arguments(evaluation, expression, scope)
    if arguments is None:
        return DYNAMIC_UNKNOWN
    try:
        _check_references(function, expression.arguments)
        return call(function, arguments, scope.context)
    except FunctionError as error:
        return _fault(evaluation, expression, function, error)


def _unknown_function(evaluation: Evaluating, expression: FunctionCall, scope: Scope) -> Value:
    if "::" in expression.name:
        summary, detail = (
            "Unknown provider function",
            _unknown_namespace(expression.name, scope.functions.names()),
        )
    else:
        hint = did_you_mean(expression.name, [*scope.functions.names(), *LAZY])
        summary = "Call to unknown function"
        detail = f'There is no function named "{expression.name}".{hint}'
    return evaluation.error(summary, detail, expression.name_range)


def _unknown_namespace(name: str, known: Iterable[str]) -> str:
    namespace, *rest = name.split("::")
    match rest:
        case _ if namespace != "provider":
            return (
                f'The function namespace "{namespace}" is not valid. Provider function calls must use the "provider::" '
                "namespace prefix."
            )
        case [_]:
            return 'The function call must include the provider name after the "provider::" prefix.'
        case [provider, *_, last]:
            if any(it.startswith(f"provider::{provider}::") for it in known):
                return f'The function "{last}" is not available from the provider "{provider}".'
            return (
                f'There is no function named "{name}". Of the functions of providers only those of Terraform itself are '
                "supported, in a module whose required_providers block has "
                'terraform = { source = "terraform.io/builtin/terraform" }.'
            )
        case _:
            return f'There is no function named "{name}".'


def _arguments(
    evaluation: Evaluating, expression: FunctionCall, scope: Scope
) -> tuple[Value, ...] | None:
    given = expression.arguments
    if not expression.expand_final or not given:
        return tuple(evaluation.value(argument, scope) for argument in given)
    values = [evaluation.value(argument, scope) for argument in given[:-1]]
    items = _expanded(evaluation, given[-1], scope)
    return None if items is None else (*values, *items)


def _expanded(
    evaluation: Evaluating, argument: Expression, scope: Scope
) -> tuple[Value, ...] | None:
    """The elements of `x` in `f(x...)`; None where they are not known or there are none to take."""
    last = evaluation.value(argument, scope)
    is_sequence = isinstance(last.type, ListType | SetType | TupleType)
    if last.is_null and (is_sequence or last.type is DYNAMIC):
        _not_expanded(evaluation, "not be null", argument)
    elif not is_sequence and last.type is not DYNAMIC:
        _not_expanded(evaluation, "be of a tuple, list, or set type", argument)
    if not isinstance(last.raw, tuple):
        return None
    return tuple(item.with_marks(last.marks) for item in last.raw)


def _not_expanded(evaluation: Evaluating, wanted: str, argument: Expression) -> None:
    evaluation.error(
        "Invalid expanding argument value",
        f"The expanding argument (indicated by ...) must {wanted}.",
        argument.range,
    )


def _check_references(function: Function, arguments: tuple[Expression, ...]) -> None:
    for at, (parameter, argument) in enumerate(zip(function.parameters, arguments, strict=False)):
        fault = _why_no_reference(function.name, argument) if parameter.by_reference else None
        if fault:
            raise FunctionError(f"invalid template expression: {fault}", at)


def _why_no_reference(name: str, argument: Expression) -> str | None:
    from_elsewhere = f"{name} is only for rendering templates retrieved dynamically from elsewhere"
    match argument:
        case Reference() | Traversal(Reference()) | Splat(Reference() | Traversal(Reference())):
            return None
        case StringLiteral():
            return (
                f"{from_elsewhere}, and so does not support providing a literal template; consider using a template "
                "string expression instead"
            )
        case TemplateWrap():
            return (
                f"{from_elsewhere}; to treat the inner expression as template syntax, write the reference expression "
                "directly without any template interpolation syntax"
            )
        case Template():
            return f"{from_elsewhere}; to render an inline template, consider using a plain template string expression"
        case _:
            return (
                "must be a direct reference to a single string from elsewhere, containing valid Terraform template "
                "syntax"
            )


def _fault(
    evaluation: Evaluating, expression: FunctionCall, function: Function, error: FunctionError
) -> Value:
    given = expression.arguments
    if error.message.startswith(f'Function "{function.name}" expects'):
        too_many = "only" in error.message
        summary = "Too many function arguments" if too_many else "Not enough function arguments"
        where = (
            given[min(error.argument or 0, len(given) - 1)].range
            if too_many and given
            else expression.range
        )
        return evaluation.error(summary, error.message, where)
    if error.argument is not None and given:
        parameter = function.parameter(error.argument)
        where = given[min(error.argument, len(given) - 1)].range
        return evaluation.error(
            "Invalid function argument",
            f'Invalid value for "{parameter.name}" parameter: {error.message}.',
            where,
        )
    return _failed(evaluation, expression, error)


def _failed(evaluation: Evaluating, expression: FunctionCall, error: FunctionError) -> Value:
    return evaluation.error(
        "Error in function call",
        f'Call to function "{expression.name}" failed: {error.message}.',
        expression.range,
    )


def _lazy(evaluation: Evaluating, expression: FunctionCall, scope: Scope) -> Value:
    if expression.name == "can":
        attempts = list(_attempts(evaluation, expression, scope))
        if len(attempts) != 1:
            return _wrong_count(evaluation, expression, len(attempts))
        ((value, faults),) = attempts
        if faults:
            return FALSE
        return TRUE if value.is_wholly_known else unknown(BOOL)
    told: list[str] = []
    for value, faults in _attempts(evaluation, expression, scope):
        if not faults:
            # What is not known yet may still fail once it is.
            return value if value.is_wholly_known else DYNAMIC_UNKNOWN.with_marks(value.all_marks())
        told.extend(_line(fault.subject, fault.summary, fault.detail) for fault in faults)
    if not told:
        return _failed(evaluation, expression, FunctionError("at least one argument is required"))
    told_lines = "\n".join(told)
    return evaluation.error(
        "Error in function call",
        'Call to function "try" failed: no expression succeeded:\n'
        f"{told_lines}\n\nAt least one expression must produce a successful result.",
        expression.range,
    )


def _attempts(
    evaluation: Evaluating, expression: FunctionCall, scope: Scope
) -> Iterator[tuple[Value, tuple[Diagnostic, ...]]]:
    given = expression.arguments
    for at, argument in enumerate(given):
        evaluation.check_names(given[at + 1 :], scope)
        if expression.expand_final and at == len(given) - 1:
            items = _expanded(evaluation, argument, scope)
            yield from ((item, ()) for item in ((DYNAMIC_UNKNOWN,) if items is None else items))
        else:
            yield evaluation.attempt(argument, scope)


def _line(where: SourceRange | None, summary: str, detail: str) -> str:
    place = (
        f" (at {where.filename}:{where.start.line},{where.start.column}-{where.end.column})"
        if where
        else ""
    )
    return f"- {summary}{place}\n  {detail}"


def _wrong_count(evaluation: Evaluating, expression: FunctionCall, given: int) -> Value:
    if not given:
        return evaluation.error(
            "Not enough function arguments",
            f'Function "{expression.name}" expects 1 argument(s). Missing value for "expression".',
            expression.range,
        )
    return evaluation.error(
        "Too many function arguments",
        f'Function "{expression.name}" expects only 1 argument(s).',
        expression.arguments[min(1, len(expression.arguments) - 1)].range,
    )
