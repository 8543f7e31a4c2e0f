"""Text to tokens: which newline counts, where a template begins and ends, what is a word and what a keyword.

The parser's own lexers cannot know these, because they depend on what is open around a character (HCL's native
syntax specification, "Lexical Elements" and "Templates"). Tokens are named as in python-hcl2's grammar, and come
one by one, so that whoever reads them can go on behind a mistake (`recovery`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from sm_tj_cli.syntax import faults
from sm_tj_cli.syntax.allowance import Allowance
from sm_tj_cli.syntax.heredocs import Heredoc
from sm_tj_cli.syntax.tokens import END, SYMBOLS, Token

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import Diagnostic, Findings, SourceFile, SourceRange

MOST_NESTED = 128
MOST_STRANGE = 100


class Inside(Enum):
    """What is open around a character."""

    BODY = auto()
    OBJECT = auto()
    BRACKETS = auto()
    FOR_OBJECT = auto()
    SEQUENCE = auto()
    QUOTES = auto()
    HEREDOC = auto()


# Possessive, for what could be taken back is kept in memory.
_BLANK = re.compile(r"(?:[ \t]++|\r?\n|(?:\#|//)[^\n]*+|/\*(?s:.*?)\*/)*+")
_FOR = re.compile(r"for(?![\w-])")
_NORMAL = re.compile(
    r"""[ \t]*+(?:
      (?P<NAME>[a-zA-Z_][a-zA-Z0-9_-]*)
    | (?P<NEWLINE>(?:(?:\#|//)[^\n]*)?\r?\n)
    | (?P<COMMENT>(?:\#|//)[^\n]*|/\*(?s:.*?)\*/)
    | (?P<QUOTE>")
    | (?P<NUMBER>[0-9]++(?:\.[0-9]++|[eE][+-]?[0-9]++)*+)
    | (?P<HEREDOC><<-?(?P<marker>[^\W\d][\w-]*)\r?\n)
    | (?P<OPEN>[\[({])
    | (?P<CLOSE>[\])}]|~\})
    | (?P<SYMBOL>\.\.\.|::|=>|==|!=|<=|>=|&&|\|\||[-+*%!<>?:=,.]|/(?!\*))
    | (?P<UNUSUAL>)
    )""",
    re.VERBOSE,
)
_QUOTED = re.compile(r'(?:[^"\\$%\r\n]++|\\[^\r\n]|\$\$\{|%%\{|\$(?!\{)|%(?!\{))++')
_LINE_END = re.compile(r"\r?\n|\Z")
_DIRECTIVES = {"if": "IF", "else": "ELSE", "endif": "ENDIF", "for": "FOR", "endfor": "ENDFOR"}
# Behind one of these an operand is complete, so that `if` begins a for expression's condition.
_OPERAND_ENDS = frozenset(
    {"NAME", "RPAR", "RSQB", "RBRACE", "DBLQUOTE", "HEREDOC_END", "INT_LITERAL", "FLOAT_LITERAL"}
    | {"ELLIPSIS", "ASTERISK"}
)
_NEWLINE_COUNTS = frozenset({Inside.BODY, Inside.OBJECT})
TEMPLATES = frozenset({Inside.QUOTES, Inside.HEREDOC})


@dataclass(slots=True)
class Frame:
    """Something open, since the offset `start`; `closer` is the bracket or heredoc marker that ends it.

    `names` tells that the words of a `for` are being read, `loops` that they have been.
    """

    inside: Inside
    closer: str = ""
    start: int = 0
    names: bool = False
    loops: bool = False
    heredoc: Heredoc | None = None


class Scanner:
    """The tokens of one text, in order; the last one, again and again, is `END`.

    Attributes:
        in_value: set while an argument's value is read, where `{` opens an object and not a block.
    """

    def __init__(
        self,
        source: SourceFile,
        inside: Inside,
        findings: Findings,
        allowance: Allowance | None = None,
    ) -> None:
        """Starts in a file (`BODY`), an expression (`BRACKETS`) or a template (`HEREDOC`)."""
        self.in_value = inside is not Inside.BODY
        self._text = source.text
        self._source = source
        self._findings = findings
        self._allowance = allowance or Allowance()
        self._strange = 0
        self._strange_before = ("", -1)
        self._at = 1 if self._text.startswith("\ufeff") else 0
        self._stack = [Frame(inside)]
        self._last = ""

    @property
    def depth(self) -> int:
        """How many brackets, blocks and templates are open, the text itself included."""
        return len(self._stack)

    def next(self) -> Token:
        """The next token."""
        while True:
            inside = self._stack[-1].inside
            if self._at >= len(self._text):
                token: Token | None = self._token(END, self._at)
            elif inside is Inside.QUOTES:
                token = self._quoted()
            elif inside is Inside.HEREDOC:
                token = self._heredoc()
            else:
                token = self._normal()
            if token is not None:
                self._allowance.tokens -= 1
                self._last = token.type
                return token if self._allowance.tokens >= 0 else self._too_many(token)

    def _token(self, kind: str, end: int) -> Token:
        start, self._at = self._at, end
        return Token(kind, self._text[start:end], start, end)

    def _normal(self) -> Token | None:
        found = _NORMAL.match(self._text, self._at)
        assert found is not None
        group = found.lastgroup
        self._at, end = found.span(group or 0)
        match group:
            case "NAME":
                return self._word(end)
            case "NEWLINE":
                return self._newline(end)
            case "SYMBOL":
                kind = SYMBOLS[found[group]]
            case "NUMBER":
                kind = "INT_LITERAL" if found[group].isdigit() else "FLOAT_LITERAL"
            case "COMMENT":
                self._at = end
                return None
            case "UNUSUAL":
                return self._unusual() if end < len(self._text) else None
            case _:
                return self._bracket(found)
        return self._token(kind, end)

    def _bracket(self, found: re.Match[str]) -> Token:
        end = found.end()
        match found.lastgroup:
            case "QUOTE":
                return self._opened(Frame(Inside.QUOTES), "DBLQUOTE", end)
            case "OPEN":
                return self._open(found["OPEN"], end)
            case "CLOSE":
                return self._close(found["CLOSE"], end)
            case _:
                frame = Frame(Inside.HEREDOC, found["marker"])
                return self._opened(frame, "HEREDOC_BEGIN", end)

    def _newline(self, end: int) -> Token | None:
        counts = self._stack[-1].inside in _NEWLINE_COUNTS
        token = self._token("NL_OR_COMMENT", end) if counts else None
        blank = _BLANK.match(self._text, end)
        self._at = blank.end() if blank else end
        if self._findings.is_full:
            self._at = len(self._text)
        return token

    def _word(self, end: int) -> Token:
        if end < len(self._text) and self._text[end] > "\x7f":
            while end < len(self._text) and _continues_name(self._text[end]):
                end += 1
        return self._token(self._word_kind(self._text[self._at : end]), end)

    def _word_kind(self, word: str) -> str:
        frame = self._stack[-1]
        if self._last == "DIRECTIVE_START":
            frame.names = word == "for"
            return _DIRECTIVES.get(word, "NAME")
        if frame.names and self._last == "NAME" and word == "in":
            frame.names, frame.loops = False, True
            return "IN"
        if frame.names and word == "for" and self._last in {"LSQB", "LBRACE"}:
            return "FOR"
        if frame.loops and frame.closer and word == "if" and self._last in _OPERAND_ENDS:
            return "IF"
        return "NAME"

    def _open(self, text: str, end: int) -> Token:
        inside = Inside.BRACKETS
        begins_for = False
        if text == "{" and self._stack[-1].inside is Inside.BODY and not self.in_value:
            inside = Inside.BODY
        elif text != "(":
            blank = _BLANK.match(self._text, end)
            begins_for = bool(_FOR.match(self._text, blank.end() if blank else end))
            if text == "{":
                inside = Inside.FOR_OBJECT if begins_for else Inside.OBJECT
        closer = {"(": ")", "[": "]", "{": "}"}[text]
        return self._opened(Frame(inside, closer, names=begins_for), SYMBOLS[text], end)

    def _opened(self, frame: Frame, kind: str, end: int) -> Token:
        frame.start = self._at
        self._stack.append(frame)
        token = self._token(kind, end)
        if len(self._stack) > MOST_NESTED:
            self._at = len(self._text)
            return self._invalid(token, faults.nested_too_deeply(self._range(token), MOST_NESTED))
        return token

    def _close(self, text: str, end: int) -> Token:
        frame = self._stack[-1]
        if text == "~}" or (text == "}" and frame.inside is Inside.SEQUENCE):
            # Outside of a sequence `~}` closes nothing, whatever was meant.
            if frame.inside is Inside.SEQUENCE:
                self._stack.pop()
            return self._token("TEMPLATE_END", end)
        if frame.closer == text and len(self._stack) > 1:
            self._stack.pop()
        return self._token(SYMBOLS[text], end)

    def _quoted(self) -> Token:
        found = _QUOTED.match(self._text, self._at)
        if found:
            return self._token("STRING_CHARS", found.end())
        if self._text[self._at] == '"':
            self._stack.pop()
            return self._token("DBLQUOTE", self._at + 1)
        if self._text.startswith(("${", "%{"), self._at):
            return self._sequence()
        if self._text[self._at] == "\\" and self._at + 1 < len(self._text):
            self._at += 1
        line_end = _LINE_END.match(self._text, self._at)
        token = self._token("INVALID", line_end.end() if line_end else self._at + 1)
        # A string does not go on in the next line, so neither does what is open around it.
        outermost = next(i for i, frame in enumerate(self._stack) if frame.inside in TEMPLATES)
        del self._stack[outermost:]
        self._at = token.start
        return self._invalid(token, faults.newline_in_string(self._range(token)))

    def _sequence(self) -> Token:
        kind = "INTERP_START" if self._text[self._at] == "$" else "DIRECTIVE_START"
        strips = self._text.startswith("~", self._at + 2)
        return self._opened(Frame(Inside.SEQUENCE), kind, self._at + (3 if strips else 2))

    def _heredoc(self) -> Token:
        frame = self._stack[-1]
        if frame.heredoc is None:
            frame.heredoc = Heredoc(self._text, frame.closer)
        stop = frame.heredoc.stop(self._at)
        if stop > self._at:
            return self._token("STRING_CHARS", stop)
        end = frame.heredoc.end(self._at)
        if end is None:
            return self._sequence()
        self._stack.pop()
        return self._token("HEREDOC_END", end)

    def _unusual(self) -> Token:
        character = self._text[self._at]
        if character.isidentifier():
            return self._word(self._at)
        token = self._token("INVALID", self._at + 1)
        if character == "/":
            self._at = len(self._text)
            return self._invalid(token, faults.unclosed_comment(self._range(token)))
        # A file that is no text at all would be one fault per character, and a text in wrong quotes two.
        self._strange += 1
        if self._strange > MOST_STRANGE:
            return token
        here = character, self._text.rfind("\n", 0, token.start)
        if here == self._strange_before:
            return token
        self._strange_before = here
        return self._invalid(token, faults.bad_character(character, self._range(token)))

    def _too_many(self, token: Token) -> Token:
        if token.type == END:
            return token
        self._at = len(self._text)
        self._allowance.tell(self._findings, self._range(token))
        return token._replace(type="INVALID")

    def _invalid(self, token: Token, problem: Diagnostic) -> Token:
        self._findings.add([problem])
        return token._replace(type="INVALID")

    def _range(self, token: Token) -> SourceRange:
        return self._source.range(token.start, token.end)


def _continues_name(character: str) -> bool:
    return character == "-" or f"a{character}".isidentifier()
