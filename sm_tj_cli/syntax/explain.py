"""A token that the parser did not expect, to the words that Terraform has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.syntax import faults
from sm_tj_cli.syntax.spans import token_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lark import Token
    from lark.parsers.lalr_interactive_parser import InteractiveParser

    from sm_tj_cli.diagnostics import SourceFile

_OPERAND_STARTS = frozenset({"LPAR", "LBRACE", "LSQB", "DBLQUOTE", "INT_LITERAL", "HEREDOC_BEGIN"})

# What the innermost open bracket misses: summary and detail by the token that opened it.
_SEPARATORS = {
    "LSQB": ("Missing item separator", "Expected a comma to mark the beginning of the next item."),
    "LPAR": (
        "Unbalanced parentheses",
        "Expected a closing parenthesis to terminate the expression.",
    ),
    "LBRACE": (
        "Missing attribute separator",
        "Expected a newline or comma to mark the beginning of the next attribute.",
    ),
}
_CALL = (
    "Missing argument separator",
    "A comma is required to separate each function argument from the next.",
)
_INDEX = (
    "Missing close bracket on index",
    'The index operator must end with a closing bracket ("]").',
)
_FOR = (
    "Invalid 'for' expression",
    "Extra characters after the end of the 'for' expression.",
)


def explain(
    run: InteractiveParser, token: Token, tokens: Sequence[Token], source: SourceFile
) -> Diagnostic:
    """The diagnostic for `token`, which could not stand where it does."""
    accepted = run.choices()  # type: ignore[no-untyped-call]
    before = tokens[: next((i for i, it in enumerate(tokens) if it is token), len(tokens))]
    summary, detail = _words(accepted, token, before)
    return Diagnostic.error(summary, detail, token_range(source.name, token))


def _words(accepted: object, token: Token, before: Sequence[Token]) -> tuple[str, str]:
    choices = set(accepted)  # type: ignore[call-overload]
    last = before[-1].type if before else ""
    opened = _innermost(before)
    if last == "DOT":
        return "Invalid attribute name", "An attribute name is required after a dot."
    if choices >= _OPERAND_STARTS:
        return faults.EXPRESSION
    if opened is None or opened.type == "BLOCK":
        return _in_body(choices, token, before, last)
    if "COLON" in choices and any(it.type == "QMARK" for it in before):
        return (
            "Missing false expression in conditional",
            "The conditional operator (...?...:...) requires a false expression, delimited by a colon.",
        )
    return _in_brackets(opened, before)


def _in_brackets(opened: Token, before: Sequence[Token]) -> tuple[str, str]:
    at = next(i for i, it in enumerate(before) if it is opened)
    after = before[at + 1].type if at + 1 < len(before) else ""
    previous = before[at - 1].type if at else ""
    if after == "FOR":
        return _FOR
    if opened.type == "LPAR" and previous == "NAME":
        return _CALL
    if opened.type == "LSQB" and previous in {"NAME", "RSQB", "RPAR", "RBRACE"}:
        return _INDEX
    if opened.type in {"INTERP_START", "DIRECTIVE_START"}:
        return (
            "Extra characters after interpolation expression",
            "Expected a closing brace to end the interpolation expression, but found extra characters.",
        )
    return _SEPARATORS.get(opened.type, faults.EXPRESSION)


def _in_body(
    choices: set[str], token: Token, before: Sequence[Token], last: str
) -> tuple[str, str]:
    statement = [it.type for it in before]
    if "EQ" in statement:
        return "Missing newline after argument", "An argument definition must end with a newline."
    if last == "RBRACE":
        return (
            "Missing newline after block definition",
            "A block definition must end with a newline.",
        )
    if token.type == "DBLQUOTE" and not statement:
        return "Invalid argument name", "Argument names must not be quoted."
    if not statement or "LBRACE" in choices:
        return faults.DEFINITION
    return faults.DEFINITION


def _innermost(before: Sequence[Token]) -> Token | None:
    """The token that opened the innermost bracket; None in a file's top level."""
    stack: list[Token] = []
    in_argument = False
    for token in before:
        match token.type:
            case "LBRACE" if not in_argument and not any(it.type != "BLOCK" for it in stack):
                stack.append(token.update(type="BLOCK"))
            case "LBRACE" | "LPAR" | "LSQB" | "INTERP_START" | "DIRECTIVE_START":
                stack.append(token)
            case "RBRACE" | "RPAR" | "RSQB" | "TEMPLATE_END":
                stack and stack.pop()
            case "EQ":
                in_argument = True
            case "NL_OR_COMMENT" if all(it.type == "BLOCK" for it in stack):
                in_argument = False
            case _:
                pass
    return stack[-1] if stack else None
