"""Rows in, a table out: drawn on a terminal, aligned columns elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.render.console import Line, Piece, Terminal, plain, to_rich
from sm_tj_cli.render.durations import human_duration, human_time
from sm_tj_cli.render.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sm_tj_cli.render.rows import JobRow

STATUS_STYLES = {
    "Completed": "green",
    "Failed": "red",
    "Stopped": "yellow",
    "Stopping": "yellow",
    "InProgress": "cyan",
}
NOTHING = "–"


_LEAST_COLUMNS = 2
_HEADINGS = ("NAME", "STATUS", "DURATION", "LAST METRIC")


def print_jobs(terminal: Terminal, rows: Sequence[JobRow]) -> None:
    """Writes the list of jobs to standard output; on a terminal, in the widest of its forms that fits."""
    forms = _recorded(rows) if any(row.address for row in rows) else _foreign(rows)
    headings, cells = next(forms)
    if terminal.is_terminal and terminal.width:
        for shorter in forms:
            if _width(headings, cells) <= terminal.width:
                break
            headings, cells = shorter
        while len(headings) > _LEAST_COLUMNS and _width(headings, cells) > terminal.width:
            # Better than words broken in two; `show` has the rest.
            headings, cells = headings[:-1], [row[:-1] for row in cells]
    print_table(terminal, headings, cells)


_Table: TypeAlias = "tuple[Sequence[str], Sequence[Sequence[Line]]]"


def _recorded(rows: Sequence[JobRow]) -> Iterator[_Table]:
    facts = [_facts(row) for row in rows]
    whole = [one_line(str(row.address or NOTHING)) for row in rows]
    yield (
        ("ADDRESS", *_HEADINGS),
        [(first, *rest) for first, rest in zip(whole, facts, strict=True)],
    )
    # NAME arguments take the shorter form as well.
    short = [address.replace(f"{TRAINING_JOB}.", "") for address in whole]
    yield (
        ("ADDRESS", *_HEADINGS),
        [(first, *rest) for first, rest in zip(short, facts, strict=True)],
    )
    # What has an address needs no name.
    either = [
        first if row.address else one_line(row.name) for row, first in zip(rows, short, strict=True)
    ]
    cells = [(first, *rest) for first, (_, *rest) in zip(either, facts, strict=True)]
    yield ("ADDRESS", *_HEADINGS[1:]), cells


def _foreign(rows: Sequence[JobRow]) -> Iterator[_Table]:
    facts = [_facts(row) for row in rows]
    times = [one_line(human_time(row.created or NOTHING)) for row in rows]
    yield (
        ("CREATED", *_HEADINGS),
        [(first, *rest) for first, rest in zip(times, facts, strict=True)],
    )
    yield _HEADINGS, facts


def _width(headings: Sequence[str], rows: Sequence[Sequence[Line]]) -> int:
    return max(map(len, aligned(headings, rows))) + len(headings)


def _facts(row: JobRow) -> tuple[Line, ...]:
    return (
        one_line(row.name),
        status_text(row.status, row.secondary_status),
        human_duration(row.seconds) if row.seconds is not None else NOTHING,
        one_line(f"{row.metric[0]} = {row.metric[1]:g}") if row.metric else NOTHING,
    )


def status_text(status: str, secondary_status: str = "") -> Line:
    """`InProgress (Training)`, in its colour; the second part only where it says more."""
    says_more = secondary_status and secondary_status not in {status, "Unknown"}
    text = f"{status or 'Unknown'} ({secondary_status})" if says_more else status or "Unknown"
    return (Piece(one_line(text), STATUS_STYLES.get(status, "")),)


def print_table(
    terminal: Terminal, headings: Sequence[str], rows: Sequence[Sequence[Line]]
) -> None:
    """Writes a table to standard output."""
    if terminal.is_terminal:
        _print_drawn(terminal, headings, rows)
    else:
        terminal.out(*aligned(headings, rows))


def aligned(headings: Sequence[str], rows: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Columns with two spaces between them, fit for `awk`: no cell is cut or wrapped."""
    table = [list(headings), *([plain(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _print_drawn(
    terminal: Terminal, headings: Sequence[str], rows: Sequence[Sequence[Line]]
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*map(to_rich, row))
    terminal.output_console.print(table)
