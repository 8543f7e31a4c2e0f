"""Lines of logs in, text or JSON lines out.

Every line begins with its node, `[algo-1]`, so that nothing a container wrote stands where a program that reads along
looks for commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from sm_tj_cli.render.console import Line, Piece, Terminal
from sm_tj_cli.render.events import log_line
from sm_tj_cli.render.json_output import json_line
from sm_tj_cli.render.sanitise import foreign_line, one_line
from sm_tj_cli.times import of_milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sm_tj_cli.watch.asking import Watched
    from sm_tj_cli.watch.logs import LogLine

LONGEST_ON_TERMINAL = 16_384
_STYLES = ("cyan", "magenta", "green", "yellow", "blue", "red")


def print_log(
    terminal: Terminal,
    lines: Iterable[tuple[Watched, LogLine]],
    *,
    with_job: bool,
    with_time: bool,
) -> None:
    """Writes lines to standard output, each with its node, and where wanted with its job and its time."""
    terminal.out(*(_text(terminal, *it, with_job=with_job, with_time=with_time) for it in lines))


def print_log_json(terminal: Terminal, lines: Iterable[tuple[Watched, LogLine]]) -> None:
    """Writes lines to standard output as JSON, the text as the container wrote it."""
    terminal.out(
        *(
            json_line(
                log_line(
                    job.address, job.name, line.node, of_milliseconds(line.timestamp), line.message
                )
            )
            for job, line in lines
        )
    )


def _text(
    terminal: Terminal, job: Watched, line: LogLine, *, with_job: bool, with_time: bool
) -> Line:
    place = f"{job.name}/{line.node}" if with_job else line.node
    time = f"{of_milliseconds(line.timestamp)} " if with_time else ""
    message = foreign_line(line.message)
    if terminal.is_terminal and len(message) > LONGEST_ON_TERMINAL:
        message = f"{message[:LONGEST_ON_TERMINAL]}… ({len(message)} characters)"
    lead = f"[{one_line(place)}] "
    if not terminal.styles_output:
        return f"{lead}{time}{message}"
    return (
        Piece(lead, _style(job, line.node, with_job=with_job)),
        Piece(time, "dim"),
        Piece(message),
    )


def _style(job: Watched, node: str, *, with_job: bool) -> str:
    """A colour: of several jobs each has its own, else each node."""
    if with_job:
        return _STYLES[crc32(job.name.encode("utf-8", "replace")) % len(_STYLES)]
    number = node.rpartition("-")[2]
    return _STYLES[int(number) % len(_STYLES) - 1] if number.isdecimal() else _STYLES[0]
