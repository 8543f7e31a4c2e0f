"""Operators on values: conversions, unknown operands, marks, and all that is wrong at once."""

from __future__ import annotations

import pytest

from sm_tj_cli.syntax.nodes import BinaryOperator, UnaryOperator
from sm_tj_cli.values.operators import OperationError, binary, unary
from sm_tj_cli.values.types import BOOL, NUMBER, STRING, Type
from sm_tj_cli.values.value import (
    EPHEMERAL,
    FALSE,
    NULL,
    SENSITIVE,
    TRUE,
    Value,
    null,
    number,
    string,
    tuple_of,
    unknown,
    unknown_not_null,
)

ONE, TWO = number(1), number(2)
OPERATORS = [operator.value for operator in BinaryOperator]
SECRET, PASSING = frozenset({SENSITIVE}), frozenset({EPHEMERAL})


@pytest.mark.parametrize(
    ("left", "operator", "right", "result"),
    [
        (string("1"), "+", TWO, number(3)),
        (ONE, "-", string("3"), number(-2)),
        (number(7), "%", number(-2), ONE),
        (number(6), "/", TWO, number(3)),
        (TWO, "*", TWO, number(4)),
        (ONE, "<", TWO, TRUE),
        (ONE, "<", ONE, FALSE),
        (ONE, "<=", ONE, TRUE),
        (TWO, "<=", ONE, FALSE),
        (TWO, ">", ONE, TRUE),
        (ONE, ">", ONE, FALSE),
        (ONE, ">=", ONE, TRUE),
        (ONE, ">=", string("1.5"), FALSE),
        (TRUE, "&&", string("true"), TRUE),
        (TRUE, "&&", FALSE, FALSE),
        (TRUE, "||", FALSE, TRUE),
        (FALSE, "||", FALSE, FALSE),
        (ONE, "==", string("1"), FALSE),
        (ONE, "!=", string("1"), TRUE),
        (NULL, "==", null(STRING), TRUE),
        (NULL, "!=", ONE, TRUE),
        (NULL, "!=", unknown_not_null(STRING), TRUE),
        (unknown_not_null(NUMBER, least=1, most=2), "<", number(3), TRUE),
        (unknown_not_null(NUMBER, least=1, most=2), ">", TWO, FALSE),
        (unknown_not_null(NUMBER, least=1, most=2), ">", ONE, unknown_not_null(BOOL)),
    ],
)
def test_results(left: Value, operator: str, right: Value, result: Value) -> None:
    assert binary(BinaryOperator(operator), left, right) == result


@pytest.mark.parametrize(
    ("operator", "operand", "result"),
    [("!", TRUE, FALSE), ("!", string("false"), TRUE), ("-", string("2"), number(-2))],
)
def test_results_of_one_operand(operator: str, operand: Value, result: Value) -> None:
    assert unary(UnaryOperator(operator), operand) == result


def operands(operator: str) -> tuple[Value, Type]:
    """Something that the operator works on, and the type of what it makes."""
    kind = NUMBER if operator in "+-*/%" else BOOL
    return (TRUE if operator in {"&&", "||"} else ONE), kind


@pytest.mark.parametrize("operator", OPERATORS)
def test_an_unknown_operand_makes_the_result_unknown_but_leaves_its_type(operator: str) -> None:
    known, kind = operands(operator)
    for pair in ((known, unknown()), (unknown(known.type), known), (unknown(), unknown())):
        assert binary(BinaryOperator(operator), *pair) == unknown_not_null(kind)


@pytest.mark.parametrize("operator", OPERATORS)
def test_marks_of_both_operands_stay_on_known_and_unknown_results(operator: str) -> None:
    known, _ = operands(operator)
    for left in (known, unknown()):
        marked = left.with_marks(SECRET), known.with_marks(PASSING)
        assert binary(BinaryOperator(operator), *marked).marks == SECRET | PASSING


def test_marks_of_parts_stay_where_the_parts_are_compared() -> None:
    left, right = tuple_of([ONE.with_marks(SECRET)]), tuple_of([ONE.with_marks(PASSING)])
    assert binary(BinaryOperator.EQUAL, left, right) == TRUE.with_marks(SECRET | PASSING)


@pytest.mark.parametrize(("operator", "kind", "known"), [("!", BOOL, TRUE), ("-", NUMBER, ONE)])
def test_one_operand_unknown_or_marked(operator: str, kind: Type, known: Value) -> None:
    assert unary(UnaryOperator(operator), unknown()) == unknown_not_null(kind)
    for operand in (known, unknown()):
        assert unary(UnaryOperator(operator), operand.with_marks(SECRET)).marks == SECRET


def test_both_operands_are_blamed_together() -> None:
    with pytest.raises(OperationError) as told:
        binary(BinaryOperator.ADD, TRUE, tuple_of([]))
    assert [(fault.side, fault.detail) for fault in told.value.faults] == [
        ("left", "Unsuitable value for left operand: number required."),
        ("right", "Unsuitable value for right operand: number required."),
    ]
    assert told.value.kind is NUMBER


def test_the_one_operand_is_blamed() -> None:
    with pytest.raises(OperationError) as told:
        unary(UnaryOperator.NOT, ONE)
    (fault,) = told.value.faults
    assert (fault.side, fault.detail) == (
        "operand",
        "Unsuitable value for unary operand: bool required.",
    )
    assert told.value.kind is BOOL


@pytest.mark.parametrize(
    ("left", "operator", "right", "words"),
    [
        (NULL, "/", ONE, "argument must not be null."),
        (unknown(), "<", NULL, "argument must not be null."),
        (number(0), "/", number(0), "can't divide zero by zero or infinity by infinity."),
    ],
)
def test_what_has_no_result_is_the_fault_of_the_whole(
    left: Value, operator: str, right: Value, words: str
) -> None:
    with pytest.raises(OperationError) as told:
        binary(BinaryOperator(operator), left, right)
    (fault,) = told.value.faults
    assert (fault.summary, fault.side) == ("Operation failed", "")
    assert fault.detail == f"Error during operation: {words}"
