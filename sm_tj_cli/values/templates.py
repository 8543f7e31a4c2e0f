"""Templates: parts joined to one string."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.syntax.nodes import StringLiteral, Template, TemplateFor, TemplateIf
from sm_tj_cli.values.budget import CHARACTERS_PER_STEP
from sm_tj_cli.values.conditionals import decide
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.for_expressions import bound, items_of
from sm_tj_cli.values.types import STRING
from sm_tj_cli.values.value import Value, string, unknown, unknown_not_null

if TYPE_CHECKING:
    from sm_tj_cli.syntax.nodes import Expression
    from sm_tj_cli.values.evaluating import Evaluating
    from sm_tj_cli.values.scope import Scope


def template(
    evaluation: Evaluating, expression: Template | TemplateIf | TemplateFor, scope: Scope
) -> Value:
    """The text; unknown where a part is."""
    match expression:
        case Template(parts):
            return _joined(evaluation, parts, scope)
        case TemplateIf():
            return _choice(evaluation, expression, scope)
        case TemplateFor():
            return _loop(evaluation, expression, scope)


def _joined(evaluation: Evaluating, parts: tuple[Expression, ...], scope: Scope) -> Value:
    texts: list[str] = []
    marks = frozenset[str]()
    prefix: str | None = None
    for part in parts:
        value = evaluation.value(part, scope)
        marks |= value.marks
        text = value if isinstance(part, StringLiteral) else _text(evaluation, value, part)
        if isinstance(text.raw, str):
            texts.append(text.raw)
            # Paid before it is joined: each level of `"${x}${x}"` doubles the text.
            evaluation.budget.spend(len(text.raw) // CHARACTERS_PER_STEP)
        elif prefix is None:
            prefix = "".join(texts)
    whole = string("".join(texts)) if prefix is None else unknown_not_null(STRING, prefix=prefix)
    return whole.with_marks(marks)


def _text(evaluation: Evaluating, value: Value, part: Expression) -> Value:
    if value.is_null:
        return evaluation.error(
            "Invalid template interpolation value",
            "The expression result is null. Cannot include a null value in a string template.",
            part.range,
        )
    if not value.is_known:
        return unknown(STRING)
    try:
        return convert(value.unmarked(), STRING)
    except ConversionError as error:
        return evaluation.error(
            "Invalid template interpolation value",
            f"Cannot include the given value in a string template: {error}.",
            part.range,
        )


def _choice(evaluation: Evaluating, expression: TemplateIf, scope: Scope) -> Value:
    then, then_faults = evaluation.attempt(expression.then, scope)
    otherwise, otherwise_faults = (
        evaluation.attempt(expression.otherwise, scope)
        if expression.otherwise
        else (string(""), ())
    )
    condition = evaluation.value(expression.condition, scope)
    decided = decide(evaluation, condition, expression.condition)
    marks = condition.marks | then.marks | otherwise.marks
    if not decided.is_known:
        return unknown(STRING).with_marks(marks)
    evaluation.tell(then_faults if decided.raw else otherwise_faults)
    return (then if decided.raw else otherwise).with_marks(marks)


def _loop(evaluation: Evaluating, expression: TemplateFor, scope: Scope) -> Value:
    collection = evaluation.value(expression.collection, scope)
    pairs = items_of(evaluation, collection, expression)
    if not pairs:
        names = (expression.key_name or "", expression.value_name)
        evaluation.check_names((expression.body,), scope, names)
    if pairs is None:
        return unknown(STRING).with_marks(collection.marks)
    marks, texts, known = collection.marks, [], True
    for key, item in pairs:
        text = evaluation.value(expression.body, scope.child(bound(expression, key, item)))
        marks |= text.marks
        if isinstance(text.raw, str):
            texts.append(text.raw)
        else:
            known = False
    return (string("".join(texts)) if known else unknown(STRING)).with_marks(marks)
