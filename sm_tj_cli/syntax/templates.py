"""Templates: quoted strings and heredocs with their sequences, escapes, strip markers and indentation.

The rules are HCL's (native syntax specification, "Templates"): a strip marker takes the white space of the one
literal beside it, a heredoc's literals end with their lines, and `<<-` takes the smallest indentation away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from lark import Token

from sm_tj_cli.syntax import faults
from sm_tj_cli.syntax.directives import Directive, assemble
from sm_tj_cli.syntax.nodes import StringLiteral, Template, TemplateWrap
from sm_tj_cli.syntax.spans import Spans, token_range

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Expression
    from sm_tj_cli.syntax.spans import Child

_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.|$)|\$\$(?=\{)|%%(?=\{)", re.DOTALL)
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


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


Part: TypeAlias = "_Text | Interpolation | Directive"


class TemplateLowering(Spans):
    """The rules that are templates or parts of them."""

    def string(self, children: list[Child]) -> Expression:
        return self._template(children[1:-1], self.span(children), is_quoted=True, flush=False)

    def heredoc_template(self, children: list[Child]) -> Expression:
        flush = str(children[0]).startswith("<<-")
        return self._template(children[1:-1], self.span(children), is_quoted=False, flush=flush)

    def template(self, children: list[Child]) -> Expression:
        where = self.span(children) if children else self.source.range(0, 0)
        return self._template(children, where, is_quoted=False, flush=False)

    def interpolation(self, children: list[Child]) -> Interpolation:
        before, after = _strips(children)
        return Interpolation(self.nodes(children)[0], self.span(children), before, after)

    def template_if_start(self, children: list[Child]) -> Directive:
        return Directive("if", self.span(children), *_strips(children), self.nodes(children)[0])

    def template_for_start(self, children: list[Child]) -> Directive:
        names = [str(it) for it in children if isinstance(it, Token) and it.type == "NAME"]
        collection = self.nodes(children)[0]
        where = self.span(children)
        return Directive("for", where, *_strips(children), collection, tuple(names))

    def template_else(self, children: list[Child]) -> Directive:
        return Directive("else", self.span(children), *_strips(children))

    def template_endif(self, children: list[Child]) -> Directive:
        return Directive("endif", self.span(children), *_strips(children))

    def template_endfor(self, children: list[Child]) -> Directive:
        return Directive("endfor", self.span(children), *_strips(children))

    def _template(
        self, children: list[Child], where: SourceRange, *, is_quoted: bool, flush: bool
    ) -> Expression:
        parts: list[Part] = []
        for child in children:
            if isinstance(child, Token):
                parts.extend(self._texts(child, is_quoted=is_quoted))
            else:
                parts.append(child)  # type: ignore[arg-type]
        _strip(parts)
        if flush:
            _take_indentation(parts)
        match parts:
            case []:
                return StringLiteral("", where)
            case [Interpolation(expression)]:
                return TemplateWrap(expression, where)
            case _ if all(isinstance(part, _Text) for part in parts):
                return StringLiteral("".join(part.value for part in parts), where)  # type: ignore[union-attr]
            case _:
                pass
        nodes = [_as_node(part) for part in parts]
        return Template(assemble(nodes, where, self.findings), where)

    def _texts(self, token: Token, *, is_quoted: bool) -> list[_Text]:
        if is_quoted:
            return [_Text(self._unescaped(token), token_range(self.source.name, token))]
        texts, at = [], token_range(self.source.name, token).start.offset
        for line in _LINE.findall(str(token)):
            value = line.replace("$${", "${").replace("%%{", "%{")
            texts.append(_Text(value, self.source.range(at, at + len(line))))
            at += len(line)
        return texts

    def _unescaped(self, token: Token) -> str:
        def resolve(found: re.Match[str]) -> str:
            escape = found[0]
            if escape in {"$$", "%%"}:
                return escape[0]
            if escape[1:] in _SIMPLE:
                return _SIMPLE[escape[1:]]
            if len(escape) > 2:
                code = int(escape[2:], 16)
                return chr(code) if code <= 0x10FFFF else "\ufffd"
            start = token_range(self.source.name, token).start.offset + found.start()
            where = self.source.range(start, start + len(escape))
            self.findings.items.append(faults.bad_escape(escape, where))
            return escape

        text = str(token)
        return _ESCAPE.sub(resolve, text) if "\\" in text or "{" in text else text


def _strips(children: list[Child]) -> tuple[bool, bool]:
    return str(children[0]).endswith("~"), str(children[-1]).startswith("~")


def _strip(parts: list[Part]) -> None:
    for index, part in enumerate(parts):
        if isinstance(part, _Text):
            continue
        before = parts[index - 1] if index else None
        after = parts[index + 1] if index + 1 < len(parts) else None
        if part.strips_before and isinstance(before, _Text):
            before.value = before.value.rstrip()
        if part.strips_after and isinstance(after, _Text):
            after.value = after.value.lstrip()


def _take_indentation(parts: list[Part]) -> None:
    indented, at_line_start, smallest = [], True, None
    for part in parts:
        if not isinstance(part, _Text):
            smallest = 0 if at_line_start else smallest
            at_line_start = False
            continue
        # A blank line neither counts nor changes.
        if at_line_start and part.value.strip():
            spaces = len(part.value) - len(part.value.lstrip())
            smallest = spaces if smallest is None else min(smallest, spaces)
            indented.append(part)
        elif at_line_start and not part.value.endswith("\n"):
            spaces = len(part.value)
            smallest = spaces if smallest is None else min(smallest, spaces)
            indented.append(part)
        at_line_start = part.value.endswith("\n")
    for part in indented:
        part.value = part.value[smallest:]


def _as_node(part: Part) -> Expression | Directive:
    match part:
        case Interpolation(expression):
            return expression
        case Directive():
            return part
        case _Text(value, where):
            return StringLiteral(value, where)
