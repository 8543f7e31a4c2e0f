"""Why a job failed, in; lines for people and members for programs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.render.console import Line, Piece
from sm_tj_cli.render.links import job_link, logs_link
from sm_tj_cli.render.sanitise import foreign_line
from sm_tj_cli.render.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sm_tj_cli.watch.triage import Triage

_LABEL = 16
_SHORTEST = 20


def triage_lines(triage: Triage, arn: str = "", width: int | None = None) -> Iterator[Line]:
    """The failure as a block of lines, indented by two.

    Args:
        triage: the failure.
        arn: the job's, for the links; empty for none.
        width: the columns to wrap sentences at.
    """
    yield from _sentences("Reason", _reason(triage), width, "red")
    if triage.cause is not None:
        yield from _sentences("Cause", [triage.cause.title], width, "bold")
        yield from _sentences("Fix", [triage.cause.fix], width, "green")
    if triage.node is not None:
        code = f" (exit code {triage.exit_code})" if triage.exit_code is not None else ""
        yield from _sentences("Died first", [f"{triage.node}{code}"], width)
    if not _holds(triage.last_lines, triage.traceback):
        yield from _block(f"Traceback of {triage.node}", triage.traceback)
    if not _holds(triage.traceback, triage.last_lines):
        yield from _block(f"Last lines of {triage.node}", triage.last_lines)
    if triage.log_problem:
        yield from _sentences("Log", [f"cannot be read: {triage.log_problem}"], width)
    for label, link in (("Console", job_link(arn)), ("Log", logs_link(arn))):
        if link and (label == "Console" or triage.last_lines or triage.log_problem):
            yield _field(label, link)


def triage_json(triage: Triage, arn: str = "") -> dict[str, object]:
    """The failure for programs; the lines as the container wrote them."""
    cause = triage.cause
    return {
        "class": triage.verdict.value,
        "failure_reason": triage.failure_reason or None,
        "cause": cause.key if cause else None,
        "cause_message": cause.title if cause else None,
        "fix": cause.fix if cause else None,
        "exit_code": triage.exit_code,
        "node": triage.node,
        "traceback": list(triage.traceback),
        "last_lines": list(triage.last_lines),
        "log_problem": triage.log_problem,
        "console_url": job_link(arn) or None,
        "logs_url": logs_link(arn) or None,
    }


def _reason(triage: Triage) -> list[str]:
    if triage.failure_reason:
        return triage.failure_reason.splitlines()
    return ["(no reason given)"] if triage.verdict.is_failure else []


def _sentences(
    label: str, texts: Sequence[str], width: int | None, style: str = ""
) -> Iterator[Line]:
    room = max(_SHORTEST, width - _LABEL - 2) if width else None
    for text in texts:
        for line in wrap(foreign_line(text), room):
            yield _field(label, line, style)
            label = ""


def _block(title: str, lines: Sequence[str]) -> Iterator[Line]:
    if lines:
        yield (Piece(f"  {title}", "dim"),)
        # A bar before each: what a container wrote never begins a line.
        yield from ((Piece("  | ", "dim"), Piece(foreign_line(line))) for line in lines)


def _holds(lines: Sequence[str], part: Sequence[str]) -> bool:
    size = len(part)
    return any(tuple(lines[at : at + size]) == tuple(part) for at in range(len(lines) - size + 1))


def _field(label: str, text: str, style: str = "") -> Line:
    return (Piece(f"  {label:<{_LABEL}}", "dim"), Piece(text, style))
