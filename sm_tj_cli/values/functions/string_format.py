"""`format` and `formatlist`: Go's verbs, as cty's `stdlib.Format` understands them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from sm_tj_cli.values.budget import LETTERS_PER_STEP
from sm_tj_cli.values.convert import ConversionError, convert
from sm_tj_cli.values.functions._registry import (
    FunctionError,
    Parameter,
    function,
    graphemes,
    is_finite,
    number_of,
    text_of,
)
from sm_tj_cli.values.json_values import encode_json
from sm_tj_cli.values.numbers import format_number, is_whole, negate
from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    Primitive,
    SetType,
    TupleType,
)
from sm_tj_cli.values.value import Value, list_of, string, unknown, unknown_not_null

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.values.functions._registry import Arguments
    from sm_tj_cli.values.numbers import Number

ARGS = Parameter("args", DYNAMIC, allow_null=True, allow_unknown=True, looks_inside=True)
PREFIX = re.compile(
    r"%(?P<flags>[-+ 0#]*)(?P<width>[1-9][0-9]*)?(?:\.(?P<precision>[0-9]*))?"
    r"(?P<indexed>\[(?P<index>[1-9][0-9]*)?(?P<closed>(?<=[0-9])\])?)?"
)
"""All of a verb but the letter at its end, as far as it goes."""

INTEGERS = frozenset("bdoxX")
FLOATS = frozenset("eEfgG")
# As in Go.
WIDEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of a format string: how to write the argument number `argument` (from 1)."""

    text: str
    offset: int
    mode: str
    flags: str
    width: int
    precision: int | None
    argument: int

    def unsupported(self, reason: str) -> FunctionError:
        """The error for an argument that this verb cannot write."""
        return FunctionError(f'unsupported value for "{self.text}" at {self.offset}: {reason}')

    def pad_text(self, text: str) -> str:
        """The text at this verb's width, counted in the characters that a reader sees."""
        missing = max(self.width - len(graphemes(text)), 0) if self.width else 0
        filling = ("0" if "0" in self.flags else " ") * missing
        return text + filling if "-" in self.flags else filling + text

    def pad_number(self, sign: str, digits: str) -> str:
        """A number's text at this verb's width; zeros stand between sign and digits."""
        if not sign:
            sign = "+" if "+" in self.flags else " " if " " in self.flags else ""
        missing = max(self.width - len(sign) - len(digits), 0)
        if "-" in self.flags:
            return sign + digits + " " * missing
        if "0" in self.flags and (self.precision is None or self.mode in FLOATS):
            return sign + "0" * missing + digits
        return " " * missing + sign + digits


@function(
    "format",
    Parameter("format", STRING),
    variadic=ARGS,
    returns=STRING,
    characters_per_step=LETTERS_PER_STEP,
    examples=(
        ('format("Hello, %s!", "Ander")', '"Hello, Ander!"'),
        ('format("%s has %04d of %[1]s", "a", 7)', '"a has 0007 of a"'),
        ('format("%v", { a = [1, true] })', '"{\\"a\\":[1,true]}"'),
    ),
)
def format_string(arguments: Arguments) -> Value:
    """Makes a string from a format such as `%s has %d` and the values to put in."""
    if not all(argument.is_wholly_known for argument in arguments):
        prefix = text_of(arguments[0]).partition("%")[0]
        return unknown_not_null(STRING, prefix=prefix)
    return string(_format(text_of(arguments[0]), arguments[1:]))


@function(
    "formatlist",
    Parameter("format", STRING),
    variadic=ARGS,
    returns=ListType(STRING),
    examples=(('formatlist("%s-%d", ["a", "b"], 3)', 'tolist([\n  "a-3",\n  "b-3",\n])'),),
)
def formatlist(arguments: Arguments) -> Value:
    """Makes a list of strings by using a format once for each element of the lists given."""
    template, *values = arguments
    iterated = {position: value for position, value in enumerate(values) if _is_iterated(value)}
    sized = {
        position: value
        for position, value in iterated.items()
        if value.is_known and _has_length(value)
    }
    count = _common_length(sized)
    if len(sized) < len(iterated):
        return unknown(ListType(STRING))
    columns = [
        tuple(value.parts()) if position in iterated else (value,) * count
        for position, value in enumerate(values)
    ]
    if not values:
        return list_of(STRING, [string(_format(text_of(template), ()))])
    rows = enumerate(zip(*columns, strict=True))
    return list_of(STRING, [_format_row(text_of(template), row, number) for number, row in rows])


