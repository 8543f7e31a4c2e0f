"""Text to tokens: which newline counts, where a template begins and ends, what is a word and what a keyword.

The parser's own lexers cannot know these, because they depend on what is open around a character (HCL's native
syntax specification, "Lexical Elements" and "Templates"). Tokens are Lark's, named as in python-hcl2's grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from lark import Token

from sm_tj_cli.syntax import faults

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import Diagnostic, SourceFile, SourceRange

MOST_NESTED = 128


class Inside(Enum):
    """What is open around a character."""

    BODY = auto()
    OBJECT = auto()
    PARENTHESES = auto()
    BRACKETS = auto()
    FOR = auto()
    INTERPOLATION = auto()
    DIRECTIVE = auto()
    QUOTES = auto()
    HEREDOC = auto()


_BLANK = r"(?:[ \t\r\n]|\#[^\n]*|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)*"
_FOR_FOLLOWS = re.compile(rf"{_BLANK}for(?![\w-])")
_BRACE_FOLLOWS = re.compile(r"[ \t]*\{")

_NORMAL = re.compile(
    r"""
      (?P<SPACE>[ \t\r]+)
    | (?P<NEWLINE>\n)
    | (?P<COMMENT>\#[^\n]*|//[^\n]*)
    | (?P<INLINE>/\*(?:[^*]|\*(?!/))*\*/)
    | (?P<HEREDOC><<-?[^\W\d][\w.-]*[ \t]*\r?\n)
    | (?P<NAME>[^\W\d][\w-]*)
    | (?P<NUMBER>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<FULL_SPLAT>\[[ \t\r\n]*\*[ \t\r\n]*\])
    | (?P<SYMBOL>\.\.\.|::|=>|==|!=|<=|>=|&&|\|\||\.\*|~\}|[-+*/%!<>?:=,.(){}\[\]"])
    """,
    re.VERBOSE,
)
_QUOTED = re.compile(r'(?:[^"\\$%\n]|\\.|\$(?!\{)|%(?!\{)|(?<=\$)\$\{|(?<=%)%\{)+')
# A line's end or an escape goes on; a sequence, two characters long, ends the text before it.
_HEREDOC_MARK = re.compile(r"\$\$\{|%%\{|\$\{|%\{|\n")
_LINE = re.compile(r"[^\n]*")
_SYMBOLS = {
    "...": "ELLIPSIS",
    "::": "COLONS",
    "=>": "FOR_OBJECT_ARROW",
    "==": "DOUBLE_EQ",
    "!=": "NEQ",
    "<=": "LEQ",
    ">=": "GEQ",
    "&&": "DOUBLE_AMP",
    "||": "DOUBLE_PIPE",
    ".*": "ATTR_SPLAT",
    "-": "MINUS",
    "+": "PLUS",
    "*": "ASTERISK",
    "/": "SLASH",
    "%": "PERCENT",
    "!": "NOT",
    "<": "LT",
    ">": "GT",
    "?": "QMARK",
    ":": "COLON",
    "=": "EQ",
    ",": "COMMA",
    ".": "DOT",
    "(": "LPAR",
    ")": "RPAR",
    "{": "LBRACE",
    "}": "RBRACE",
    "[": "LSQB",
    "]": "RSQB",
}
_OPENERS = {"(": Inside.PARENTHESES, "[": Inside.BRACKETS}
_CLOSERS = {")": Inside.PARENTHESES, "]": Inside.BRACKETS}
_DIRECTIVES = {"if": "IF", "else": "ELSE", "endif": "ENDIF", "for": "FOR", "endfor": "ENDFOR"}
_LITERALS = {"true": "TRUE", "false": "FALSE", "null": "NULL"}
# After one of these an operand is complete, so `[` is an index and `if` ends a for expression's value.
_OPERAND_ENDS = frozenset(
    {
        "NAME",
        "RPAR",
        "RSQB",
        "RBRACE",
        "DBLQUOTE_END",
        "HEREDOC_END",
        "INT_LITERAL",
        "FLOAT_LITERAL",
    }
    | {"TRUE", "FALSE", "NULL", "ATTR_SPLAT", "FULL_SPLAT_START"}
)
_NEWLINE_COUNTS = frozenset({Inside.BODY, Inside.OBJECT})


@dataclass(slots=True)
class _Frame:
    inside: Inside
    start: int
    is_for: bool = False
    has_in: bool = False
    at_item: bool = True
    marker: str = ""
    directive: str = ""


@dataclass(slots=True)
class Scanned:
    """The tokens, and what was wrong with the text itself.

    `whole` is false where the text ended inside something, so that the tokens after that are not to be trusted.
    """

    tokens: list[Token]
    problems: list[Diagnostic] = field(default_factory=list)
    whole: bool = True


def scan(source: SourceFile, inside: Inside = Inside.BODY) -> Scanned:
    """The tokens of a file (`BODY`), an expression (`PARENTHESES`) or a template (`HEREDOC`)."""
    return _Scanner(source, inside).run()


class _Scanner:
    def __init__(self, source: SourceFile, inside: Inside) -> None:
        self._source, self._text = source, source.text
        self._at = 1 if self._text.startswith("\ufeff") else 0
        self._line, self._line_start = 1, 0
        self._stack = [_Frame(inside, self._at)]
        self._result = Scanned([])
        self._last = ""

    def run(self) -> Scanned:
        while self._at < len(self._text) and self._result.whole:
            match self._stack[-1].inside:
                case Inside.QUOTES:
                    self._quoted()
                case Inside.HEREDOC:
                    self._heredoc()
                case _:
                    self._normal()
        if len(self._stack) > 1 and self._result.whole:
            self._unclosed()
        return self._result

    def _emit(self, kind: str, end: int) -> None:
        start, text = self._at, self._text[self._at : end]
        line, column = self._line, start - self._line_start + 1
        self._advance(end)
        token = Token(kind, text, start, line, column, self._line, end - self._line_start + 1, end)
        self._result.tokens.append(token)
        self._last = kind

    def _advance(self, end: int) -> None:
        newlines = self._text.count("\n", self._at, end)
        if newlines:
            self._line += newlines
            self._line_start = self._text.rindex("\n", self._at, end) + 1
        self._at = end

    def _open(self, inside: Inside) -> _Frame:
        frame = _Frame(inside, self._at)
        if len(self._stack) >= MOST_NESTED:
            self._fatal(faults.nested_too_deeply(self._range(self._at, self._at + 1), MOST_NESTED))
        self._stack.append(frame)
        return frame

    def _normal(self) -> None:
        found = _NORMAL.match(self._text, self._at)
        if found is None:
            self._bad_character()
            return
        kind, end, top = found.lastgroup, found.end(), self._stack[-1]
        match kind:
            case "SPACE" | "INLINE" | "COMMENT":
                self._advance(end)
            case "NEWLINE":
                self._newline(end, top)
            case "NAME":
                self._word(found[0], end, top)
            case "NUMBER":
                self._number(found[0], end)
            case "HEREDOC":
                self._open_heredoc(found[0], end)
            case "FULL_SPLAT" if self._last in _OPERAND_ENDS:
                self._emit("FULL_SPLAT_START", end)
            case "FULL_SPLAT":
                self._symbol("[", self._at + 1, top)
            case _:
                self._symbol(found[0], end, top)

    def _newline(self, end: int, top: _Frame) -> None:
        if top.inside in _NEWLINE_COUNTS and self._last != "NL_OR_COMMENT":
            top.at_item = True
            self._emit("NL_OR_COMMENT", end)
        else:
            self._advance(end)

    def _word(self, word: str, end: int, top: _Frame) -> None:
        self._emit(self._word_kind(word, top), end)
        self._legacy_brace(top)

    def _word_kind(self, word: str, top: _Frame) -> str:
        if top.inside is Inside.DIRECTIVE and not top.directive:
            top.directive = word
            return _DIRECTIVES.get(word, "NAME")
        if self._last == "DOT" or (top.inside is Inside.BODY and top.at_item):
            return "NAME"
        looped = top.is_for or top.directive == "for"
        if looped and word == "in" and not top.has_in:
            top.has_in = True
            return "IN"
        if top.is_for and word == "for" and self._last in {"LSQB", "LBRACE"}:
            return "FOR"
        if top.is_for and word == "if" and self._last in _OPERAND_ENDS | {"ELLIPSIS"}:
            return "IF"
        return _LITERALS.get(word, "NAME")

    def _legacy_brace(self, top: _Frame) -> None:
        """HCL1 wrote nested blocks inside the objects of a list; `=` was left out before their brace."""
        if (
            top.inside is Inside.OBJECT
            and top.at_item
            and _BRACE_FOLLOWS.match(self._text, self._at)
        ):
            where = (self._at, self._line, self._at - self._line_start + 1)
            self._result.tokens.append(Token("EQ", "=", *where, where[1], where[2], where[0]))
            self._last = "EQ"
        if top.inside in _NEWLINE_COUNTS:
            top.at_item = False

    def _number(self, text: str, end: int) -> None:
        if self._last == "DOT":
            # `a.0.1` is two legacy indexes, not a fraction.
            end = self._at + len(re.match(r"\d+", text)[0])  # type: ignore[index]
            text = self._text[self._at : end]
        self._emit("INT_LITERAL" if text.isdigit() else "FLOAT_LITERAL", end)

    def _symbol(self, text: str, end: int, top: _Frame) -> None:
        match text:
            case '"':
                self._open(Inside.QUOTES)
                self._emit("DBLQUOTE", end)
            case "~}" | "}" if top.inside in {Inside.INTERPOLATION, Inside.DIRECTIVE}:
                self._stack.pop()
                self._emit("TEMPLATE_END", end)
            case "~}":
                self._bad_character()
            case "{":
                self._open_brace(end, top)
            case "(" | "[":
                frame = self._open(_OPENERS[text])
                frame.is_for = text == "[" and bool(_FOR_FOLLOWS.match(self._text, end))
                self._emit(_SYMBOLS[text], end)
            case ")" | "]" | "}":
                self._close(text, end, top)
            case _:
                self._plain_symbol(text, end, top)

    def _plain_symbol(self, text: str, end: int, top: _Frame) -> None:
        if text in {"=", ":"}:
            top.at_item = False
        self._emit(_SYMBOLS[text], end)
        if text == "," and top.inside is Inside.OBJECT:
            top.at_item = True

    def _open_brace(self, end: int, top: _Frame) -> None:
        is_block = top.inside is Inside.BODY and not self._in_argument()
        if is_block:
            self._open(Inside.BODY)
        elif _FOR_FOLLOWS.match(self._text, end):
            self._open(Inside.FOR).is_for = True
        else:
            self._open(Inside.OBJECT)
        self._emit("LBRACE", end)

    def _in_argument(self) -> bool:
        """Whether an `=` stands before this place in the statement."""
        for token in reversed(self._result.tokens):
            if token.type in {"NL_OR_COMMENT", "LBRACE", "RBRACE"}:
                return False
            if token.type == "EQ":
                return True
        return False

    def _close(self, text: str, end: int, top: _Frame) -> None:
        braces = {Inside.BODY, Inside.OBJECT, Inside.FOR}
        fits = top.inside in braces if text == "}" else top.inside is _CLOSERS[text]
        if fits and len(self._stack) > 1:
            self._stack.pop()
        elif any(frame.inside is Inside.BODY for frame in self._stack[1:]) and text == "}":
            # Something inside was left open: the statement is wrong, the block around it is not.
            while self._stack[-1].inside is not Inside.BODY:
                self._stack.pop()
            self._stack.pop()
        self._emit(_SYMBOLS[text], end)

    def _quoted(self) -> None:
        rest = self._text
        found = _QUOTED.match(rest, self._at)
        if found and found.end() > self._at:
            self._emit("STRING_CHARS", found.end())
        elif rest[self._at] == '"':
            self._stack.pop()
            self._emit("DBLQUOTE", self._at + 1)
            self._last = "DBLQUOTE_END"
            self._legacy_brace(self._stack[-1])
        elif rest.startswith(("${", "%{"), self._at):
            self._open_sequence()
        elif rest[self._at] == "\n":
            end = self._at + 1
            self._fatal(faults.newline_in_string(self._range(self._at, end)))
        else:
            self._emit("STRING_CHARS", self._at + 1)

    def _open_sequence(self) -> None:
        is_interpolation = self._text[self._at] == "$"
        strips = self._text.startswith("~", self._at + 2)
        self._open(Inside.INTERPOLATION if is_interpolation else Inside.DIRECTIVE)
        kind = "INTERP_START" if is_interpolation else "DIRECTIVE_START"
        self._emit(kind, self._at + (3 if strips else 2))

    def _open_heredoc(self, text: str, end: int) -> None:
        frame = self._open(Inside.HEREDOC)
        frame.marker = text.strip().lstrip("<").removeprefix("-")
        self._emit("HEREDOC_BEGIN", end)

    def _heredoc(self) -> None:
        frame = self._stack[-1]
        at, text = self._at, self._text
        while at < len(text):
            if frame.marker and text[at - 1] == "\n":
                line = _LINE.match(text, at)[0]  # type: ignore[index]
                if line.strip() == frame.marker:
                    self._end_heredoc(at, at + len(line.rstrip()))
                    return
            mark = _HEREDOC_MARK.search(text, at)
            if mark is None:
                at = len(text)
            elif len(mark[0]) == 2:
                at = mark.start()
                break
            else:
                at = mark.end()
        if at > self._at:
            self._emit("STRING_CHARS", at)
        if at < len(text):
            self._open_sequence()

    def _end_heredoc(self, at: int, end: int) -> None:
        if at > self._at:
            self._emit("STRING_CHARS", at)
        self._stack.pop()
        self._emit("HEREDOC_END", end)

    def _bad_character(self) -> None:
        where = self._range(self._at, self._at + 1)
        if self._text.startswith("/*", self._at):
            self._fatal(faults.unclosed_comment(where))
            return
        self._result.problems.append(faults.bad_character(self._text[self._at], where))
        self._emit("INVALID", self._at + 1)

    def _unclosed(self) -> None:
        top = self._stack[-1]
        end = len(self._text)
        where = self._range(top.start, top.start + 1)
        problem = faults.unclosed(top.inside.name, where, self._range(end, end))
        if problem is not None:
            self._fatal(problem)

    def _fatal(self, problem: Diagnostic) -> None:
        self._result.problems.append(problem)
        self._result.whole = False

    def _range(self, start: int, end: int) -> SourceRange:
        return self._source.range(start, end)
