"""Strings: changing case, cutting, joining, searching. Characters are what a reader sees as one."""

from __future__ import annotations

from sm_tj_cli.values.budget import LETTERS_PER_STEP
from sm_tj_cli.values.functions._registry import (
    Arguments,
    FunctionError,
    Parameter,
    check_length,
    function,
    graphemes,
    text_of,
    whole_number_of,
)
from sm_tj_cli.values.types import BOOL, NUMBER, STRING, ListType
from sm_tj_cli.values.value import FALSE, TRUE, Unknown, Value, boolean, list_of, string, unknown

# Unicode's White_Space. Python's own strip() also takes the separators U+001C to U+001F.
WHITE_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
STR = Parameter("str", STRING)


@function(
    "chomp",
    STR,
    returns=STRING,
    examples=(('chomp("hello\\n")', '"hello"'),),
)
def chomp(arguments: Arguments) -> Value:
    """The string without the line breaks at its end."""
    return string(text_of(arguments[0]).rstrip("\r\n"))


@function(
    "endswith",
    STR,
    Parameter("suffix", STRING),
    returns=BOOL,
    examples=(('endswith("hello world", "world")', "true"),),
)
def endswith(arguments: Arguments) -> Value:
    """Whether the string ends with exactly that suffix."""
    return boolean(text_of(arguments[0]).endswith(text_of(arguments[1])))


@function(
    "indent",
    Parameter("spaces", NUMBER),
    STR,
    returns=STRING,
    examples=(('indent(2, "a\\nb")', "<<EOT\na\n  b\nEOT"),),
)
def indent(arguments: Arguments) -> Value:
    """Adds spaces to the beginning of every line but the first."""
    spaces = whole_number_of(arguments[0])
    if spaces < 0:
        raise FunctionError("the number of spaces must not be negative", 0)
    text = text_of(arguments[1])
    breaks = text.count("\n")
    check_length(len(text) + breaks * spaces)
    return string(text.replace("\n", "\n" + " " * spaces) if breaks else text)


@function(
    "join",
    Parameter("separator", STRING),
    variadic=Parameter("lists", ListType(STRING)),
    returns=STRING,
    examples=(('join("-", ["foo", "bar", "baz"])', '"foo-bar-baz"'),),
)
def join(arguments: Arguments) -> Value:
    """All elements of the lists in one string, with the separator between them."""
    separator, *lists = arguments
    if not lists:
        raise FunctionError("at least one list is required")
    if not all(items.is_wholly_known for items in lists):
        return unknown(STRING)
    texts: list[str] = []
    for which, items in enumerate(lists):
        for position, item in enumerate(items.parts()):
            if item.is_null:
                place = f"element {position}" + (f" of list {which + 1}" if len(lists) > 1 else "")
                raise FunctionError(f"{place} is null; cannot concatenate null values", which + 1)
            texts.append(text_of(item))
    between = text_of(separator)
    check_length(sum(map(len, texts)) + len(between) * len(texts))
    return string(between.join(texts))


@function(
    "lower",
    STR,
    returns=STRING,
    characters_per_step=LETTERS_PER_STEP,
    examples=(('lower("HELLO")', '"hello"'),),
)
def lower(arguments: Arguments) -> Value:
    """The string in lower case."""
    # Letter by letter as Go does; Python's own lower() knows more, such as the final sigma.
    text = text_of(arguments[0])
    return string(text.lower() if text.isascii() else "".join(it.lower()[0] for it in text))


@function(
    "split",
    Parameter("separator", STRING),
    STR,
    returns=ListType(STRING),
    examples=(('split(",", "foo,bar")', 'tolist([\n  "foo",\n  "bar",\n])'),),
)
def split(arguments: Arguments) -> Value:
    """The pieces of the string between the separators."""
    separator, text = map(text_of, arguments)
    return list_of(STRING, map(string, text.split(separator) if separator else text))


@function(
    "startswith",
    Parameter("str", STRING, allow_unknown=True),
    Parameter("prefix", STRING),
    returns=BOOL,
    examples=(('startswith("hello world", "hello")', "true"),),
)
def startswith(arguments: Arguments) -> Value:
    """Whether the string begins with exactly that prefix."""
    text, prefix = arguments[0].raw, text_of(arguments[1])
    if isinstance(text, Unknown):
        if text.prefix.startswith(prefix):
            return TRUE
        return unknown(BOOL) if prefix.startswith(text.prefix) else FALSE
    return boolean(text_of(arguments[0]).startswith(prefix))