def _is_iterated(value: Value) -> bool:
    return not value.is_null and isinstance(value.type, (ListType, SetType, TupleType))


def _has_length(value: Value) -> bool:
    return not isinstance(value.type, SetType) or value.is_wholly_known


def _common_length(iterated: dict[int, Value]) -> int:
    first: tuple[int, int] | None = None
    for position, value in iterated.items():
        length = sum(1 for _ in value.parts())
        if first is None:
            first = (position, length)
        elif length != first[1]:
            raise FunctionError(
                f"argument {position + 1} has length {length}, which is inconsistent with "
                f"argument {first[0] + 1} of length {first[1]}",
                position + 1,
            )
    return 1 if first is None else first[1]


def _format_row(template: str, row: Arguments, number: int) -> Value:
    if not all(value.is_wholly_known for value in row):
        return unknown(STRING)
    try:
        return string(_format(template, row))
    except FunctionError as error:
        raise FunctionError(f"error on format iteration {number}: {error.message}") from None


def _format(template: str, values: Arguments) -> str:
    written: list[str] = []
    highest = 0
    for piece in _pieces(template):
        if isinstance(piece, Verb):
            highest = max(highest, piece.argument)
            written.append(_write(piece, values))
        else:
            written.append(piece)
    if highest < len(values):
        used = f"only {highest} used by format string" if highest else "no verbs in format string"
        raise FunctionError(f"too many arguments; {used}", 1 + highest)
    return "".join(written)


def _pieces(template: str) -> Iterator[str | Verb]:
    position, following = 0, 1
    while (start := template.find("%", position)) >= 0:
        yield template[position:start]
        if template.startswith("%%", start):
            yield "%"
            position = start + 2
            continue
        prefix = PREFIX.match(template, start)
        assert prefix is not None
        end = prefix.end()
        mode = template[end : end + 1]
        complete = not prefix["indexed"] or bool(prefix["closed"])
        if not (complete and mode.isascii() and mode.isalpha()):
            raise _broken(template, end)
        argument = int(prefix["index"]) if prefix["index"] else following
        following = argument + 1
        position = end + 1
        if max(int(prefix["width"] or 0), int(prefix["precision"] or 0)) > WIDEST:
            raise FunctionError(f"{template[start:position]} is wider than {WIDEST:,} characters")
        yield Verb(
            text=template[start:position],
            offset=_byte_offset(template, start),
            mode=mode,
            flags=prefix["flags"],
            width=int(prefix["width"] or 0),
            precision=None if prefix["precision"] is None else int(prefix["precision"] or 0),
            argument=argument,
        )
    yield template[position:]


def _broken(template: str, position: int) -> FunctionError:
    offset = _byte_offset(template, position)
    if position >= len(template):
        return FunctionError(f"invalid format string starting at offset {offset}")
    return FunctionError(f"unrecognized format character '{template[position]}' at offset {offset}")


def _byte_offset(text: str, position: int) -> int:
    return len(text[:position].encode())


def _write(verb: Verb, values: Arguments) -> str:
    if verb.argument > len(values):
        raise FunctionError(
            f'not enough arguments for "{verb.text}" at {verb.offset}: '
            f"need index {verb.argument} but have {len(values)} total",
        )
    value = values[verb.argument - 1]
    if verb.mode != "v" and value.is_null:
        raise verb.unsupported("null value cannot be formatted")
    match verb.mode:
        case "v":
            return verb.pad_text(_as_is(verb, value))
        case "s" | "q":
            return verb.pad_text(_text(verb, value))
        case "t":
            return "true" if _converted(verb, value, BOOL).raw else "false"
        case mode if mode in INTEGERS:
            return _integer(verb, number_of(_converted(verb, value, NUMBER)))
        case mode if mode in FLOATS:
            return _float(verb, number_of(_converted(verb, value, NUMBER)))
        case mode:
            raise FunctionError(
                f"unsupported format verb '{mode}' in \"{verb.text}\" at offset {verb.offset}"
            )


