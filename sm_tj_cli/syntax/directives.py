"""`%{ if }…%{ endif }` and `%{ for }…%{ endfor }`: the flat sequence of a template's parts to nested nodes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import SourceRange
from sm_tj_cli.syntax.faults import place
from sm_tj_cli.syntax.nodes import Template, TemplateFor, TemplateIf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.diagnostics import Findings
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

    directive: Directive
    parts: list[Expression] = field(default_factory=list)
    then: Template | None = None


def assemble(
    parts: Sequence[Expression | Directive], end: SourceRange, findings: Findings
) -> tuple[Expression, ...]:
    """The parts with every directive around what it holds; `end` is the template's closing marker."""
    done: list[Expression] = []
    stack: list[_Open] = []
    for part in parts:
        if not isinstance(part, Directive):
            (stack[-1].parts if stack else done).append(part)
        elif part.word in {"if", "for"}:
            stack.append(_Open(part))
        else:
            closed = _end(part, stack, findings)
            if closed is not None:
                (stack[-1].parts if stack else done).append(closed)
    if stack:
        word, where = stack[-1].directive.word, stack[-1].directive.range
        findings.error(
            "Unexpected end of template",
            f"The {word} directive at {place(where)} is missing its corresponding end{word} directive.",
            end,
        )
    return tuple(done)


def _end(part: Directive, stack: list[_Open], findings: Findings) -> Expression | None:
    """What `part` closes; None where it closes nothing."""
    opened = stack[-1].directive.word if stack else ""
    if part.word == "else" and opened == "if" and stack[-1].then is None:
        top = stack[-1]
        top.then = _content(top, part.range)
        top.parts = []
        return None
    if part.word == f"end{opened}":
        return _closed(stack.pop(), part)
    findings.error(f"Unexpected {part.word} directive", _why(part.word, stack), part.range)
    if stack and part.word != "else":
        stack.pop()
    return None


def _why(word: str, stack: list[_Open]) -> str:
    if not stack:
        return "The control directives within this template are unbalanced."
    opened, where = stack[-1].directive.word, place(stack[-1].directive.range)
    match opened, word:
        case "if", "else":
            return f"Already in the else clause for the if started at {where}."
        case "if", _:
            return f"Expecting an endif directive for the if started at {where}."
        case _, "else":
            return "An else clause is not expected for a for directive."
        case _:
            return f"Expecting an endfor directive corresponding to the for directive at {where}."


def _closed(top: _Open, end: Directive) -> TemplateIf | TemplateFor:
    opened, content = top.directive, _content(top, end.range)
    whole = opened.range.to(end.range)
    assert opened.expression is not None
    if opened.word == "for":
        key = opened.names[0] if len(opened.names) > 1 else None
        return TemplateFor(key, opened.names[-1], opened.expression, content, whole)
    then, otherwise = (content, None) if top.then is None else (top.then, content)
    return TemplateIf(opened.expression, then, otherwise, whole)


def _content(top: _Open, before: SourceRange) -> Template:
    """What stood between two directives, with the range of just that."""
    where = SourceRange(before.filename, before.start, before.start)
    if top.parts:
        where = top.parts[0].range.to(top.parts[-1].range)
    return Template(tuple(top.parts), where)
