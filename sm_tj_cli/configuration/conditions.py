"""Custom conditions: validations, pre- and postconditions, checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.syntax.nodes import Unreadable
from sm_tj_cli.syntax.walk import references
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.types import BOOL, STRING
from sm_tj_cli.values.value import EPHEMERAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.configuration.evaluating import Evaluating
    from sm_tj_cli.diagnostics import Findings, SourceRange
    from sm_tj_cli.syntax.nodes import Block, Expression
    from sm_tj_cli.values.scope import Scope
    from sm_tj_cli.values.value import Value


def check_condition(
    block: Block,
    module: Evaluating,
    scope: Scope,
    summary: str,
    where: SourceRange | None = None,
    *,
    is_warning: bool = False,
) -> None:
    """Tells the block's `error_message` where its `condition` is false. An unknown condition says nothing yet."""
    findings = module.shared.findings
    condition = _condition(block, findings)
    if condition is None:
        return
    value = module.evaluate(condition, scope)
    holds = _holds(value, condition, block, findings) if value.is_known else None
    if holds is False:
        make = Diagnostic.warning if is_warning else Diagnostic.error
        message = _message(block, module, scope, is_warning=is_warning)
        findings.add([make(summary, message, where or condition.range)])
    elif _is_constant(block.body.attributes["error_message"].expression, module, scope):
        # What is wrong with it whatever the values is told though nothing failed.
        _message(block, module, scope, is_warning=is_warning)


def _is_constant(message: Expression, module: Evaluating, scope: Scope) -> bool:
    return not any(references(message)) and module.evaluate(message, scope).is_known


def _holds(value: Value, condition: Expression, block: Block, findings: Findings) -> bool | None:
    """What the condition says; None, which is told, where it says neither true nor false."""
    summary, what = "Invalid condition result", "Condition"
    if block.type == "validation":
        summary, what = "Invalid variable validation result", "Validation condition"
    try:
        decided = convert(value.unmarked(), BOOL)
    except ConversionError as error:
        detail = f"{what} expression must return either true or false: {error}."
        if block.type == "validation":
            detail = f"Invalid validation condition result value: {error}."
        findings.error(summary, detail, condition.range)
        return None
    if decided.is_null:
        detail = f"{what} expression must return either true or false, not null."
        findings.error(summary, detail, condition.range)
        return None
    return bool(decided.raw)


def _condition(block: Block, findings: Findings) -> Expression | None:
    found = block.body.attributes
    if "condition" not in found or "error_message" not in found:
        return None
    condition = found["condition"].expression
    if any(references(condition)) or isinstance(condition, Unreadable):
        return condition
    findings.error(
        f"Invalid {block.type} expression",
        "The condition expression must refer to at least one object from elsewhere in the configuration, or else "
        "its result would not be checking anything.",
        condition.range,
    )
    return None


def check_lifecycle(
    lifecycle: Block | None, module: Evaluating, before: Scope, after: Callable[[], Scope]
) -> None:
    """Tells the pre- and postconditions of an instance that do not hold; `after` makes a scope that knows `self`."""
    for block in lifecycle.body.blocks if lifecycle else ():
        if block.type == "precondition":
            check_condition(block, module, before, "Resource precondition failed")
        elif block.type == "postcondition":
            check_condition(block, module, after(), "Resource postcondition failed")


_INVALID = "This check failed, but its error message is invalid, as is told beside this."


def _message(block: Block, module: Evaluating, scope: Scope, *, is_warning: bool) -> str:
    """What the block has to say; where that is no text, which is told, just that it failed."""
    expression = block.body.attributes["error_message"].expression
    findings = module.shared.findings
    told = findings.count
    value = module.evaluate(expression, scope)
    if findings.count > told:
        return _INVALID
    is_unknown = False
    try:
        text = convert(value, STRING)
    except ConversionError as error:
        why = str(error)
    else:
        if isinstance(text.raw, str):
            return _visible(text.raw.strip(), value.all_marks())
        is_unknown = not text.is_null
        why = "its value is not known yet" if is_unknown else "must not be null"
    # A check may still have something to say once it is known.
    make = Diagnostic.warning if is_warning and is_unknown else Diagnostic.error
    detail = f"Unsuitable value for error message: {why}."
    findings.add([make("Invalid error message", detail, expression.range)])
    return _INVALID


def _visible(text: str, marks: frozenset[str]) -> str:
    if not marks:
        return text
    word = "n ephemeral" if EPHEMERAL in marks else " sensitive"
    return f"The error message included a{word} value, so it will not be displayed."
