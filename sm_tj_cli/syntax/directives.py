"""`%{ if }…%{ endif }` and `%{ for }…%{ endfor }`: the flat sequence of a template's parts to nested nodes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.syntax.nodes import Template, TemplateFor, TemplateIf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.diagnostics import Findings, SourceRange
    from sm_tj_cli.syntax.nodes import Expression


@dataclass(frozen=True, slots=True)
class Directive:
    """One `%{…}`: its word, and what it holds."""

    word: str
    range: SourceRange
    strips_before: bool
    strips_after: bool
    expression: Expression | None = None
    names: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """A directive that waits for its end; `then` is what stood before an `else`."""

    directive: Directive | None
    parts: list[Expression] = field(default_factory=list)
    then: Template | None = None


def assemble(
    parts: Sequence[Expression | Directive], where: SourceRange, findings: Findings
) -> tuple[Expression, ...]:
    """The parts with every directive around what it holds."""
    stack = [_Open(None)]
    for part in parts:
        if not isinstance(part, Directive):
            stack[-1].parts.append(part)
        elif part.word in {"if", "for"}:
            stack.append(_Open(part))
        else:
            _end(part, stack, findings)
    while len(stack) > 1:
        left = stack.pop()
        assert left.directive is not None
        word, place = left.directive.word, left.directive.range
        shown = f"{place.filename}:{place.start.line},{place.start.column}-{place.end.column}"
        findings.error(
            "Unexpected end of template",
            f"The {word} directive at {shown} is missing its corresponding end{word} directive.",
            where,
        )
        stack[-1].parts.extend(left.parts)
    return tuple(stack[0].parts)


def _end(part: Directive, stack: list[_Open], findings: Findings) -> None:
    top = stack[-1]
    opened = top.directive
    match part.word:
        case "else" if opened is not None and opened.word == "if" and top.then is None:
            top.then = Template(tuple(top.parts), opened.range.to(part.range))
            top.parts = []
        case "endif" if opened is not None and opened.word == "if":
            stack.pop()
            stack[-1].parts.append(_conditional(opened, top, part))
        case "endfor" if opened is not None and opened.word == "for":
            stack.pop()
            stack[-1].parts.append(_loop(opened, top, part))
        case _:
            findings.error(
                f"Unexpected {part.word} directive",
                "The control directives within this template are unbalanced.",
                part.range,
            )


def _conditional(opened: Directive, top: _Open, end: Directive) -> TemplateIf:
    whole = opened.range.to(end.range)
    last = Template(tuple(top.parts), whole)
    assert opened.expression is not None
    if top.then is None:
        return TemplateIf(opened.expression, last, None, whole)
    return TemplateIf(opened.expression, top.then, last, whole)


def _loop(opened: Directive, top: _Open, end: Directive) -> TemplateFor:
    whole = opened.range.to(end.range)
    key, value = opened.names if len(opened.names) == 2 else (None, opened.names[0])
    assert opened.expression is not None
    return TemplateFor(key, value, opened.expression, Template(tuple(top.parts), whole), whole)
