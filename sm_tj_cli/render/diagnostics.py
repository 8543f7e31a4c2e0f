"""Diagnostics in, text for people out, in Terraform's form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.render.console import Line, Piece, Terminal, pieces
from sm_tj_cli.render.proposals import proposed
from sm_tj_cli.render.sanitise import one_line, sanitise
from sm_tj_cli.render.snippet import Snippet, snippet
from sm_tj_cli.render.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sm_tj_cli.diagnostics import Diagnostic, SourceFile

_STYLES = {"error": "red", "warning": "yellow"}


def tell(
    terminal: Terminal, diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]
) -> None:
    """Writes diagnostics to standard error: warnings first, errors last, where they are seen."""
    ordered = sorted(diagnostics, key=lambda item: item.is_error)
    for diagnostic in ordered:
        terminal.error(*diagnostic_lines(terminal, diagnostic, sources))


def diagnostic_lines(
    terminal: Terminal, diagnostic: Diagnostic, sources: Mapping[str, SourceFile]
) -> list[Line]:
    """One diagnostic: boxed on a terminal, after an empty line elsewhere."""
    boxed = terminal.error_is_terminal
    width = terminal.width - 2 if boxed and terminal.width else None
    detail = proposed(diagnostic.detail, terminal.whereabouts)
    told = replace(diagnostic, detail=detail)
    lines = list(_lines(told, sources, width, points_with_style=terminal.styles_error))
    style = _STYLES[diagnostic.severity]
    if not boxed:
        return ["", *lines]
    framed: list[Line] = [(Piece("│ ", style), *pieces(line)) for line in lines]
    return [(Piece("╷", style),), *framed, (Piece("╵", style),)]


def _lines(
    diagnostic: Diagnostic,
    sources: Mapping[str, SourceFile],
    width: int | None,
    *,
    points_with_style: bool,
) -> Iterator[Line]:
    style = _STYLES[diagnostic.severity]
    title = Piece(f"{diagnostic.severity.value.capitalize()}: ", f"bold {style}")
    yield (title, Piece(one_line(diagnostic.summary), "bold"))
    place = list(_place(diagnostic, sources, points_with_style=points_with_style))
    if place:
        yield ""
        yield from place
    if diagnostic.detail:
        yield ""
        yield from wrap(sanitise(diagnostic.detail), width)


def _place(
    diagnostic: Diagnostic, sources: Mapping[str, SourceFile], *, points_with_style: bool
) -> Iterator[Line]:
    subject = diagnostic.subject
    if diagnostic.address:
        yield f"  with {one_line(diagnostic.address)}{',' if subject else ''}"
    if subject is None:
        return
    where = f"  on {one_line(subject.filename)} line {subject.start.line}"
    source = sources.get(subject.filename)
    if source is None:
        yield f"{where}:"
        return
    cut = snippet(source, subject, diagnostic.context)
    yield f"{where}, in {one_line(cut.context)}:" if cut.context else f"{where}:"
    yield from _code(cut, points_with_style=points_with_style)


def _code(cut: Snippet, *, points_with_style: bool) -> Iterator[Line]:
    at = 0
    for number, text in enumerate(cut.code.split("\n"), cut.start_line):
        start, end = (min(max(place - at, 0), len(text)) for place in (cut.start, cut.end))
        gutter = f"{number:>4}: "
        before, fault, after = (
            one_line(part) for part in (text[:start], text[start:end], text[end:])
        )
        if points_with_style:
            yield (Piece(gutter + before), Piece(fault, "underline"), Piece(after))
        else:
            yield gutter + before + fault + after
            if cut.start <= at + len(text) and cut.end > at and (fault.strip() or not text):
                yield " " * len(gutter + before) + "^" * max(len(fault), 1)
        at += len(text) + 1
