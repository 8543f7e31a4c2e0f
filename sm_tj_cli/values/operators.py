"""The operators, with HCL's conversions and error words (`hclsyntax`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.syntax.nodes import BinaryOperator, UnaryOperator
from sm_tj_cli.values import numbers
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.equality import equal
from sm_tj_cli.values.types import BOOL, NUMBER, Type
from sm_tj_cli.values.value import Value, boolean, number, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.values.numbers import Number


class OperationError(Exception):
    """An operator that cannot work on its operands; `side` is `left`, `right`, or empty for the whole."""

    def __init__(self, summary: str, detail: str, side: str = "") -> None:
        super().__init__(detail)
        self.summary = summary
        self.detail = detail
        self.side = side


_ARITHMETIC = {
    BinaryOperator.ADD: numbers.add,
    BinaryOperator.SUBTRACT: numbers.subtract,
    BinaryOperator.MULTIPLY: numbers.multiply,
    BinaryOperator.DIVIDE: numbers.divide,
    BinaryOperator.MODULO: numbers.modulo,
}
_ORDER: dict[BinaryOperator, Callable[[Number, Number], bool]] = {
    BinaryOperator.LESS: lambda left, right: bool(left < right),
    BinaryOperator.LESS_OR_EQUAL: lambda left, right: bool(left <= right),
    BinaryOperator.GREATER: lambda left, right: bool(left > right),
    BinaryOperator.GREATER_OR_EQUAL: lambda left, right: bool(left >= right),
}
_LOGIC = {BinaryOperator.AND, BinaryOperator.OR}


def binary(operator: BinaryOperator, left: Value, right: Value) -> Value:
    """`left operator right`. Raises OperationError."""
    if operator in {BinaryOperator.EQUAL, BinaryOperator.NOT_EQUAL}:
        return _equality(operator, left, right)
    wanted = BOOL if operator in _LOGIC else NUMBER
    marks = left.marks | right.marks
    left, right = _operand(left, wanted, "left"), _operand(right, wanted, "right")
    if not left.is_known or not right.is_known:
        return _partly_known(operator, left, right).with_marks(marks)
    if operator in _LOGIC:
        both, either = left.raw and right.raw, left.raw or right.raw
        return boolean(bool(both if operator is BinaryOperator.AND else either)).with_marks(marks)
    if operator in _ORDER:
        return boolean(_ORDER[operator](left.raw, right.raw)).with_marks(marks)
    try:
        return number(_ARITHMETIC[operator](left.raw, right.raw)).with_marks(marks)
    except ZeroDivisionError as problem:
        raise OperationError(
            "Operation failed",
            "Error during operation: can't divide zero by zero or infinity by infinity.",
            "right",
        ) from problem


def unary(operator: UnaryOperator, operand: Value) -> Value:
    """`operator operand`. Raises OperationError."""
    wanted = BOOL if operator is UnaryOperator.NOT else NUMBER
    marks = operand.marks
    operand = _operand(operand, wanted, "")
    if not operand.is_known:
        return unknown(wanted).with_marks(marks)
    if operator is UnaryOperator.NOT:
        return boolean(not operand.raw).with_marks(marks)
    return number(numbers.negate(operand.raw)).with_marks(marks)


def _equality(operator: BinaryOperator, left: Value, right: Value) -> Value:
    marks = left.all_marks() | right.all_marks()
    same = equal(left.unmarked_deep(), right.unmarked_deep())
    if same is None:
        return unknown(BOOL).with_marks(marks)
    return boolean(same is (operator is BinaryOperator.EQUAL)).with_marks(marks)


def _partly_known(operator: BinaryOperator, left: Value, right: Value) -> Value:
    kind = BOOL if operator in _LOGIC or operator in _ORDER else NUMBER
    if operator in _LOGIC:
        # One side can decide alone.
        decided = operator is BinaryOperator.OR
        if left.raw is decided or right.raw is decided:
            return boolean(decided)
    return unknown(kind)


def _operand(value: Value, wanted: Type, side: str) -> Value:
    where = f"{side} operand" if side else "unary operand"
    try:
        converted = convert(value.unmarked(), wanted)
    except ConversionError as error:
        raise OperationError(
            "Invalid operand", f"Unsuitable value for {where}: {error}.", side
        ) from error
    if converted.is_null:
        raise OperationError(
            "Operation failed", "Error during operation: argument must not be null.", side
        )
    return converted
