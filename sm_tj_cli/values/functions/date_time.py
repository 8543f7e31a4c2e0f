"""Dates and times: `formatdate`, `plantimestamp`, `timeadd`, `timecmp`, `timestamp`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionContext,
    FunctionError,
    Parameter,
    function,
    function_of_context,
    text_of,
)
from sm_tj_cli.values.types import NUMBER, STRING
from sm_tj_cli.values.value import Value, number, string, unknown

# Reading a moment takes as long as some five other steps.
CHARACTERS_PER_STEP = 4
VERBS = re.compile(
    r"(?P<literal>'(?:[^']|'')*')|(?P<open>'.*)|([a-zA-Z])\3*|[^a-zA-Z']+", re.DOTALL
)
OFFSET = re.compile(r"[-+]([0-9]{2}):([0-9]{2})")
DURATION = re.compile(r"(\d*)(\.\d*)?([^\d.]*)")
NANOSECONDS = {
    "ns": 1, "us": 10**3, "µs": 10**3, "μs": 10**3, "ms": 10**6,
    "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9,
}  # fmt: skip
LONGEST = 2**63
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@function(
    "formatdate",
    Parameter("format", STRING),
    Parameter("time", STRING),
    returns=STRING,
    characters_per_step=CHARACTERS_PER_STEP,
    examples=(
        ('formatdate("DD MMM YYYY hh:mm ZZZ", "2018-01-02T23:12:01Z")', '"02 Jan 2018 23:12 UTC"'),
        ('formatdate("EEEE, H:mmaa", "2018-01-02T23:12:01Z")', '"Tuesday, 11:12pm"'),
    ),
)
def formatdate(arguments: Arguments) -> Value:
    """A timestamp in another format, such as `DD MMM YYYY hh:mm ZZZ`."""
    try:
        moment = _parsed(text_of(arguments[1]))
    except FunctionError as error:
        raise FunctionError(error.message, 1) from None
    pieces = VERBS.finditer(text_of(arguments[0]))
    return string("".join(_written(piece, moment) for piece in pieces))


def _written(piece: re.Match[str], moment: datetime) -> str:
    text = piece[0]
    if piece["open"]:
        raise FunctionError("unterminated literal '", 0)
    if piece["literal"]:
        return "'" if text == "''" else text[1:-1].replace("''", "'")
    if not piece[3]:
        return text
    allowed, rule = VERB_RULES.get(text[0], ((), ""))
    if not allowed:
        raise FunctionError(f'invalid date format verb "{text}"', 0)
    if len(text) not in allowed:
        raise FunctionError(f'invalid date format verb "{text}": {rule}', 0)
    return _field(text, moment)


VERB_RULES: dict[str, tuple[tuple[int, ...], str]] = {
    "Y": ((2, 4), 'year must either be "YY" or "YYYY"'),
    "M": ((1, 2, 3, 4), 'month must be "M", "MM", "MMM", or "MMMM"'),
    "D": ((1, 2), 'day of month must either be "D" or "DD"'),
    "E": ((3, 4), 'day of week must either be "EEE" or "EEEE"'),
    "h": ((1, 2), '24-hour must either be "h" or "hh"'),
    "H": ((1, 2), '12-hour must either be "H" or "HH"'),
    "A": ((2,), 'must be "AA"'),
    "a": ((2,), 'must be "aa"'),
    "m": ((1, 2), 'minute must either be "m" or "mm"'),
    "s": ((1, 2), 'second must either be "s" or "ss"'),
    "Z": ((1, 3, 4, 5), "timezone must be Z, ZZZZ, or ZZZZZ"),
}


def _field(verb: str, moment: datetime) -> str:
    match verb[0]:
        case "Y":
            return f"{moment.year:04}"[-len(verb) :]
        case "M" if len(verb) > 2:
            name = MONTHS[moment.month - 1]
            return name if len(verb) == 4 else name[:3]
        case "E":
            name = DAYS[moment.weekday()]
            return name if len(verb) == 4 else name[:3]
        case "A" | "a":
            half = "am" if moment.hour < 12 else "pm"
            return half.upper() if verb[0] == "A" else half
        case "Z":
            return _zone(len(verb), moment)
        case letter:
            fields = {
                "M": moment.month,
                "D": moment.day,
                "h": moment.hour,
                "H": moment.hour % 12 or 12,
                "m": moment.minute,
                "s": moment.second,
            }
            return str(fields[letter]).rjust(len(verb), "0")


def _zone(length: int, moment: datetime) -> str:
    offset = moment.utcoffset() or timedelta()
    if not offset and length in (1, 3):
        return "Z" if length == 1 else "UTC"
    minutes = abs(offset) // timedelta(minutes=1)
    colon = ":" if length in (1, 5) else ""
    sign = "-" if offset < timedelta() else "+"
    return f"{sign}{minutes // 60:02}{colon}{minutes % 60:02}"


@function_of_context(
    "plantimestamp",
    returns=STRING,
)
def plantimestamp(_: Arguments, context: FunctionContext) -> Value:
    """The time of the plan, the same however often it is asked for."""
    moment = context.plan_timestamp
    return unknown(STRING) if moment is None else string(_rfc3339(moment))


@function(
    "timeadd",
    Parameter("timestamp", STRING),
    Parameter("duration", STRING),
    returns=STRING,
    characters_per_step=CHARACTERS_PER_STEP,
    examples=(('timeadd("2017-11-22T00:00:00Z", "10m")', '"2017-11-22T00:10:00Z"'),),
)
def timeadd(arguments: Arguments) -> Value:
    """A timestamp moved by a duration, such as `-1h30m`."""
    moment = _parsed(text_of(arguments[0]))
    nanoseconds = _instant(text_of(arguments[0]))[1] + _duration(text_of(arguments[1]))
    try:
        return string(_rfc3339(moment + timedelta(seconds=nanoseconds // 10**9)))
    except OverflowError:
        raise FunctionError("the result is outside of the years 1 to 9999") from None


@function(
    "timecmp",
    Parameter("timestamp_a", STRING),
    Parameter("timestamp_b", STRING),
    returns=NUMBER,
    characters_per_step=CHARACTERS_PER_STEP,
    examples=(('timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00Z")', "-1"),),
)
def timecmp(arguments: Arguments) -> Value:
    """-1, 0 or 1: whether the first timestamp is before, at or after the second."""
    moments: list[tuple[int, int]] = []
    for position, argument in enumerate(arguments):
        try:
            moments.append(_instant(text_of(argument)))
        except FunctionError as error:
            raise FunctionError(error.message, position) from None
    first, second = moments
    return number((first > second) - (first < second))


LENIENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T)([0-9]{1,2})(:[0-9]{2}:[0-9]{2})(?:[.,]([0-9]+))?"
    r"(?:Z|([-+])([0-9]{2}):([0-9]{2}))"
)


def _instant(text: str) -> tuple[int, int]:
    """Second since the year 1 and nanosecond of a timestamp, read as freely as Go's `time.Parse` does, which Terraform has here only."""
    found = LENIENT.fullmatch(text)
    if found is None:
        return _seconds(_parsed(text)), 0
    date, hour, rest, fraction, sign, hours, minutes = found.groups("")
    if int(hours or 0) > 24 or int(minutes or 0) > 60:
        return _seconds(_parsed(text)), 0
    offset = 3600 * int(hours or 0) + 60 * int(minutes or 0)
    second = _seconds(_parsed(f"{date}{hour:0>2}{rest}Z"))
    return second + (offset if sign == "-" else -offset), int(f"{fraction[:9]:0<9}")


