"""The operators, with HCL's conversions and error words (`hclsyntax`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.syntax.nodes import BinaryOperator, UnaryOperator
from sm_tj_cli.values import numbers
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.equality import equal
from sm_tj_cli.values.types import BOOL, NUMBER, Type
from sm_tj_cli.values.value import Value, boolean, bounds_of, number, unknown_not_null

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.values.numbers import Number


@dataclass(frozen=True, slots=True)
class OperandFault:
    """One thing that is wrong with an operation; `side` is `left`, `right`, `operand`, or empty for the whole."""

    summary: str
    detail: str
    side: str = ""


class OperationError(Exception):
    """An operator that cannot work on its operands; `kind` is the type of what it would have made."""

    def __init__(self, kind: Type, *faults: OperandFault) -> None:
        super().__init__(*(fault.detail for fault in faults))
        self.kind = kind
        self.faults = faults


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
    kind = NUMBER if operator in _ARITHMETIC else BOOL
    marks = left.marks | right.marks
    left, right = _operands(kind, wanted, left=left, right=right)
    if not left.is_known or not right.is_known:
        return _of_unknown(operator, kind, left, right).with_marks(marks)
    if operator in _LOGIC:
        both, either = left.raw and right.raw, left.raw or right.raw
        return boolean(bool(both if operator is BinaryOperator.AND else either)).with_marks(marks)
    if operator in _ORDER:
        return boolean(_ORDER[operator](left.raw, right.raw)).with_marks(marks)
    try:
        return number(_ARITHMETIC[operator](left.raw, right.raw)).with_marks(marks)
    except ArithmeticError as problem:
        raise OperationError(kind, _failed(f"{problem}.")) from problem


def unary(operator: UnaryOperator, operand: Value) -> Value:
    """`operator operand`. Raises OperationError."""
    wanted = BOOL if operator is UnaryOperator.NOT else NUMBER
    marks = operand.marks
    (operand,) = _operands(wanted, wanted, operand=operand)
    if not operand.is_known:
        return unknown_not_null(wanted).with_marks(marks)
    if operator is UnaryOperator.NOT:
        return boolean(not operand.raw).with_marks(marks)
    return number(numbers.negate(operand.raw)).with_marks(marks)


def _of_unknown(operator: BinaryOperator, kind: Type, left: Value, right: Value) -> Value:
    """What can be said where one side is not known: a comparison may follow from the bounds."""
    if operator in _ORDER:
        compare = _ORDER[operator]
        (least, most), (least_right, most_right) = bounds_of(left), bounds_of(right)
        if None not in (least, most, least_right, most_right):
            first, last = compare(least, most_right), compare(most, least_right)
            if first is last:
                return boolean(first)
    return unknown_not_null(kind)


def _equality(operator: BinaryOperator, left: Value, right: Value) -> Value:
    marks = left.all_marks() | right.all_marks()
    same = equal(left.unmarked_deep(), right.unmarked_deep())
    if same is None:
        return unknown_not_null(BOOL).with_marks(marks)
    return boolean(same is (operator is BinaryOperator.EQUAL)).with_marks(marks)


def _operands(kind: Type, wanted: Type, **operands: Value) -> list[Value]:
    """The operands by side as values of the type `wanted`; all that is wrong with them is told together."""
    converted: list[Value] = []
    faults: list[OperandFault] = []
    for side, value in operands.items():
        try:
            converted.append(convert(value.unmarked(), wanted))
        except ConversionError as error:
            which = "unary operand" if side == "operand" else f"{side} operand"
            detail = f"Unsuitable value for {which}: {error}."
            faults.append(OperandFault("Invalid operand", detail, side))
    if not faults and any(value.is_null for value in converted):
        faults.append(_failed("argument must not be null."))
    if faults:
        raise OperationError(kind, *faults)
    return converted


def _failed(detail: str) -> OperandFault:
    return OperandFault("Operation failed", f"Error during operation: {detail}")
