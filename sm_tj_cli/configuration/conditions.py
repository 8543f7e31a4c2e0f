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
    if not value.is_known:
        return
    holds = _holds(value, condition, block, findings)
    if holds is False:
        message = _message(block, module, scope)
        make = Diagnostic.warning if is_warning else Diagnostic.error
        if message is not None:
            findings.items.append(make(summary, message, where or condition.range))


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


def _message(block: Block, module: Evaluating, scope: Scope) -> str | None:
    """What the block has to say; None, which is told, where that is no text or no expression."""
    expression = block.body.attributes["error_message"].expression
    if isinstance(expression, Unreadable):
        return None
    value = module.evaluate(expression, scope)
    if EPHEMERAL in value.all_marks():
        return "The error message included an ephemeral value, so it will not be displayed."
    if value.all_marks():
        return "The error message included a sensitive value, so it will not be displayed."
    try:
        text = convert(value, STRING)
    except ConversionError as error:
        why = str(error)
    else:
        if isinstance(text.raw, str):
            return text.raw.strip()
        why = "must not be null" if text.is_null else "its value is not known yet"
    module.shared.findings.error(
        "Invalid error message", f"Unsuitable value for error message: {why}.", expression.range
    )
    return None
