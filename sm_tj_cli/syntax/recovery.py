"""Going on behind a mistake: where the statement that it stands in ends, and the next one begins.

What is left open by a mistake looks as if it reached to the end of the file, since the braces of the blocks around
would close it too. So the layout decides where it can: a line that begins further left than the one where something
was opened is outside of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Findings
from sm_tj_cli.syntax.scan import TEMPLATES, Frame, Inside, Scanner
from sm_tj_cli.syntax.tokens import END, Token

if TYPE_CHECKING:
    from collections.abc import Iterator

# All mistakes of a file may cost this many tokens: a hostile one looks ahead to its end from each of its lines.
MOST_AHEAD = 100_000

_NEXT_ARGUMENT = re.compile(r"[ \t]*(?:=(?![=>])|\{)")
_NAMED = re.compile(r"[ \t]*(?P<name>[^\W\d][\w-]*)[ \t]*")
_INDENT = re.compile(r"[ \t]*")
_FIRST_LINE = re.compile(r"\{[ \t]*(?:(?:\#|//)[^\n]*)?\r?\n\s*")


class RecoveringScanner(Scanner):
    """A scanner that can leave what is open, and go on with the body around."""

    _looked_ahead = 0

    def skip_statement(self, wrong: Token, depth: int, *, one_line: bool = False) -> Token:
        """Goes on behind the statement that `wrong` stands in, in the body at `depth`; its end's token.

        Where a line reads as the next argument or ends the body, it goes on right there. The statement of a block on
        one line ends with that block.
        """
        if wrong.type == END:
            return wrong
        wrong = self._name_before(wrong)
        # Behind a character that is no token, reading goes on; any other wrong token is read again.
        at = self._at if wrong.type == "INVALID" else wrong.start
        if any(frame.inside in TEMPLATES for frame in self._stack[depth:]):
            self._leave_template(depth)
            at = self._at
            self._restart(self._end_of_value(depth, None, at), depth)
        else:
            self._restart(self._end_of_value(depth, wrong, at), depth)
        begins_line = self._begins_line(self._at)
        token = self.next()
        if begins_line and self._reads_as_statement(token):
            return token
        while True:
            if token.type == END or (token.type == "NL_OR_COMMENT" and self.depth == depth):
                return token
            if self.depth < depth and one_line:
                return token
            if self.depth < depth:
                self._restart(self._at, depth)
            token = self.next()

    def _name_before(self, wrong: Token) -> Token:
        """The name that the line begins with where an equals sign behind it is wrong, else what was wrong."""
        start = self._text.rfind("\n", 0, wrong.start) + 1
        found = _NAMED.fullmatch(self._text, start, wrong.start) if wrong.type == "EQ" else None
        return Token("NAME", found["name"], *found.span("name")) if found else wrong

    def _leave_template(self, depth: int) -> None:
        outer = next(
            i for i, frame in enumerate(self._stack) if i >= depth and frame.inside in TEMPLATES
        )
        # What else is wrong in there follows from the mistake.
        told, self._findings = self._findings, Findings()
        while len(self._stack) > outer and self._at < len(self._text):
            self.next()
        self._findings = told

    def _end_of_value(self, depth: int, wrong: Token | None, at: int) -> int:
        """Where reading goes on: behind what is open at `depth`, or at the line that is not inside of it any more."""
        if len(self._stack) <= depth or self._looked_ahead > MOST_AHEAD:
            return at
        opened = self._stack[depth]
        is_indented = self._is_indented(opened)
        ahead, tokens = self._ahead(wrong)
        for token, inside in tokens:
            self._looked_ahead += 1
            if token.type == END or self._looked_ahead > MOST_AHEAD:
                break
            if inside not in TEMPLATES and self._begins_line(token.start):
                behind = self._outside(token, inside, opened, is_indented=is_indented)
                if behind is not None:
                    return behind
            if ahead.depth <= depth:
                return token.end
        return at

    def _outside(
        self, token: Token, inside: Inside, opened: Frame, *, is_indented: bool
    ) -> int | None:
        """Where reading goes on, if the token that begins a line does not stand inside of what is open any more."""
        is_statement = self._reads_as_statement(token)
        if opened.inside is Inside.BRACKETS:
            return token.start if inside is Inside.BRACKETS and is_statement else None
        here, margin = self._margin(token.start), self._margin(opened.start)
        if token.type == "NL_OR_COMMENT" or here > margin:
            return None
        if here < margin:
            return token.start
        if is_indented and is_statement:
            return token.end if token.type == "RBRACE" else token.start
        return None

    def _ahead(
        self, wrong: Token | None
    ) -> tuple[RecoveringScanner, Iterator[tuple[Token, Inside]]]:
        """A second reader from here on, and its tokens with what each stands in; what is wrong there is not told."""
        ahead = RecoveringScanner(self._source, Inside.BRACKETS, Findings())
        ahead._at, ahead._stack = self._at, [replace(frame) for frame in self._stack]

        def tokens() -> Iterator[tuple[Token, Inside]]:
            if wrong is not None:
                yield wrong, ahead._stack[-1].inside
            while True:
                inside = ahead._stack[-1].inside
                yield ahead.next(), inside

        return ahead, tokens()

    def _is_indented(self, opened: Frame) -> bool:
        """Whether what is inside is further right than the line that opens it."""
        first = _FIRST_LINE.match(self._text, opened.start)
        return first is not None and self._margin(first.end()) > self._margin(opened.start)

    def _margin(self, at: int) -> int:
        start = self._text.rfind("\n", 0, at) + 1
        found = _INDENT.match(self._text, start)
        return found.end() - start if found else 0

    def _restart(self, at: int, depth: int) -> None:
        self._at, self._last, self.in_value = at, "", False
        del self._stack[depth:]
        self._stack.extend(Frame(Inside.BODY, "}") for _ in range(depth - len(self._stack)))

    def _begins_line(self, at: int) -> bool:
        return not self._text[self._text.rfind("\n", 0, at) + 1 : at].strip()

    def _reads_as_statement(self, token: Token) -> bool:
        if token.type == "NAME":
            return bool(_NEXT_ARGUMENT.match(self._text, token.end))
        return token.type == "RBRACE"
