"""Where a part of a value was written: the entry of an object, the item of a list, as far as the text shows it.

An expression comes in (`merge({ a = 1 }, local.more)`), the piece of it that says the part goes out; None where the
part is said somewhere else (`local.more`), so that only the whole expression can be pointed at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.syntax.nodes import (
    Conditional,
    ForExpression,
    FunctionCall,
    ObjectConstructor,
    Parentheses,
    StringLiteral,
    TupleConstructor,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Expression

Entry: TypeAlias = "tuple[SourceRange, Expression]"


def entry_of(expression: Expression | None, name: str) -> Entry | None:
    """The place of an entry's key, and its value's expression."""
    match expression:
        case Parentheses(inner) | FunctionCall("tomap", (inner,)):
            return entry_of(inner, name)
        case ObjectConstructor():
            return _written(expression, name)
        case FunctionCall("merge", arguments):
            found = (entry_of(argument, name) for argument in reversed(arguments))
            return next((entry for entry in found if entry), None)
        case Conditional():
            sides = entry_of(expression.then, name), entry_of(expression.otherwise, name)
            return sides[0] or sides[1] if None in sides else None
        case ForExpression(key=key, value=value) if key is not None:
            return key.range, value
        case _:
            return None


def items_of(expression: Expression | None, count: int) -> Sequence[Expression] | None:
    """The expressions of a list's `count` items."""
    match expression:
        case Parentheses(inner) | FunctionCall("tolist", (inner,)):
            return items_of(inner, count)
        case TupleConstructor(items) if len(items) == count:
            return items
        case FunctionCall("concat", arguments):
            lists = [it.items for it in arguments if isinstance(it, TupleConstructor)]
            together = [item for items in lists for item in items]
            is_whole = len(lists) == len(arguments) and len(together) == count
            return together if is_whole else None
        case ForExpression(key=None, value=value):
            return [value] * count
        case _:
            return None


def _written(expression: ObjectConstructor, name: str) -> Entry | None:
    for item in reversed(expression.items):
        key = item.key.expression if isinstance(item.key, Parentheses) else item.key
        if isinstance(key, StringLiteral) and key.value == name:
            return item.key.range, item.value
    return None
