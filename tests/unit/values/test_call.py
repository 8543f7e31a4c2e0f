"""What is the same for all functions: counting, converting, nulls, unknown values and marks."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.budget import LONGEST_TEXT, MOST_STEPS
from sm_tj_cli.values.call import Function, FunctionError, Parameter, call, check_length
from sm_tj_cli.values.types import DYNAMIC, NUMBER, STRING, ListType
from sm_tj_cli.values.value import (
    EPHEMERAL,
    NULL,
    SENSITIVE,
    Value,
    number,
    string,
    tuple_of,
    unknown,
    unknown_not_null,
)
from tests.unit.values.functions.cases import FixedContext


def joined(arguments: tuple[Value, ...], _context: object) -> Value:
    """Writes down what it is given."""
    return string("|".join(str(argument.raw) for argument in arguments))


def function(*parameters: Parameter, variadic: Parameter | None = None) -> Function:
    """A function that writes down its arguments."""
    return Function("f", parameters, variadic, STRING, joined)


TEXT, ANY = Parameter("text", STRING), Parameter("any", DYNAMIC)
CONTEXT = FixedContext()


def test_arguments_are_converted() -> None:
    assert call(function(TEXT, variadic=TEXT), (number(1), string("x")), CONTEXT) == string("1|x")


@pytest.mark.parametrize(
    ("arguments", "words", "blamed"),
    [
        ((), 'expects at least 1 argument(s). Missing value for "text"', None),
        ((tuple_of([]),), "string required", 0),
        ((string("a"), NULL), "argument must not be null", 1),
        ((NULL, tuple_of([])), "string required", 1),
    ],
)
def test_what_is_wrong_with_them(
    arguments: tuple[Value, ...], words: str, blamed: int | None
) -> None:
    with pytest.raises(FunctionError) as told:
        call(function(TEXT, variadic=TEXT), arguments, CONTEXT)
    assert words in told.value.message
    assert told.value.argument == blamed


def test_too_few_arguments_are_counted_exactly_where_there_may_be_no_more() -> None:
    with pytest.raises(FunctionError, match='expects 1 argument.* Missing value for "text"'):
        call(function(TEXT), (), CONTEXT)


def test_too_many_arguments() -> None:
    with pytest.raises(FunctionError, match="expects only 1"):
        call(function(TEXT), (string("a"), string("b")), CONTEXT)


def test_unknown_arguments_make_an_unknown_result_of_the_functions_type() -> None:
    assert call(function(TEXT), (unknown(NUMBER),), CONTEXT) == unknown_not_null(STRING)
    assert call(function(ANY), (unknown(),), CONTEXT) == unknown()


def test_marks_go_around_a_function_that_does_not_handle_them() -> None:
    secret = tuple_of([string("x").with_marks({SENSITIVE})])
    assert call(function(ANY), (secret,), CONTEXT).is_sensitive
    handling = function(Parameter("any", DYNAMIC, allow_marked=True))
    assert not call(handling, (secret,), CONTEXT).is_sensitive


@pytest.mark.parametrize(("allowed", "seen"), [(False, 0), (True, 1)], ids=["hidden", "shown"])
def test_a_function_sees_marks_only_where_it_handles_them(allowed: bool, seen: int) -> None:
    parameter = Parameter("any", DYNAMIC, allow_marked=allowed)
    counting = Function(
        "f", (parameter,), None, NUMBER, lambda given, _: number(len(given[0].all_marks()))
    )
    secret = tuple_of([string("x").with_marks({SENSITIVE})])
    assert call(counting, (secret,), CONTEXT).raw == seen


@pytest.mark.parametrize("given", [unknown(STRING), unknown()], ids=["typed", "of no type"])
def test_marks_of_unknown_arguments_stay(given: Value) -> None:
    for handles in (False, True):
        parameter = Parameter("text", STRING, allow_marked=handles)
        secret = given.with_marks({SENSITIVE})
        assert call(function(parameter), (secret,), CONTEXT).marks == {SENSITIVE}
        inside = tuple_of([string("x").with_marks({EPHEMERAL})])
        several = function(Parameter("any", DYNAMIC, allow_marked=handles), parameter)
        assert call(several, (inside, secret), CONTEXT).marks == {SENSITIVE, EPHEMERAL}


def test_an_error_quotes_no_text_that_must_not_be_seen() -> None:
    def complaining(given: tuple[Value, ...], _context: object) -> Value:
        raise FunctionError(f'no use for "{given[0].raw}" and "{given[1].raw}"')

    text = Parameter("text", STRING)
    refusing = Function("f", (text, text), None, STRING, complaining)
    with pytest.raises(FunctionError, match=r'no use for \(sensitive value\) and "open"'):
        call(refusing, (string("pass").with_marks({SENSITIVE}), string("open")), CONTEXT)


def test_more_than_a_number_can_hold_is_the_calls_fault() -> None:
    def overflowing(_given: tuple[Value, ...], _context: object) -> Value:
        raise OverflowError("too much")

    with pytest.raises(FunctionError, match="too much") as told:
        call(Function("f", (), None, NUMBER, overflowing), (), CONTEXT)
    assert told.value.argument is None


def test_texts_that_nobody_needs_are_refused_before_they_are_made() -> None:
    check_length(LONGEST_TEXT)
    with pytest.raises(FunctionError, match="longer"):
        check_length(LONGEST_TEXT + 1)


@pytest.mark.parametrize(
    ("parameter", "steps"),
    [
        (Parameter("p", DYNAMIC, allow_marked=True), 0),
        (Parameter("p", DYNAMIC), 25),
        (Parameter("p", ListType(DYNAMIC)), 75),
        (Parameter("p", DYNAMIC, looks_inside=True), 100),
    ],
)
def test_a_collection_costs_what_the_function_does_with_it(
    parameter: Parameter, steps: int
) -> None:
    context = FixedContext()
    call(function(parameter), (tuple_of([number(1)] * 100),), context)
    assert context.budget.steps == MOST_STEPS - steps