@function(
    "strcontains",
    STR,
    Parameter("substr", STRING),
    returns=BOOL,
    examples=(('strcontains("hello world", "wor")', "true"),),
)
def strcontains(arguments: Arguments) -> Value:
    """Whether the second string is somewhere in the first."""
    return boolean(text_of(arguments[1]) in text_of(arguments[0]))


@function(
    "strrev",
    STR,
    returns=STRING,
    characters_per_step=LETTERS_PER_STEP,
    examples=(('strrev("hello")', '"olleh"'),),
)
def strrev(arguments: Arguments) -> Value:
    """The characters of the string in the opposite order."""
    return string("".join(reversed(graphemes(text_of(arguments[0])))))


@function(
    "substr",
    STR,
    Parameter("offset", NUMBER),
    Parameter("length", NUMBER),
    returns=STRING,
    characters_per_step=LETTERS_PER_STEP,
    examples=(
        ('substr("hello world", 1, 4)', '"ello"'),
        ('substr("hello world", -5, -1)', '"world"'),
    ),
)
def substr(arguments: Arguments) -> Value:
    """A part of the string: from an offset (negative: from the end), at most so long (-1: all)."""
    offset, length = whole_number_of(arguments[1]), whole_number_of(arguments[2])
    characters = graphemes(text_of(arguments[0]))
    if offset < 0:
        offset = max(offset + len(characters), 0)
    end = len(characters) if length < 0 else offset + length
    return string("".join(characters[offset:end]))


@function(
    "title",
    STR,
    returns=STRING,
    characters_per_step=LETTERS_PER_STEP,
    examples=(('title("hello world")', '"Hello World"'),),
)
def title(arguments: Arguments) -> Value:
    """The string with the first letter of each word in upper case."""
    written: list[str] = []
    before = " "
    for letter in text_of(arguments[0]):
        starts = _separates(before)
        written.append(_simple_case(letter, letter.title()) if starts else letter)
        before = letter
    return string("".join(written))


def _separates(letter: str) -> bool:
    """Go's `strings.Title`: ASCII but letters, digits and underscore; else only white space."""
    if letter.isascii():
        return not (letter.isalnum() or letter == "_")
    return letter.isspace()


def _simple_case(letter: str, changed: str) -> str:
    """One letter stays one letter: `ß` has no capital that is one letter."""
    return changed if len(changed) == 1 else letter


@function(
    "trim",
    STR,
    Parameter("cutset", STRING),
    returns=STRING,
    examples=(('trim("?!hello?!", "!?")', '"hello"'),),
)
def trim(arguments: Arguments) -> Value:
    """The string without any of these characters at its start and end."""
    text, characters = map(text_of, arguments)
    return string(text.strip(characters) if characters else text)


@function(
    "trimprefix",
    STR,
    Parameter("prefix", STRING),
    returns=STRING,
    examples=(('trimprefix("helloworld", "hello")', '"world"'),),
)
def trimprefix(arguments: Arguments) -> Value:
    """The string without that prefix, unchanged where it has none."""
    return string(text_of(arguments[0]).removeprefix(text_of(arguments[1])))


@function(
    "trimspace",
    STR,
    returns=STRING,
    examples=(('trimspace("  hello\\n\\n")', '"hello"'),),
)
def trimspace(arguments: Arguments) -> Value:
    """The string without white space at its start and end."""
    return string(text_of(arguments[0]).strip(WHITE_SPACE))


@function(
    "trimsuffix",
    STR,
    Parameter("suffix", STRING),
    returns=STRING,
    examples=(('trimsuffix("helloworld", "world")', '"hello"'),),
)
def trimsuffix(arguments: Arguments) -> Value:
    """The string without that suffix, unchanged where it has none."""
    return string(text_of(arguments[0]).removesuffix(text_of(arguments[1])))


@function(
    "upper",
    STR,
    returns=STRING,
    characters_per_step=LETTERS_PER_STEP,
    examples=(('upper("hello")', '"HELLO"'),),
)
def upper(arguments: Arguments) -> Value:
    """The string in upper case."""
    text = text_of(arguments[0])
    if text.isascii():
        return string(text.upper())
    return string("".join(_simple_case(letter, letter.upper()) for letter in text))