def _seconds(moment: datetime) -> int:
    return (moment - datetime(1, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


@function_of_context(
    "timestamp",
    returns=STRING,
)
def timestamp(_: Arguments, context: FunctionContext) -> Value:
    """The time now; known only while applying."""
    moment = context.timestamp
    return unknown(STRING) if moment is None else string(_rfc3339(moment))


def _rfc3339(moment: datetime) -> str:
    text = moment.replace(microsecond=0).isoformat()
    return text.replace("+00:00", "Z") if not moment.utcoffset() else text


def _parsed(text: str) -> datetime:
    fault = _timestamp_fault(text)
    if fault:
        raise FunctionError(f"not a valid RFC3339 timestamp: {fault}")
    try:
        return datetime.fromisoformat(text[:19] + ("+00:00" if text.endswith("Z") else text[-6:]))
    except ValueError:
        raise FunctionError("not a valid RFC3339 timestamp: day out of range") from None


PARTS = (
    ("year", r"[0-9]{4}"),
    ("-", r"-"),
    ("month", r"0[1-9]|1[0-2]"),
    ("-", r"-"),
    ("day of month", r"[0-9]{2}"),
    ("T", r"T"),
    ("hour", r"[01][0-9]|2[0-3]"),
    (":", r":"),
    ("minute", r"[0-5][0-9]"),
    (":", r":"),
    ("second", r"[0-5][0-9](?:\.[0-9]+)?"),
    ("UTC offset", r"Z|[-+](?:[01][0-9]|2[0-3]):[0-5][0-9]"),
)


def _timestamp_fault(text: str) -> str:
    """What is wrong with a timestamp, in Terraform's words, empty where nothing is."""
    position = 0
    for what, pattern in PARTS:
        found = re.compile(pattern).match(text, position)
        if found is None:
            return _part_fault(what, text[position:])
        position = found.end()
    return f'cannot use "{text[position:]}" as timestamp segment' if text[position:] else ""


def _part_fault(what: str, rest: str) -> str:
    match what:
        case "T":
            return "missing required time introducer 'T'"
        case "-" | ":":
            found = f'found "{rest}" where' if rest else "end of string where"
            return f'{found} "{what}" is expected'
        case "UTC offset" if rest.startswith(","):
            return 'cannot use "," as timestamp segment'
        case "UTC offset":
            offset = OFFSET.fullmatch(rest)
            # Far out of range, Terraform has read it before it complains.
            beyond = offset and (int(offset[1]) > 24 or int(offset[2]) > 60)
            return _unusable(what, "" if beyond else rest)
        case "year":
            return _unusable(what, rest)
        case _:
            # A number out of range was read as well: what stands behind it gets the blame.
            return _number_fault(what, rest[2:] if re.match(r"[0-9]{2}", rest) else rest)


def _number_fault(what: str, rest: str) -> str:
    if what == "hour" and rest.startswith(":"):
        return "hour must be between 0 and 23 inclusive"
    if what in ("hour", "minute") and rest and len(rest) != 2:
        return f"{what} must have exactly two digits"
    return _unusable(what, rest)


def _unusable(what: str, rest: str) -> str:
    return f'cannot use "{rest}" as {what}' if rest else f"end of string before {what}"


def _duration(text: str) -> int:
    """Nanoseconds of a duration as Go writes them: `1h30m`, `-1.5s`."""
    unsigned = text[1:] if text[:1] in ("-", "+") else text
    if unsigned == "0":
        return 0
    total, position = 0, 0
    while position < len(unsigned) or not unsigned:
        piece = DURATION.match(unsigned, position)
        assert piece is not None
        if not (piece[1] or (piece[2] or "")[1:]):
            raise FunctionError(f'time: invalid duration "{text}"')
        if not piece[3]:
            raise FunctionError(f'time: missing unit in duration "{text}"')
        unit = NANOSECONDS.get(piece[3])
        if unit is None:
            raise FunctionError(f'time: unknown unit "{piece[3]}" in duration "{text}"')
        fraction = (piece[2] or "")[1:]
        total += int(piece[1] or 0) * unit + int(fraction or 0) * unit // 10 ** len(fraction)
        position = piece.end()
    negative = text.startswith("-")
    if total >= LONGEST + negative:
        raise FunctionError(f'time: invalid duration "{text}"')
    return -total if negative else total
