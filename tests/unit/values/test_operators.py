"""Operators on values: conversions, unknown operands, marks, and all that is wrong at once."""

from __future__ import annotations

import pytest

from sm_tj_cli.syntax.nodes import BinaryOperator, UnaryOperator
from sm_tj_cli.values.operators import OperationError, binary, unary
from sm_tj_cli.values.types import BOOL, NUMBER
from sm_tj_cli.values.value import (
    FALSE,
    NULL,
    SENSITIVE,
    TRUE,
    number,
    string,
    tuple_of,
    unknown,
)


@pytest.mark.parametrize(
    ("left", "operator", "right", "result"),
    [
        (string("1"), "+", number(2), number(3)),
        (number(7), "%", number(-2), number(1)),
        (string("true"), "&&", TRUE, TRUE),
        (number(1), "==", string("1"), FALSE),
        (unknown(NUMBER), "+", number(1), unknown(NUMBER)),
        (unknown(NUMBER), "<", number(1), unknown(BOOL)),
        (unknown(), "==", number(1), unknown(BOOL)),
        (NULL, "!=", unknown(), unknown(BOOL)),
        (NULL, "!=", number(0), TRUE),
    ],
)
def test_results(left: object, operator: str, right: object, result: object) -> None:
    found = binary(BinaryOperator(operator), left, right)  # type: ignore[arg-type]
    assert found == result


def test_marks_of_both_operands_stay() -> None:
    secret = number(1).with_marks({SENSITIVE})
    assert binary(BinaryOperator.ADD, secret, number(1)).is_sensitive
    assert binary(BinaryOperator.EQUAL, tuple_of([secret]), NULL).is_sensitive
    assert unary(UnaryOperator.NEGATE, secret).is_sensitive


def test_both_operands_are_blamed_together() -> None:
    with pytest.raises(OperationError) as told:
        binary(BinaryOperator.ADD, TRUE, tuple_of([]))
    assert [fault.side for fault in told.value.faults] == ["left", "right"]
    assert told.value.kind is NUMBER


@pytest.mark.parametrize(("left", "right"), [(NULL, number(1)), (number(0), number(0))])
def test_what_has_no_result_is_the_fault_of_the_whole(left: object, right: object) -> None:
    with pytest.raises(OperationError) as told:
        binary(BinaryOperator.DIVIDE, left, right)  # type: ignore[arg-type]
    (fault,) = told.value.faults
    assert (fault.summary, fault.side) == ("Operation failed", "")
