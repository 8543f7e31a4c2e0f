"""Calling a function: what is the same for all of them, as cty's `function.Function` does it.

Arguments are counted and converted to their parameters' types; a null, an unknown or a marked argument that the
function does not handle itself is handled here. An implementation raises `FunctionError` and knows no place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from sm_tj_cli.values.budget import CHARACTERS_PER_STEP, LONGEST_TEXT
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.quoting import quoted
from sm_tj_cli.values.types import DYNAMIC, Type
from sm_tj_cli.values.value import SENSITIVE, UNKNOWN, Value, unknown, unknown_not_null

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from sm_tj_cli.diagnostics import SourceFile
    from sm_tj_cli.values.budget import Budget

Arguments: TypeAlias = tuple[Value, ...]


class FunctionError(Exception):
    """What a function cannot use. `argument` is the index of the one to blame, None for the call itself."""

    def __init__(self, message: str, argument: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.argument = argument


def check_length(characters: int) -> None:
    """Refuses a text that no configuration needs, before it is made.

    Raises:
        FunctionError: it would be too long.
    """
    if characters > LONGEST_TEXT:
        raise FunctionError(f"the result would be longer than {LONGEST_TEXT:,} characters")


class FunctionContext(Protocol):
    """What a few functions ask of the world."""

    @property
    def budget(self) -> Budget:
        """What is left of the work that this evaluation may be."""
        ...

    @property
    def timestamp(self) -> datetime | None:
        """The time now; None where it must stay unknown."""
        ...

    @property
    def plan_timestamp(self) -> datetime | None:
        """The time of the plan; None where it is not known yet."""
        ...

    def random_bytes(self, count: int) -> bytes:
        """That many random bytes."""
        ...

    def render_template(
        self, function: str, source: SourceFile, variables: Mapping[str, Value]
    ) -> Value:
        """The template's value. Raises FunctionError."""
        ...


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; the `allow_…` are cty's: without them the function never sees such an argument.

    An argument for one that is `by_reference` must be written as a reference to something else. Where the function
    `looks_inside`, it works on the parts of a collection at any depth, which costs a step for each.
    """

    name: str
    type: Type
    description: str = ""
    allow_null: bool = False
    allow_unknown: bool = False
    allow_dynamic: bool = False
    allow_marked: bool = False
    by_reference: bool = False
    looks_inside: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language.

    `returns` is its result's type or finds it from the arguments; a result that is not known yet will not be null
    unless it `may_be_null`. How much of a text it gets through in one step of the budget is `characters_per_step`.
    """

    name: str
    parameters: tuple[Parameter, ...]
    variadic: Parameter | None
    returns: Type | Callable[[Arguments], Type]
    implementation: Callable[[Arguments, FunctionContext], Value]
    description: str = ""
    examples: tuple[tuple[str, str], ...] = field(default=())
    may_be_null: bool = False
    characters_per_step: int = CHARACTERS_PER_STEP

    def parameter(self, index: int) -> Parameter:
        """The parameter of the argument number `index`."""
        if index < len(self.parameters):
            return self.parameters[index]
        assert self.variadic is not None
        return self.variadic


class FunctionTable(Protocol):
    """The functions by name."""

    def get(self, name: str) -> Function | None:
        """The function, None where there is none of that name."""
        ...

    def names(self) -> Iterable[str]:
        """All names, for suggestions."""
        ...


def call(function: Function, arguments: Arguments, context: FunctionContext) -> Value:
    """The function's value.

    Raises:
        FunctionError: the arguments are too few, too many or not usable.
        OutOfBudget: they are too long.
    """
    _count(function, arguments)
    _pay(function, arguments, context.budget)
    marks: set[str] = set()
    ready: list[Value] = []
    is_unknown = is_dynamic = False
    converted = [
        _converted(given, function.parameter(index), index, context.budget)
        for index, given in enumerate(arguments)
    ]
    for index, value in enumerate(converted):
        parameter = function.parameter(index)
        if value.is_null and not parameter.allow_null:
            raise FunctionError("argument must not be null", index)
        bare = value
        if not parameter.allow_marked:
            marks |= value.all_marks()
            bare = value.unmarked_deep()
        if bare.type is DYNAMIC and not parameter.allow_dynamic:
            is_dynamic = True
        elif not parameter.allow_unknown and not bare.is_known:
            is_unknown = True
        ready.append(bare)
    if is_unknown or is_dynamic:
        # The function, which would give its result the marks that it handles itself, is not called.
        marks.update(*(value.all_marks() for value in converted))
    try:
        result = _result(
            function, tuple(ready), context, is_unknown=is_unknown, is_dynamic=is_dynamic
        )
    except FunctionError as error:
        raise FunctionError(_without_secrets(error.message, converted), error.argument) from error
    return result.with_marks(marks)


def _pay(function: Function, arguments: Arguments, budget: Budget) -> None:
    for index, given in enumerate(arguments):
        parameter = function.parameter(index)
        is_collection = isinstance(given.raw, tuple | dict)
        if is_collection and parameter.looks_inside:
            budget.spend_on(given, parts_per_step=1)
        elif not is_collection or not parameter.allow_marked:
            # Where marks are allowed, not even they are looked for in the items.
            budget.spend_on_reading(given, function.characters_per_step)


def _without_secrets(message: str, arguments: Iterable[Value]) -> str:
    """What is wrong, in words that do not quote a text that must not be seen."""
    for value in arguments:
        if value.marks and isinstance(value.raw, str):
            word = "sensitive" if SENSITIVE in value.marks else "ephemeral"
            message = message.replace(quoted(value.raw), f"({word} value)")
    return message


def _result(
    function: Function,
    arguments: Arguments,
    context: FunctionContext,
    *,
    is_unknown: bool,
    is_dynamic: bool,
) -> Value:
    if is_dynamic:
        return unknown()
    if is_unknown:
        returns = function.returns
        kind = returns(arguments) if callable(returns) else returns
        return unknown(kind) if function.may_be_null else unknown_not_null(kind)
    try:
        value = function.implementation(arguments, context)
    except ArithmeticError as problem:
        raise FunctionError(str(problem)) from problem
    says_no_more = value.raw == UNKNOWN and not function.may_be_null
    return unknown_not_null(value.type).with_marks(value.marks) if says_no_more else value


def _count(function: Function, arguments: Arguments) -> None:
    least = len(function.parameters)
    given = len(arguments)
    if given < least:
        missing = function.parameters[given].name
        more = "at least " if function.variadic else ""
        raise FunctionError(
            f'Function "{function.name}" expects {more}{least} argument(s). Missing value for "{missing}".'
        )
    if given > least and function.variadic is None:
        raise FunctionError(f'Function "{function.name}" expects only {least} argument(s).', least)


def _converted(given: Value, parameter: Parameter, index: int, budget: Budget) -> Value:
    if parameter.type is DYNAMIC or given.type == parameter.type:
        return given
    budget.spend_on(given)
    try:
        return convert(given, parameter.type)
    except ConversionError as error:
        # As in Terraform, the place inside a wrong value is not told.
        raise FunctionError(error.message, index) from error
