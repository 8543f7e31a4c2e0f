"""The strings of a JSON document, which are templates: `"${var.bucket}/data"`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import SourceFile, SourcePosition, SourceRange
from sm_tj_cli.syntax.expressions import ExpressionReader
from sm_tj_cli.syntax.nodes import StringLiteral, Template, TemplateWrap
from sm_tj_cli.syntax.scan import Inside, Scanner

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.syntax.allowance import Allowance
    from sm_tj_cli.syntax.nodes import Expression

_PIECE = re.compile(
    r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\(.)"
)
# To begin a text of its own takes as long as these.
TOKENS_PER_TEMPLATE = 5
_SIMPLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True)
class _StringContent(SourceFile):
    """What a string says, as a text of its own whose positions are those in the document."""

    document: SourceFile
    offsets: tuple[int, ...]

    def position(self, offset: int) -> SourcePosition:
        return self.document.position(self.offsets[max(0, min(offset, len(self.text)))])

    def range(self, start: int, end: int) -> SourceRange:
        return SourceRange(self.name, self.position(start), self.position(end))


def text_of(
    document: SourceFile, start: int, end: int, findings: Findings, allowance: Allowance
) -> Expression:
    """The string between two offsets, its quotes included: a literal, or what its template stands for."""
    text, offsets = _decoded(document.text, start + 1, end - 1)
    if "${" not in text and "%{" not in text:
        return StringLiteral(text, document.range(start, end))
    allowance.tokens -= TOKENS_PER_TEMPLATE
    content = _StringContent(document.name, text, document, offsets)
    scanner = Scanner(content, Inside.HEREDOC, findings, allowance)
    expression, _ = ExpressionReader(content, scanner, findings).read(scanner.next(), "template")
    whole = document.range(start, end)
    match expression:
        case StringLiteral():
            # A literal's text is as it stands in the document; here it is what an escape (`$${`) stands for.
            return Template((expression,), whole, text)
        case Template() | TemplateWrap():
            # Its quotes are part of it, as in native syntax.
            return replace(expression, range=whole, written=text)
        case _:
            return StringLiteral(text, whole)


def literal_of(document: SourceFile, start: int, end: int) -> StringLiteral:
    """The string between two offsets, its quotes included, as what it says and no template."""
    return StringLiteral(_decoded(document.text, start + 1, end - 1)[0], document.range(start, end))


def _decoded(text: str, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    """The characters that a string stands for, and where each stands; one place more, for the end."""
    if "\\" not in text[start:end]:
        return text[start:end], tuple(range(start, end + 1))
    characters: list[str] = []
    offsets: list[int] = []
    at = start
    while at < end:
        found = _PIECE.match(text, at, end)
        characters.append(_character(found) if found else text[at])
        offsets.append(at)
        at = found.end() if found else at + 1
    return "".join(characters), (*offsets, end)


def _character(found: re.Match[str]) -> str:
    high, low, code, simple = found.groups()
    if simple:
        return _SIMPLE.get(simple, str(simple))
    if code:
        # Half of a pair stands for no character at all.
        return "\ufffd" if code[0] in "dD" and code[1] in "89abcdefABCDEF" else chr(int(code, 16))
    return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
