"""What can be wrong with a text, in Terraform's words (HCL's scanner and parser, package `hclsyntax`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sm_tj_cli.diagnostics import Diagnostic

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import SourceRange

DEFINITION = (
    "Argument or block definition required",
    "An argument or block definition is required here.",
)
DEFINITION_OR_EQUALS = (
    "Argument or block definition required",
    (
        'An argument or block definition is required here. To set an argument, use the equals sign "=" to introduce '
        "the argument value."
    ),
)
QUOTED_NAME = ("Invalid argument name", "Argument names must not be quoted.")
MISSING_NEWLINE = (
    "Missing newline after argument",
    "An argument definition must end with a newline.",
)
COMMA_AFTER_ARGUMENT = (
    "Unexpected comma after argument",
    (
        "Argument definitions must be separated by newlines, not commas. An argument definition must end with a "
        "newline."
    ),
)
MISSING_NEWLINE_AFTER_BLOCK = (
    "Missing newline after block definition",
    "A block definition must end with a newline.",
)
UNCLOSED_BLOCK = (
    "Unclosed configuration block",
    (
        "There is no closing brace for this block before the end of the file. This may be caused by incorrect brace "
        "nesting elsewhere in this file."
    ),
)
BLOCK_EQUALS = (
    "Invalid block definition",
    'The equals sign "=" indicates an argument definition, and must not be used when defining a block.',
)
BLOCK_NEWLINE = (
    "Invalid block definition",
    (
        'A block definition must have block content delimited by "{" and "}", starting on the same line as the block '
        "header."
    ),
)
BLOCK_HEADER = (
    "Invalid block definition",
    'Either a quoted string block label or an opening brace ("{") is expected here.',
)
SINGLE_COMMA = (
    "Invalid single-argument block definition",
    (
        "Single-line block syntax can include only one argument definition. To define multiple arguments, use the "
        "multi-line block syntax with one argument definition per line."
    ),
)
SINGLE_NEWLINE = (
    "Invalid single-argument block definition",
    (
        "An argument definition on the same line as its containing block creates a single-line block definition, which "
        "must also be closed on the same line. Place the block's closing brace immediately after the argument "
        "definition."
    ),
)
SINGLE_END = (
    "Invalid single-argument block definition",
    (
        "A single-line block definition must end with a closing brace immediately after its single argument "
        "definition."
    ),
)
UNTERMINATED_LABEL = (
    "Unterminated string literal",
    "Unable to find the closing quote mark before the end of the file.",
)
INVALID_NUMBER = (
    "Invalid number literal",
    "Failed to recognize the value of this number literal.",
)
NESTED_SPLAT = (
    "Nested splat expression not allowed",
    "A splat expression (*) cannot be used inside another attribute-only splat expression.",
)
KEY_IN_TUPLE = (
    "Invalid 'for' expression",
    "Key expression is not valid when building a tuple.",
)
GROUPING_IN_TUPLE = (
    "Invalid 'for' expression",
    "Grouping ellipsis (...) cannot be used when building a tuple.",
)
NO_KEY_IN_OBJECT = (
    "Invalid 'for' expression",
    "Key expression is required when building an object.",
)

_CHARACTERS = {
    "'": 'Single quotes are not valid. Use double quotes (") to enclose strings.',
    "`": 'The "`" character is not valid. To create a multi-line string, use the "heredoc" syntax, like "<<EOT".',
    ";": 'The ";" character is not valid. Use newlines to separate arguments and blocks, and commas to separate '
    "items in collection values.",
}
_CURLY = (
    '"Curly quotes" are not valid here. These can sometimes be inadvertently introduced when sharing code via '
    'documents or discussion forums. It might help to replace the character with a "straight quote".'
)
_OPERATORS = {
    "&": ' Did you mean boolean AND ("&&")?',
    "|": ' Did you mean boolean OR ("||")?',
    "^": "",
    "~": ' Did you mean boolean NOT ("!")?',
}


def place(where: SourceRange) -> str:
    """A range in the middle of a sentence, as HCL prints it."""
    start, end = where.start, where.end
    last = f"{end.column}" if start.line == end.line else f"{end.line},{end.column}"
    return f"{where.filename}:{start.line},{start.column}-{last}"


def bad_character(character: str, where: SourceRange) -> Diagnostic:
    """A character that the language has no use for."""
    if character in _OPERATORS:
        detail = f"Bitwise operators are not supported.{_OPERATORS[character]}"
        return Diagnostic.error("Unsupported operator", detail, where)
    detail = _CHARACTERS.get(character, "This character is not used within the language.")
    return Diagnostic.error("Invalid character", _CURLY if character in "“”" else detail, where)


def newline_in_string(where: SourceRange) -> Diagnostic:
    """A quoted string that goes over the end of its line."""
    return Diagnostic.error(
        "Invalid multi-line string",
        "Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the "
        '\\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
        where,
    )


def unclosed_comment(where: SourceRange) -> Diagnostic:
    """`/*` without its end, which Terraform takes for a division."""
    detail = 'There is no closing marker "*/" for this comment before the end of the file.'
    return Diagnostic.error("Unterminated comment", detail, where)


def nested_too_deeply(where: SourceRange, most: int) -> Diagnostic:
    """More inside one another than anybody can read."""
    return Diagnostic.error(
        "Nesting too deep",
        f"Blocks, brackets, templates and operators may stand inside one another up to {most} levels deep. "
        "Move some of the inner parts into a locals block, and refer to them by name here.",
        where,
    )


def too_many_tokens(where: SourceRange, most: int) -> Diagnostic:
    """More than can be read in a moment."""
    return Diagnostic.error(
        "Text too long",
        f"All files of a configuration together may have up to {most:,} words, numbers, strings and symbols, and here "
        "begins one more. Split it up into several configurations, or read what is data with jsondecode or yamldecode.",
        where,
    )


def too_many_steps(where: SourceRange, most: int) -> Diagnostic:
    """Attributes of attributes without an end."""
    return Diagnostic.error(
        "Reference too long",
        f"Behind a value there may be up to {most:,} attribute names and indexes in a row.",
        where,
    )


def attribute_redefined(name: str, first: SourceRange, where: SourceRange) -> Diagnostic:
    """One argument twice."""
    return Diagnostic.error(
        "Attribute redefined",
        f'The argument "{name}" was already set at {place(first)}. Each argument may be set only once.',
        where,
    )


def single_line_block(name: str, where: SourceRange) -> Diagnostic:
    """A block inside a block on one line."""
    return Diagnostic.error(
        "Argument definition required",
        "A single-line block definition can contain only a single argument. If you meant to define argument "
        f'"{name}", use an equals sign to assign it a value. To define a nested block, place it on a line of its '
        "own within its parent block.",
        where,
    )


def sequence_in_label(mark: str, where: SourceRange) -> Diagnostic:
    """`${…}` in a block's label."""
    return Diagnostic.error(
        "Invalid string literal",
        f'Template sequences are not allowed in this string. To include a literal "{mark}", double it (as '
        f'"{mark}{mark}") to escape it.',
        where,
    )


