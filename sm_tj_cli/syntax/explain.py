"""A token that could not stand where it does, to the words that Terraform has for it.

What was read and not yet finished lies on the parser's stack: its symbols down to the innermost open bracket tell
what was being written (the messages are those of HCL's parser, `hclsyntax/parser.go` and `parser_template.go`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, did_you_mean
from sm_tj_cli.syntax.nodes import ObjectItem
from sm_tj_cli.syntax.tokens import END, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.diagnostics import SourceFile, SourceRange
    from sm_tj_cli.syntax.machine import Symbol
    from sm_tj_cli.syntax.templates import Part


_OPENERS = frozenset(
    {"LPAR", "LSQB", "LBRACE", "INTERP_START", "DIRECTIVE_START", "DBLQUOTE", "HEREDOC_BEGIN"}
)
_BEFORE_END = "before the end of the file. This may be caused by incorrect"


def explain(
    stack: Sequence[Symbol], choices: frozenset[str], token: Token, source: SourceFile
) -> Diagnostic:
    """The diagnostic for `token`, which none of the parser's `choices` allows behind `stack`."""
    return _Explanation(stack, choices, token, source).diagnostic()


class _Explanation:
    def __init__(
        self, stack: Sequence[Symbol], choices: frozenset[str], token: Token, source: SourceFile
    ) -> None:
        self._stack, self._choices = _flat(stack), choices
        self._token, self._source = token, source
        self._open = _innermost(self._stack)
        self._kinds = [_kind(symbol) for symbol in self._stack]
        self._inner = self._kinds[self._open + 1 :]
        self._opener = self._kinds[self._open] if self._open >= 0 else ""

    def diagnostic(self) -> Diagnostic:
        """The most specific words that fit."""
        found = self._of_last() or self._of_template() or self._of_operand()
        return (
            found
            or self._of_bracket()
            or self._error(
                "Extra characters after expression",
                "An expression was successfully parsed, but extra characters were found after it.",
            )
        )

    def _error(self, summary: str, detail: str, part: Token | Part | None = None) -> Diagnostic:
        return Diagnostic.error(summary, detail, self._range(part or self._token))

    def _range(self, part: Token | Part) -> SourceRange:
        if isinstance(part, Token):
            return self._source.range(part.start, part.end)
        return part.key.range.to(part.value.range) if isinstance(part, ObjectItem) else part.range

    def _of_last(self) -> Diagnostic | None:
        """What the symbol before the token asks for, whatever is open."""
        match self._kinds[-1:]:
            case ["DOT"]:
                return self._error(
                    "Invalid attribute name", "An attribute name is required after a dot."
                )
            case ["COLONS"]:
                return self._error(
                    "Missing function name",
                    "Function scope resolution symbol :: must be followed by a function name in this scope.",
                )
            case ["ELLIPSIS"] if self._opener == "LPAR":
                return self._error(
                    "Missing closing parenthesis",
                    "An expanded function argument (with ...) must be immediately followed by closing parentheses.",
                    self._stack[-1],
                )
            case ["ASTERISK"] if self._kinds[-2:] == ["LSQB", "ASTERISK"]:
                return self._error(
                    "Missing close bracket on splat index",
                    'The star for a full splat operator must be immediately followed by a closing bracket ("]").',
                )
            case ["NAME"] if self._kinds[-2:-1] == ["COLONS"]:
                return self._error(
                    "Missing open parenthesis",
                    "Function selector must be followed by an open parenthesis to begin the function call.",
                )
            case _:
                return None

    def _of_template(self) -> Diagnostic | None:
        match self._opener:
            case "DBLQUOTE" | "HEREDOC_BEGIN":
                return self._error(
                    "Unterminated template string", "No closing marker was found for the string."
                )
            case "DIRECTIVE_START":
                return self._of_directive()
            case "LSQB" | "LBRACE" if self._inner[:1] == ["FOR"]:
                return self._of_for("expression", "expression")
            case _:
                return None

    def _of_directive(self) -> Diagnostic | None:
        first = self._stack[self._open + 1] if self._inner else self._token
        word = first.text if isinstance(first, Token) else ""
        match self._inner:
            case [] if self._token.type == "NAME":
                words = ("if", "for", "else", "endif", "endfor")
                return self._error(
                    "Invalid template control keyword",
                    f'"{word}" is not a valid template control keyword.{did_you_mean(word, words)}',
                )
            case []:
                return self._error(
                    "Invalid template directive",
                    'A template directive keyword ("if", "for", etc) is expected at the beginning of a %{ sequence.',
                )
            case ["FOR", *_] if "IN" not in self._inner:
                return self._of_for("directive", "directive")
            case _ if self._needs_operand:
                return None
            case _:
                return self._error(
                    f"Extra characters in {word} marker",
                    "Expected a closing brace to end the sequence, but found extra characters.",
                )

    def _of_for(self, what: str, noun: str) -> Diagnostic | None:
        def error(detail: str) -> Diagnostic:
            return self._error(f"Invalid 'for' {what}", f"For {noun} requires {detail}")

        keyword = (
            "'in' keyword after names."
            if what == "directive"
            else ("the 'in' keyword after its name declarations.")
        )
        match self._inner:
            case ["FOR"]:
                return error("variable name after 'for'.")
            case ["FOR", _, "COMMA"]:
                return error("value variable name after comma.")
            case ["FOR", "NAME"] | ["FOR", "NAME", "COMMA", "NAME"]:
                return error(keyword)
            case _ if self._needs_operand:
                return None
            case ["FOR", *_] if "COLON" not in self._inner[self._inner.index("IN") :]:
                return error("a colon after the collection expression.")
            case _:
                return self._error(
                    "Invalid 'for' expression",
                    "Extra characters after the end of the 'for' expression.",
                )

    @property
    def _needs_operand(self) -> bool:
        return "LPAR" in self._choices and "INT_LITERAL" in self._choices

    def _of_operand(self) -> Diagnostic | None:
        if self._needs_operand and self._token.type == END:
            return self._error(
                "Missing expression",
                "Expected the start of an expression, but found the end of the file.",
            )
        if self._needs_operand:
            return self._error(
                "Invalid expression",
                "Expected the start of an expression, but found an invalid expression token.",
            )
        questions = [kind for kind in self._inner if kind in {"QMARK", "COLON", "COMMA", "EQ"}]
        if questions[-1:] == ["QMARK"]:
            return self._error(
                "Missing false expression in conditional",
                "The conditional operator (...?...:...) requires a false expression, delimited by a colon.",
            )
        return None

    def _of_bracket(self) -> Diagnostic | None:
        before = self._kinds[self._open - 1] if self._open > 0 else ""
        match self._opener:
            case "INTERP_START":
                return self._of_interpolation()
            case "LPAR":
                return self._of_parentheses(before)
            case "LSQB":
                return self._of_square_brackets(before)
            case "LBRACE":
                return self._of_object()
            case _:
                return None

    def _of_interpolation(self) -> Diagnostic:
        template = _innermost(self._stack[: self._open], {"DBLQUOTE", "HEREDOC_BEGIN"})
        first = self._stack[template + 1]
        if self._token.type == END or (
            self._token.type == "DBLQUOTE" and self._kinds[max(template, 0)] == "DBLQUOTE"
        ):
            what = "file" if self._token.type == END else "quoted template"
            return self._error(
                "Unclosed template interpolation sequence",
                f"There is no closing brace for this interpolation sequence before the end of the {what}. "
                "This might be caused by incorrect nesting inside the given expression.",
                first,
            )
        if self._token.type == "COLON":
            return self._error(
                "Extra characters after interpolation expression",
                "Template interpolation doesn't expect a colon at this location. Did you intend this to be a "
                "literal sequence to be processed as part of another language? If so, you can escape it by "
                'starting with "$${" instead of just "${".',
            )
        return self._error(
            "Extra characters after interpolation expression",
            "Expected a closing brace to end the interpolation expression, but found extra characters.\n\nThis can "
            "happen when you include interpolation syntax for another language, such as shell scripting, but "
            "forget to escape the interpolation start token. If this is an embedded sequence for another "
            'language, escape it by starting with "$${" instead of just "${".',
        )

    def _of_parentheses(self, before: str) -> Diagnostic:
        if before != "NAME":
            return self._error(
                "Unbalanced parentheses",
                "Expected a closing parenthesis to terminate the expression.",
            )
        if self._token.type == END:
            name = self._open - 1
            while self._kinds[name - 1 : name] == ["COLONS"]:
                name -= 2
            return Diagnostic.error(
                "Unterminated function call",
                f"There is no closing parenthesis for this function call {_BEFORE_END} parenthesis nesting "
                "elsewhere in this file.",
                self._range(self._stack[name]).to(self._range(self._stack[self._open])),
            )
        return self._error(
            "Missing argument separator",
            "A comma is required to separate each function argument from the next.",
        )

    def _of_square_brackets(self, before: str) -> Diagnostic:
        if before in {"node", "NAME"}:
            return self._error(
                "Missing close bracket on index",
                'The index operator must end with a closing bracket ("]").',
            )
        if self._token.type == END:
            return self._error(
                "Unterminated tuple constructor expression",
                f"There is no corresponding closing bracket {_BEFORE_END} bracket nesting elsewhere in this file.",
                self._stack[self._open],
            )
        return self._error(
            "Missing item separator", "Expected a comma to mark the beginning of the next item."
        )

    def _of_object(self) -> Diagnostic:
        if self._token.type == END:
            return self._error(
                "Unterminated object constructor expression",
                f"There is no corresponding closing brace {_BEFORE_END} brace nesting elsewhere in this file.",
                self._stack[self._open],
            )
        marks = [kind for kind in self._inner if kind in {"EQ", "COLON", "COMMA", "NL_OR_COMMENT"}]
        if marks[-1:] in (["EQ"], ["COLON"]):
            return self._error(
                "Missing attribute separator",
                "Expected a newline or comma to mark the beginning of the next attribute.",
            )
        if self._token.type in {"NL_OR_COMMENT", "COMMA"}:
            return self._error(
                "Missing attribute value",
                'Expected an attribute value, introduced by an equals sign ("=").',
            )
        hint = (
            " If you intended to given an attribute name containing periods or spaces, write the name in quotes "
            "to create a string literal."
        )
        return self._error(
            "Missing key/value separator",
            'Expected an equals sign ("=") to mark the beginning of the attribute value.'
            + (hint if self._token.type == "NAME" else ""),
        )


def _flat(stack: Sequence[Symbol]) -> list[Token | Part]:
    flat: list[Token | Part] = []
    for symbol in stack:
        flat.extend(symbol if isinstance(symbol, list) else [symbol])
    return flat


def _kind(part: Token | Part) -> str:
    return part.type if isinstance(part, Token) else "node"


def _innermost(stack: Sequence[Token | Part], kinds: frozenset[str] | set[str] = _OPENERS) -> int:
    """Where the innermost open bracket lies, -1 where none is open."""
    for index in range(len(stack) - 1, -1, -1):
        if _kind(stack[index]) in kinds:
            return index
    return -1
