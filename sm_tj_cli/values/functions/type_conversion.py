"""Conversions and marks: `tobool` … `tostring`, `sensitive`, `nonsensitive`, `issensitive`, `ephemeralasnull`."""

from __future__ import annotations

from dataclasses import replace

from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionError,
    Parameter,
    function,
    text_of,
)
from sm_tj_cli.values.quoting import quoted
from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    SetType,
    Type,
    friendly_name,
)
from sm_tj_cli.values.value import (
    DECLARED,
    EPHEMERAL,
    SENSITIVE,
    Value,
    boolean,
    transform,
    unknown,
)

ANYTHING = Parameter(
    "v", DYNAMIC, allow_null=True, allow_unknown=True, allow_dynamic=True, allow_marked=True
)
MARKED = Parameter(
    "value", DYNAMIC, allow_null=True, allow_unknown=True, allow_dynamic=True, allow_marked=True
)


def _to(given: Value, wanted: Type, wanted_name: str) -> Value:
    """Converts, or says that it cannot: what a string says is told unless it may be secret."""
    try:
        converted = convert(given, wanted)
    except ConversionError:
        pass
    else:
        # As in Terraform, what was known of an unknown value does not go through.
        return converted if given.is_known else unknown(wanted).with_marks(given.marks)
    if given.type is not STRING or wanted not in (BOOL, NUMBER):
        reason = f"cannot convert {friendly_name(given.type)} to {wanted_name}"
    elif given.is_sensitive:
        reason = f"cannot convert this sensitive string to {wanted_name}"
    elif wanted is BOOL:
        reason = (
            f'cannot convert {quoted(text_of(given))} to bool; only the strings "true" or "false" are '
            "allowed"
        )
    else:
        reason = (
            f"cannot convert {quoted(text_of(given))} to number; given string must be a decimal "
            "representation of a number"
        )
    raise FunctionError(reason, 0)


@function(
    "tobool",
    ANYTHING,
    may_be_null=True,
    returns=BOOL,
    examples=(('tobool("true")', "true"), ("tobool(null)", "tobool(null)")),
)
def tobool(arguments: Arguments) -> Value:
    """The value as a bool: only `true`, `false`, their strings, and null."""
    return _to(arguments[0], BOOL, "bool")


@function(
    "tolist",
    ANYTHING,
    may_be_null=True,
    returns=ListType(DYNAMIC),
    examples=(('tolist(["a", 1])', 'tolist([\n  "a",\n  "1",\n])'),),
)
def tolist(arguments: Arguments) -> Value:
    """The elements of a tuple, list or set as a list; all get the same type."""
    return _to(arguments[0], ListType(DYNAMIC), "list of any single type")


@function(
    "tomap",
    ANYTHING,
    may_be_null=True,
    returns=MapType(DYNAMIC),
    examples=(('tomap({ a = "foo", b = true })', 'tomap({\n  "a" = "foo"\n  "b" = "true"\n})'),),
)
def tomap(arguments: Arguments) -> Value:
    """The attributes of an object as a map; all values get the same type."""
    return _to(arguments[0], MapType(DYNAMIC), "map of any single type")


@function(
    "tonumber",
    ANYTHING,
    may_be_null=True,
    returns=NUMBER,
    examples=(('tonumber("1.5")', "1.5"),),
)
def tonumber(arguments: Arguments) -> Value:
    """The value as a number: numbers, their decimal strings, and null."""
    return _to(arguments[0], NUMBER, "number")


@function(
    "toset",
    ANYTHING,
    may_be_null=True,
    returns=SetType(DYNAMIC),
    examples=(('toset(["c", "b", "b"])', 'toset([\n  "b",\n  "c",\n])'),),
)
def toset(arguments: Arguments) -> Value:
    """The elements of a tuple, list or set as a set: sorted, each once, of the same type."""
    return _to(arguments[0], SetType(DYNAMIC), "set of any single type")


@function(
    "tostring",
    ANYTHING,
    may_be_null=True,
    returns=STRING,
    examples=(("tostring(1)", '"1"'), ("tostring(true)", '"true"')),
)
def tostring(arguments: Arguments) -> Value:
    """The value as a string: strings, numbers, bools, and null."""
    return _to(arguments[0], STRING, "string")


@function(
    "ephemeralasnull",
    MARKED,
    may_be_null=True,
    returns=lambda arguments: arguments[0].type,
    examples=(('ephemeralasnull("not ephemeral")', '"not ephemeral"'),),
)
def ephemeralasnull(arguments: Arguments) -> Value:
    """The value with null in place of everything in it that is ephemeral."""
    return transform(
        arguments[0],
        lambda part: (
            replace(
                part, raw=part.raw if not part.is_known else None, marks=part.marks - {EPHEMERAL}
            )
            if EPHEMERAL in part.marks
            else part
        ),
    )


@function(
    "issensitive",
    MARKED,
    returns=BOOL,
    examples=(('issensitive(sensitive("secret"))', "true"), ('issensitive("public")', "false")),
)
def issensitive(arguments: Arguments) -> Value:
    """Whether the value itself is sensitive."""
    given = arguments[0]
    if not given.is_known and not given.is_sensitive:
        return unknown(BOOL)
    return boolean(given.is_sensitive)


@function(
    "nonsensitive",
    MARKED,
    may_be_null=True,
    returns=lambda arguments: arguments[0].type,
    examples=(('nonsensitive(sensitive("secret"))', '"secret"'),),
)
def nonsensitive(arguments: Arguments) -> Value:
    """The value, shown from now on although it was sensitive."""
    given = arguments[0]
    return given.unmarked().with_marks(given.marks - {SENSITIVE, DECLARED})


@function(
    "sensitive",
    MARKED,
    may_be_null=True,
    returns=lambda arguments: arguments[0].type,
    examples=(('sensitive("secret")', "(sensitive value)"),),
)
def sensitive(arguments: Arguments) -> Value:
    """The value, kept out of everything that is shown."""
    return arguments[0].with_marks({SENSITIVE})