def legacy_indexes(number: str, where: SourceRange, *, in_splat: bool) -> Diagnostic:
    """`x.0.1`."""
    first, _, second = number.partition(".")
    proper = (
        "the proper index syntax with a full splat expression [*]"
        if in_splat
        else ("the proper index syntax")
    )
    return Diagnostic.error(
        "Invalid legacy index syntax",
        "When using the legacy index syntax, chaining two indexes together is not permitted. Use "
        f"{proper} instead, like [{first}][{second}].",
        where,
    )


def bad_escape(escape: str, where: SourceRange) -> Diagnostic:
    """A backslash before something that it does not escape."""
    selector, digits = escape[1], escape[2:]
    if selector in "uU" and len(digits) == {"u": 4, "U": 8}[selector]:
        detail = f"Cannot encode character U+{int(digits, 16):04x} in UTF-8."
    elif selector in "uU":
        count = "four" if selector == "u" else "eight"
        detail = f"The \\{selector} escape sequence must be followed by {count} hexadecimal digits."
    else:
        detail = f'The symbol "{selector}" is not a valid escape sequence selector.'
    return Diagnostic.error("Invalid escape sequence", detail, where)


JSON_ROOT = (
    "Root value must be object",
    "The root value in a JSON-based configuration must be either a JSON object or a JSON array of objects.",
)
JSON_EXTRANEOUS = (
    "Extraneous data after value",
    "Extra characters appear after the JSON value.",
)
JSON_PREMATURE = ("Missing value", "The JSON data ends prematurely.")
_STARTS = "A JSON value must start with a brace, a bracket, a number, a string, or a keyword."
JSON_MISSING_VALUE = ("Missing JSON value", _STARTS)
JSON_MISSING_ITEM = ("Missing array element value", _STARTS)
JSON_START = ("Invalid start of value", _STARTS)
JSON_NAME = ("Invalid object property name", "A JSON object property name must be a string")
JSON_COLON = (
    "Missing property value colon",
    "A colon must appear between an object property's name and its value.",
)
JSON_STRING = ("Invalid JSON string", "There is a syntax error in the given JSON string.")
JSON_NUMBER = ("Invalid JSON number", "There is a syntax error in the given JSON number.")


class JsonContainer(NamedTuple):
    """What can be wrong between the items of an object or an array."""

    trailing: tuple[str, str]
    separator: tuple[str, str]
    mismatched: tuple[str, str]
    unclosed: tuple[str, str]


JSON_OBJECT = JsonContainer(
    (
        "Trailing comma in object",
        "JSON does not permit a trailing comma after the final property in an object.",
    ),
    (
        "Missing attribute seperator comma",
        "A comma must appear between each property definition in an object.",
    ),
    ("Mismatched braces", "A JSON object must be closed with a brace, not a bracket."),
    ("Unclosed object", "No closing brace was found for this JSON object."),
)
JSON_ARRAY = JsonContainer(
    (
        "Trailing comma in array",
        "JSON does not permit a trailing comma after the final value in an array.",
    ),
    (
        "Missing attribute seperator comma",
        "A comma must appear between each value in an array.",
    ),
    ("Mismatched brackets", "A JSON array must be closed with a bracket, not a brace."),
    ("Unclosed array", "No closing bracket was found for this JSON array."),
)


def json_duplicate(name: str, first: SourceRange, where: SourceRange) -> Diagnostic:
    """One property twice."""
    detail = f'The argument "{name}" was already set at {place(first)}.'
    return Diagnostic.error("Duplicate attribute definition", detail, where)
