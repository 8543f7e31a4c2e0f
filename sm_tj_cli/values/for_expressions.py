"""`[for …]` and `{for …}` (HCL's `ForExpr`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    STRING,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    friendly_name,
)
from sm_tj_cli.values.value import (
    DYNAMIC_UNKNOWN,
    NO_MARKS,
    Value,
    number,
    object_of,
    string,
    tuple_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.syntax.nodes import Expression, ForExpression, TemplateFor
    from sm_tj_cli.values.evaluating import Evaluating
    from sm_tj_cli.values.scope import Scope


def for_expression(evaluation: Evaluating, expression: ForExpression, scope: Scope) -> Value:
    """A tuple, or an object where there is a key."""
    collection = evaluation.value(expression.collection, scope)
    pairs = items_of(evaluation, collection, expression)
    loop = _Loop(evaluation, expression, collection.marks)
    for key, value in pairs or ():
        inner = scope.child(bound(expression, key, value))
        if loop.takes(inner):
            loop.add(inner)
        if loop.is_broken:
            break
    if not loop.has_added:
        # Names mean nothing or something whether or not there is an element that they are needed for.
        parts = (expression.key, expression.value, expression.condition)
        names = (expression.key_name or "", expression.value_name)
        evaluation.check_names(parts, scope, names)
    if pairs is not None:
        return loop.result()
    return DYNAMIC_UNKNOWN.with_marks(_marks_of_unknown(evaluation, expression, collection, scope))


def _marks_of_unknown(
    evaluation: Evaluating, expression: ForExpression, collection: Value, scope: Scope
) -> frozenset[str]:
    """The marks of a result of which nothing is known: those of the collection and of the condition."""
    if expression.condition is None:
        return collection.marks
    names = bound(expression, DYNAMIC_UNKNOWN, DYNAMIC_UNKNOWN)
    condition, _ = evaluation.attempt(expression.condition, scope.child(names))
    return collection.marks | condition.marks


def items_of(
    evaluation: Evaluating, collection: Value, expression: ForExpression | TemplateFor
) -> list[tuple[Value, Value]] | None:
    """The keys and values to go through; None where they are not known or there are none to go through."""
    where = expression.collection.range
    if collection.is_null:
        evaluation.error(
            "Iteration over null value",
            "A null value cannot be used as the collection in a 'for' expression.",
            where,
        )
        return None
    if not isinstance(collection.type, ListType | SetType | TupleType | MapType | ObjectType):
        if collection.type is not DYNAMIC:
            evaluation.error(
                "Iteration over non-iterable value",
                f"A value of type {friendly_name(collection.type)} cannot be used as the collection in a 'for' "
                "expression.",
                where,
            )
        return None
    return list(pairs_of(collection)) if collection.is_known else None


def pairs_of(collection: Value) -> Iterator[tuple[Value, Value]]:
    """The keys and values of a known collection, in order."""
    if isinstance(collection.raw, dict):
        yield from ((string(key), item) for key, item in collection.raw.items())
    elif isinstance(collection.raw, tuple):
        is_set = isinstance(collection.type, SetType)
        for at, item in enumerate(collection.raw):
            yield (item if is_set else number(at)), item


def bound(expression: ForExpression | TemplateFor, key: Value, value: Value) -> dict[str, Value]:
    """The variables of one round."""
    names = {expression.value_name: value}
    if expression.key_name is not None:
        names[expression.key_name] = key
    return names


class _Loop:
    def __init__(
        self, evaluation: Evaluating, expression: ForExpression, marks: frozenset[str]
    ) -> None:
        self._evaluation, self._expression = evaluation, expression
        self._marks = marks or NO_MARKS
        self._items: list[Value] = []
        self._named: dict[str, Value] = {}
        self._groups: dict[str, list[Value]] = {}
        self._known = True
        self.is_broken = False
        self.has_added = False

    def takes(self, scope: Scope) -> bool:
        condition = self._expression.condition
        if condition is None:
            return True
        value = self._evaluation.value(condition, scope)
        self._marks |= value.marks
        if value.is_null:
            self._broken(
                "Invalid 'for' condition",
                "The value of the 'if' clause must not be null.",
                condition,
            )
            return False
        try:
            decided = convert(value.unmarked(), BOOL)
        except ConversionError as error:
            self._broken(
                "Invalid 'for' condition", f"The 'if' clause value is invalid: {error}.", condition
            )
            return False
        if not decided.is_known:
            self._known = False
            return False
        return bool(decided.raw)

    def add(self, scope: Scope) -> None:
        self.has_added = True
        key_expression = self._expression.key
        if key_expression is None:
            self._items.append(self._evaluation.value(self._expression.value, scope))
            return
        key = self._evaluation.value(key_expression, scope)
        self._marks |= key.marks
        name = self._name(key)
        value = self._evaluation.value(self._expression.value, scope)
        if name is None:
            self._known = False
        elif self._expression.grouped:
            self._groups.setdefault(name, []).append(value)
        elif name in self._named:
            self._broken(
                "Duplicate object key",
                f"Two different items produced the key \"{name}\" in this 'for' expression. If duplicates are "
                "expected, use the ellipsis (...) after the value expression to enable grouping by key.",
                key_expression,
            )
        else:
            self._named[name] = value

    def result(self) -> Value:
        if not self._known or self.is_broken:
            return DYNAMIC_UNKNOWN.with_marks(self._marks)
        if self._expression.key is None:
            return tuple_of(self._items).with_marks(self._marks)
        if self._expression.grouped:
            grouped = {name: tuple_of(items) for name, items in self._groups.items()}
            return object_of(grouped).with_marks(self._marks)
        return object_of(self._named).with_marks(self._marks)

    def _name(self, key: Value) -> str | None:
        assert self._expression.key is not None
        if key.is_null:
            self._broken(
                "Invalid object key",
                "Key expression in 'for' expression must not produce a null value.",
                self._expression.key,
            )
            return None
        try:
            text = convert(key.unmarked(), STRING)
        except ConversionError as error:
            self._broken(
                "Invalid object key",
                f"The key expression produced an invalid result: {error}.",
                self._expression.key,
            )
            return None
        return text.raw if isinstance(text.raw, str) else None

    def _broken(self, summary: str, detail: str, place: Expression) -> None:
        self._evaluation.error(summary, detail, place.range)
        self.is_broken = True
