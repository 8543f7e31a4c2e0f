"""Syntax errors in Terraform's words (HCL's scanner and parser, `hclsyntax`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import SourceRange

_CHARACTERS = {
    "'": 'Single quotes are not valid. Use double quotes (") to enclose strings.',
    "`": 'The "`" character is not valid. To create a multi-line string, use the "heredoc" syntax, like "<<EOT".',
    ";": 'The ";" character is not valid. Use newlines to separate arguments and blocks, and commas to separate '
    "items in collection values.",
}

_OPERATORS = {
    "&": 'Bitwise operators are not supported. Did you mean boolean AND ("&&")?',
    "|": 'Bitwise operators are not supported. Did you mean boolean OR ("||")?',
    "^": "Bitwise operators are not supported.",
    "~": 'Bitwise operators are not supported. Did you mean boolean NOT ("!")?',
}


def bad_character(character: str, where: SourceRange) -> Diagnostic:
    """A character that the language has no use for."""
    if character in _OPERATORS:
        return Diagnostic.error("Unsupported operator", _OPERATORS[character], where)
    detail = _CHARACTERS.get(character, "This character is not used within the language.")
    return Diagnostic.error("Invalid character", detail, where)


def newline_in_string(where: SourceRange) -> Diagnostic:
    """A quoted string that goes over the end of its line."""
    return Diagnostic.error(
        "Invalid multi-line string",
        "Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the "
        '\\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
        where,
    )


def unclosed_comment(where: SourceRange) -> Diagnostic:
    """`/*` without its end."""
    return Diagnostic.error(
        "Unterminated comment", 'No closing marker "*/" was found for the comment.', where
    )


def nested_too_deeply(where: SourceRange, most: int) -> Diagnostic:
    """More open brackets than anybody can read."""
    return Diagnostic.error(
        "Nesting too deep",
        f"Brackets, blocks and templates may stand inside one another up to {most} levels deep.",
        where,
    )


def unclosed(inside: str, start: SourceRange, end: SourceRange) -> Diagnostic | None:
    """The file ended inside something."""
    match inside:
        case "BODY":
            return Diagnostic.error(
                "Unclosed configuration block",
                "There is no closing brace for this block before the end of the file. This may be caused by "
                "incorrect brace nesting elsewhere in this file.",
                start,
            )
        case "QUOTES" | "HEREDOC":
            return Diagnostic.error(
                "Unterminated template string", "No closing marker was found for the string.", end
            )
        case "INTERPOLATION" | "DIRECTIVE":
            return Diagnostic.error(
                "Unclosed template interpolation sequence",
                "There is no closing brace for this interpolation sequence before the end of the file. This "
                "might be caused by incorrect nesting inside the given expression.",
                start,
            )
        case _:
            return None


def attribute_redefined(name: str, first: SourceRange, where: SourceRange) -> Diagnostic:
    """One argument twice."""
    place = f"{first.filename}:{first.start.line},{first.start.column}-{first.end.column}"
    return Diagnostic.error(
        "Attribute redefined",
        f'The argument "{name}" was already set at {place}. Each argument may be set only once.',
        where,
    )


def bad_escape(escape: str, where: SourceRange) -> Diagnostic:
    """A backslash before something that it does not escape."""
    symbol = escape[1:2]
    if symbol in {"u", "U"}:
        digits = 4 if symbol == "u" else 8
        return Diagnostic.error(
            "Invalid escape sequence",
            f"The \\{symbol} escape sequence must be followed by {'four' if digits == 4 else 'eight'} hexadecimal digits.",
            where,
        )
    return Diagnostic.error(
        "Invalid escape sequence",
        f'The symbol "{symbol}" is not a valid escape sequence selector.',
        where,
    )


EXPRESSION = (
    "Invalid expression",
    "Expected the start of an expression, but found an invalid expression token.",
)
DEFINITION = (
    "Argument or block definition required",
    (
        'An argument or block definition is required here. To set an argument, use the equals sign "=" to '
        "introduce the argument value."
    ),
)
