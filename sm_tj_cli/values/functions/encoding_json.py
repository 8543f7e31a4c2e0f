"""`jsonencode` and `jsondecode`, with Go's escapes and complaints."""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder

from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionError,
    Parameter,
    function,
    text_of,
)
from sm_tj_cli.values.json_values import encode_json
from sm_tj_cli.values.numbers import parse_number
from sm_tj_cli.values.types import (
    DYNAMIC,
    STRING,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
)
from sm_tj_cli.values.value import (
    FALSE,
    NULL,
    TRUE,
    Value,
    number,
    object_of,
    string,
    tuple_of,
    unknown_not_null,
)

DECODER = JSONDecoder()
SPACE = re.compile(r"[ \t\r\n]*")
NUMBER_PARTS = re.compile(
    r"-?(?P<whole>0|[1-9][0-9]*)?(?:(?<=[0-9])(?P<point>\.)(?P<fraction>[0-9]+)?)?"
    r"(?:(?<=[0-9])(?P<e>[eE])[-+]?(?P<exponent>[0-9]+)?)?"
)
STRING_PART = re.compile(r'[^"\\\x00-\x1f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')
HEXADECIMAL = tuple("0123456789abcdefABCDEF")
LITERALS = {"t": "true", "f": "false", "n": "null"}


@function(
    "jsonencode",
    Parameter(
        "val", DYNAMIC, allow_null=True, allow_unknown=True, allow_dynamic=True, looks_inside=True
    ),
    returns=STRING,
    examples=(
        ('jsonencode({ hello = "<world>" })', '"{\\"hello\\":\\"\\\\u003cworld\\\\u003e\\"}"'),
    ),
)
def jsonencode(arguments: Arguments) -> Value:
    """The value as JSON on one line."""
    if not arguments[0].is_wholly_known:
        return unknown_not_null(STRING, prefix=_first_sign(arguments[0]))
    return string(encode_json(arguments[0]))


def _first_sign(value: Value) -> str:
    """How the JSON of a value begins whose content is not wholly known."""
    match value.type:
        case _ if not value.is_surely_not_null:
            return ""
        case MapType() | ObjectType():
            return "{"
        case ListType() | SetType() | TupleType():
            return "["
        case kind:
            return '"' if kind is STRING else ""


@function(
    "jsondecode",
    Parameter("str", STRING),
    returns=DYNAMIC,
    characters_per_step=4,
    examples=(
        ('jsondecode("{\\"hello\\": [1, true]}")', '{\n  "hello" = [\n    1,\n    true,\n  ]\n}'),
    ),
)
def jsondecode(arguments: Arguments) -> Value:
    """The value that a JSON text writes."""
    return _Reader(text_of(arguments[0])).document()


class _Reader:
    """Reads JSON token by token, since what is wrong is said as Go's tokenizer says it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0

    def document(self) -> Value:
        """The only value of the text."""
        try:
            result = self._value(" looking for beginning of value")
        except RecursionError:
            raise FunctionError("the value is nested too deeply") from None
        # Go's decoder takes a stray closing bracket for the end of what surrounds the value.
        if self._peek() not in ("", "]", "}"):
            raise FunctionError("extraneous data after JSON object")
        return result

    def _peek(self) -> str:
        found = SPACE.match(self._text, self._position)
        assert found is not None
        self._position = found.end()
        return self._text[self._position : self._position + 1]

    def _next(self) -> str:
        letter = self._peek()
        if not letter:
            raise FunctionError("EOF")
        return letter

    def _value(self, context: str) -> Value:
        match self._next():
            case "{":
                self._position += 1
                return self._object()
            case "[":
                self._position += 1
                return self._array()
            case '"':
                return string(self._string())
            case letter if letter in LITERALS:
                return self._literal(LITERALS[letter])
            case letter if letter in "-0123456789":
                return self._number()
            case letter:
                raise _unexpected(letter, context)

    def _object(self) -> Value:
        entries: dict[str, Value] = {}
        if self._next() == "}":
            self._position += 1
            return object_of(entries)
        context = ""
        while True:
            if self._next() != '"':
                raise _unexpected(self._next(), context)
            key = self._string()
            if self._next() != ":":
                raise _unexpected(self._next(), " after object key")
            self._position += 1
            entries[key] = self._value(" looking for beginning of value")
            if self._closes("}", " after object key:value pair"):
                return object_of(entries)
            context = " looking for beginning of object key string"

    def _array(self) -> Value:
        items: list[Value] = []
        if self._next() == "]":
            self._position += 1
            return tuple_of(items)
        while True:
            items.append(self._value(" looking for beginning of value"))
            if self._closes("]", " after array element"):
                return tuple_of(items)

    def _closes(self, bracket: str, context: str) -> bool:
        letter = self._next()
        if letter not in (bracket, ","):
            raise _unexpected(letter, context)
        self._position += 1
        return letter == bracket

    def _literal(self, word: str) -> Value:
        for expected in word:
            letter = self._text[self._position : self._position + 1]
            if letter != expected:
                raise _unexpected(letter, f" in literal {word} (expecting '{expected}')")
            self._position += 1
        return {"true": TRUE, "false": FALSE, "null": NULL}[word]

    def _number(self) -> Value:
        found = NUMBER_PARTS.match(self._text, self._position)
        assert found is not None
        end = found.end()
        following = self._text[end : end + 1]
        if not found["whole"]:
            raise _unexpected(following, " in numeric literal")
        if found["point"] and not found["fraction"]:
            raise _unexpected(following, " after decimal point in numeric literal")
        if found["e"] and not found["exponent"]:
            raise _unexpected(following, " in exponent of numeric literal")
        self._position = end
        try:
            return number(parse_number(found[0]))
        except ValueError as problem:
            raise FunctionError(str(problem)) from None

    def _string(self) -> str:
        try:
            text, self._position = DECODER.raw_decode(self._text, self._position)
        except JSONDecodeError:
            raise self._string_fault() from None
        return str(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _string_fault(self) -> FunctionError:
        position = self._position + 1
        while found := STRING_PART.match(self._text, position):
            position = found.end()
        letter = self._text[position : position + 1]
        if letter != "\\":
            return _unexpected(letter, " in string literal")
        letter = self._text[position + 1 : position + 2]
        if letter != "u":
            return _unexpected(letter, " in string escape code")
        position += 2
        while self._text[position : position + 1] in HEXADECIMAL:
            position += 1
        letter = self._text[position : position + 1]
        return _unexpected(letter, " in \\u hexadecimal character escape")


def _unexpected(letter: str, context: str) -> FunctionError:
    if not letter:
        return FunctionError("unexpected EOF")
    # Go reads bytes: of a letter beyond ASCII it names the first one.
    shown = chr(letter.encode()[0])
    shown = {"'": "\\'", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(shown, shown)
    if ord(shown[0]) < 0x20:
        shown = f"\\x{ord(shown):02x}"
    return FunctionError(f"invalid character '{shown}'{context}")
