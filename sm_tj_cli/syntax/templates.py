"""Templates: quoted strings and heredocs with their sequences, escapes, strip markers and indentation.

The rules are HCL's (native syntax specification, "Templates"): a strip marker takes the white space of the one
literal beside it, a heredoc's literals end with their lines, and `<<-` takes the smallest indentation away.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.syntax import faults
from sm_tj_cli.syntax.directives import Directive, assemble
from sm_tj_cli.syntax.nodes import ObjectItem, StringLiteral, Template, TemplateWrap
from sm_tj_cli.syntax.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.diagnostics import Findings, SourceFile, SourceRange
    from sm_tj_cli.syntax.nodes import Expression

    Part: TypeAlias = "Expression | ObjectItem | Interpolation | Directive"
    Child: TypeAlias = Token | Part

_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,4}|U[0-9a-fA-F]{0,8}|.)|\$\$\{|%%\{")
_SIMPLE = {
    "\\n": "\n",
    "\\r": "\r",
    "\\t": "\t",
    '\\"': '"',
    "\\\\": "\\",
    "$${": "${",
    "%%{": "%{",
}
_DOUBLED = re.compile(r"\$\$\{|%%\{")
# HCL's scanner ends a literal before a line's end too, where `$` or `%` and one more character stand before it.
_LINE = re.compile(r"[^\n]*[$%][ \t\r](?=\r?\n)|[^\n]*\n|[^\n]+")
_LAST_END = re.compile(r"(?<=[$%][ \t\r])\r?\n\Z")
# What stands before the first character of a line; blank lines count only where no line end makes them whole.
_INDENTATION = re.compile(r"^[^\S\n]*(?=\S|(?<!\n)\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Interpolation:
    """`${x}` and whether it strips on either side."""

    expression: Expression
    range: SourceRange
    strips_before: bool
    strips_after: bool


@dataclass(slots=True)
class _Text:
    value: str
    range: SourceRange


_Piece: TypeAlias = _Text | Interpolation | Directive


class TemplateLowering:
    """The rules that are templates or parts of them, and what all rules need: nodes and ranges."""

    def __init__(self, source: SourceFile, findings: Findings) -> None:
        self.source = source
        self.findings = findings

    def range_of(self, child: Child) -> SourceRange:
        """Where a token or a node stands."""
        if isinstance(child, Token):
            return self.source.range(child.start, child.end)
        if isinstance(child, ObjectItem):
            return child.key.range.to(child.value.range)
        return child.range

    def span(self, children: Sequence[Child]) -> SourceRange:
        """From the first to the last of the children."""
        first = self.range_of(children[0])
        return first if len(children) == 1 else first.to(self.range_of(children[-1]))

    def nodes(self, children: Sequence[Child]) -> list[Expression]:
        """The children that are expressions."""
        return [
            child
            for child in children
            if not isinstance(child, Token | ObjectItem | Interpolation | Directive)
        ]

    def string(self, children: list[Child]) -> Expression:
        """`"…"`."""
        parts = children[1:-1]
        return self._template(parts, self.span(children), self.range_of(children[-1]))

    def heredoc_template(self, children: list[Child]) -> Expression:
        """`<<EOT` and `<<-EOT`, of which the second is moved to the left."""
        flush = _text(children[0]).startswith("<<-")
        parts, end = children[1:-1], self.range_of(children[-1])
        return self._template(parts, self.span(children), end, quoted=False, flush=flush)

    def template(self, children: list[Child]) -> Expression:
        """The start rule of templates that are a text of their own."""
        length = len(self.source.text)
        whole, end = self.source.range(0, length), self.source.range(length, length)
        return self._template(children, whole, end, quoted=False)

    def interpolation(self, children: list[Child]) -> Interpolation:
        """`${x}`."""
        return Interpolation(self.nodes(children)[0], self.span(children), *_strips(children))

    def template_if_start(self, children: list[Child]) -> Directive:
        """`%{ if c }`."""
        return Directive("if", self.span(children), *_strips(children), self.nodes(children)[0])

    def template_for_start(self, children: list[Child]) -> Directive:
        """`%{ for k, v in c }`."""
        names = [it.text for it in children if isinstance(it, Token) and it.type == "NAME"]
        collection = self.nodes(children)[0]
        where = self.span(children)
        return Directive("for", where, *_strips(children), collection, tuple(names))

    def template_else(self, children: list[Child]) -> Directive:
        """`%{ else }`."""
        return Directive("else", self.span(children), *_strips(children))

    def template_endif(self, children: list[Child]) -> Directive:
        """`%{ endif }`."""
        return Directive("endif", self.span(children), *_strips(children))

    def template_endfor(self, children: list[Child]) -> Directive:
        """`%{ endfor }`."""
        return Directive("endfor", self.span(children), *_strips(children))

    def unescaped(self, token: Token) -> str:
        """The text that a quoted token stands for."""
        text = token.text
        if "\\" not in text and "{" not in text:
            return text
        return _ESCAPE.sub(lambda found: self._escape(found, token.start), text)

    def _escape(self, found: re.Match[str], start: int) -> str:
        escape = found[0]
        simple = _SIMPLE.get(escape)
        if simple is not None:
            return simple
        selector, digits = escape[1], escape[2:]
        if len(digits) == {"u": 4, "U": 8}.get(selector):
            code = int(digits, 16)
            if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
                return chr(code)
        if not self.findings.is_full:
            where = self.source.range(start + found.start(), start + found.end())
            self.findings.add([faults.bad_escape(escape, where)])
        return escape

    def _template(
        self,
        children: Sequence[Child],
        where: SourceRange,
        end: SourceRange,
        *,
        quoted: bool = True,
        flush: bool = False,
    ) -> Expression:
        parts: list[_Piece] = []
        for child in children:
            if isinstance(child, Token):
                parts.extend(self._texts(child, quoted=quoted))
            elif isinstance(child, Interpolation | Directive):
                parts.append(child)
        _strip(parts)
        if flush:
            _take_indentation(parts)
        parts = _melded(parts)
        match parts:
            case []:
                return StringLiteral("", where)
            case [_Text(value)]:
                return StringLiteral(value, where)
            case [Interpolation(expression)]:
                return TemplateWrap(expression, where)
            case _:
                return Template(assemble([_as_node(it) for it in parts], end, self.findings), where)

    def _texts(self, token: Token, *, quoted: bool) -> list[_Text]:
        if quoted:
            return [_Text(self.unescaped(token), self.range_of(token))]
        # Strip markers reach into the first and the last line only: the others stay together.
        text, length = token.text, len(token.text)
        first, end = _LINE.match(text), _LAST_END.search(text, length - 2)
        last = end.start() if end else text.rfind("\n", 0, length - 1) + 1
        cuts = sorted({0, first.end() if first else length, last, length})
        return [
            _Text(
                _DOUBLED.sub(lambda found: found[0][1:], text[start:stop]),
                self.source.range(token.start + start, token.start + stop),
            )
            for start, stop in pairwise(cuts)
        ]


def _text(child: Child) -> str:
    return child.text if isinstance(child, Token) else ""


def _strips(children: Sequence[Child]) -> tuple[bool, bool]:
    return _text(children[0]).endswith("~"), _text(children[-1]).startswith("~")


def _strip(parts: list[_Piece]) -> None:
    for index, part in enumerate(parts):
        if isinstance(part, _Text):
            continue
        before = parts[index - 1] if index else None
        after = parts[index + 1] if index + 1 < len(parts) else None
        if part.strips_before and isinstance(before, _Text):
            before.value = before.value.rstrip()
        if part.strips_after and isinstance(after, _Text):
            after.value = after.value.lstrip()


def _take_indentation(parts: list[_Piece]) -> None:
    """Shortens the lines by the indentation of the least indented; blank lines neither count nor change."""
    indented: list[tuple[_Text, int]] = []
    smallest = sys.maxsize
    begins_line = True
    for part in parts:
        text = part.value if isinstance(part, _Text) else ""
        at = 0 if begins_line else text.find("\n") + 1 or len(text)
        if begins_line or at < len(text):
            found = map(len, _INDENTATION.findall(text[at:]))
            smallest = min(smallest, min(found, default=smallest))
            indented.extend([(part, at)] if isinstance(part, _Text) else [])
        begins_line = text.endswith("\n")
    for part, at in indented:
        kept, text = part.value[:at], part.value[at:]
        part.value = kept + _INDENTATION.sub(lambda found: found[0][smallest:], text)


def _melded(parts: list[_Piece]) -> list[_Piece]:
    """Neighbouring texts as one, and none that is empty beside something else."""
    melded: list[_Piece] = []
    for part in parts:
        last = melded[-1] if melded else None
        if isinstance(part, _Text) and isinstance(last, _Text):
            melded[-1] = _Text(last.value + part.value, last.range.to(part.range))
        else:
            melded.append(part)
    return melded


def _as_node(part: _Piece) -> Expression | Directive:
    match part:
        case Interpolation(expression):
            return expression
        case Directive():
            return part
        case _Text(value, where):
            return StringLiteral(value, where)