def _converted(verb: Verb, value: Value, kind: Primitive) -> Value:
    try:
        return convert(value, kind)
    except ConversionError as error:
        raise verb.unsupported(str(error)) from None


def _as_is(verb: Verb, value: Value) -> str:
    if "#" not in verb.flags and not value.is_null:
        if value.type == STRING:
            return text_of(value)
        if value.type == NUMBER:
            return _shortest(number_of(value))
    return encode_json(value)


def _text(verb: Verb, value: Value) -> str:
    text = text_of(_converted(verb, value, STRING))
    if verb.precision:
        text = "".join(graphemes(text)[: verb.precision])
    return encode_json(string(text)) if verb.mode == "q" else text


def _integer(verb: Verb, content: Number) -> str:
    if not is_whole(content):
        raise verb.unsupported("an integer is required")
    digits = format(abs(int(content)), verb.mode)
    if verb.precision is not None:
        digits = digits.rjust(verb.precision, "0")
    if "#" in verb.flags:
        digits = {"b": "0b", "o": "0", "x": "0x", "X": "0X"}.get(verb.mode, "") + digits
    return verb.pad_number("-" if content < 0 else "", digits)


def _float(verb: Verb, content: Number) -> str:
    if not is_finite(content):
        return verb.pad_number("" if content > 0 else "-", "Inf")
    sign = "-" if content < 0 else ""
    return verb.pad_number(sign, _digits(verb.mode, verb.precision, _magnitude(content)))


def _digits(mode: str, precision: int | None, content: Number) -> str:
    numerator, denominator = content.as_integer_ratio()
    with localcontext() as context:
        # Enough for every digit of a number of 512 bits and for those asked for behind its point.
        context.prec = len(str(numerator)) + 2 * denominator.bit_length() + (precision or 0) + 10
        exact = Decimal(int(numerator)) / Decimal(int(denominator))
        match mode:
            case "f":
                return f"{exact:.{6 if precision is None else precision}f}"
            case "e" | "E":
                return _exponential(exact, 6 if precision is None else precision, mode)
            case _:
                pass
        significant = format_number(content) if precision is None else ""
        rounded = Decimal(significant) if significant else _rounded(exact, max(precision or 1, 1))
        return _general(rounded, precision, mode)


def _magnitude(content: Number) -> Number:
    return negate(content) if content < 0 else content


def _rounded(exact: Decimal, digits: int) -> Decimal:
    return Decimal(f"{exact:.{digits - 1}e}")


def _exponential(content: Decimal, precision: int, mode: str) -> str:
    if not content:
        return f"{content.copy_abs() * 0:.{precision}f}{mode}+00"
    mantissa, _, exponent = f"{content:.{precision}e}".partition("e")
    return f"{mantissa}{mode}{int(exponent):+03d}"


def _general(content: Decimal, precision: int | None, mode: str) -> str:
    """Go's `%g`: with an exponent where the number is very small or has more digits than wanted."""
    if not content:
        return "0"
    digits = content.normalize().as_tuple().digits
    exponent = content.adjusted()
    limit = 6 if precision is None else max(precision, 1)
    if precision is not None and limit > len(digits) >= exponent + 1:
        limit = len(digits)
    if exponent < -4 or exponent >= limit:
        return _exponential(content, len(digits) - 1, "e" if mode == "g" else "E")
    return f"{content.normalize():f}"


def _shortest(content: Number) -> str:
    sign = "-" if content < 0 else ""
    return (
        sign + _digits("g", None, _magnitude(content))
        if is_finite(content)
        else f"{sign or '+'}Inf"
    )
