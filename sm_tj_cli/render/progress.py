"""Events in, news out while something is done: what a listener of `apply` and `watch` shows.

On a terminal the jobs under way stay on the last lines, drawn again in place; elsewhere each change is one
plain line. With JSON each event is one line on standard output.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from sm_tj_cli.apply.events import Submitted, Submitting, Updated
from sm_tj_cli.render.board import Board
from sm_tj_cli.render.console import Line, OutputLostError, Piece, Terminal
from sm_tj_cli.render.diagnostics import diagnostic_lines
from sm_tj_cli.render.durations import human_duration
from sm_tj_cli.render.events import event_line
from sm_tj_cli.render.json_output import write_line
from sm_tj_cli.render.sanitise import one_line
from sm_tj_cli.render.triage import triage_lines
from sm_tj_cli.render.wrapping import wrap
from sm_tj_cli.watch.events import Ended, MetricSeen, Progressed, StatusChanged, Told
from sm_tj_cli.watch.verdict import Verdict, classify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.events import Event, Listener
    from sm_tj_cli.diagnostics import SourceFile
    from sm_tj_cli.watch.events import WatchEvent


@contextmanager
def progress(
    terminal: Terminal,
    sources: Mapping[str, SourceFile],
    *,
    as_json: bool,
    seconds: Callable[[], float],
    board: bool = True,
) -> Iterator[Listener]:
    """A listener that shows events until the block ends.

    A reader that went away (`smtj apply | head`) ends the news, never the work.

    Args:
        terminal: where to show them.
        sources: for the snippets of diagnostics.
        as_json: JSON lines on standard output.
        seconds: a clock that only goes forward.
        board: whether the jobs under way may be drawn; not where something else is written meanwhile.
    """
    if as_json:
        yield _Guard(lambda event: _write(terminal, event, sources))
    elif terminal.can_redraw and board:
        drawn = Board(terminal, seconds, lambda event: news(event, terminal, sources))
        with drawn.shown():
            yield _Guard(drawn)
    else:
        yield _Guard(lambda event: terminal.error(*news(event, terminal, sources)))


@dataclass(slots=True)
class _Guard:
    """Lets one event through at a time, none after the reader has gone or the disk behind the output is full."""

    show: Callable[[Event], None]
    lock: threading.Lock = field(default_factory=threading.Lock)
    is_closed: bool = False

    def __call__(self, event: Event) -> None:
        with self.lock:
            if not self.is_closed:
                try:
                    self.show(event)
                except (BrokenPipeError, OutputLostError):
                    self.is_closed = True


def _write(terminal: Terminal, event: Event, sources: Mapping[str, SourceFile]) -> None:
    line = event_line(event, sources)
    if line is not None:
        write_line(terminal, line)


def news(event: Event, terminal: Terminal, sources: Mapping[str, SourceFile]) -> list[Line]:
    """The event as lines for people."""
    width = terminal.width
    match event:
        case Submitting():
            return _about(event, f"Submitting {event.name}...", width)
        case Submitted():
            how = "Found, already submitted" if event.adopted else "Submitted"
            return _about(event, f"{how} [{event.arn}]", width)
        case Updated():
            kept = f". Its description is kept in {event.archived}" if event.archived else ""
            what = f"{event.what.capitalize()} {event.name}{kept}"
            return _about(event, what, width)
        case _:
            return _watched(event, terminal, sources)


def _watched(
    event: WatchEvent, terminal: Terminal, sources: Mapping[str, SourceFile]
) -> list[Line]:
    match event:
        case StatusChanged():
            return _about(event, _status(event), terminal.width)
        case Ended():
            return _ended(event, terminal.width)
        case Progressed() | MetricSeen():
            return []
        case Told():
            return diagnostic_lines(terminal, event.diagnostic, sources)


def _ended(event: Ended, width: int | None) -> list[Line]:
    style = "green" if event.verdict is Verdict.COMPLETED else "red"
    if event.triage is None:
        return _about(event, f"The job {event.sentence}", width, style)
    # The reason follows in full.
    _, sentence = classify(event.description)
    arn = str(event.description.get("TrainingJobArn") or "")
    headline = _about(event, f"The job {sentence}", width, style)
    return [*headline, *triage_lines(event.triage, arn, width)]


def _status(event: StatusChanged) -> str:
    elapsed = f" [{human_duration(event.elapsed_seconds)} elapsed]"
    message = f": {event.message}" if event.message else ""
    again = f" (interrupted {event.interruptions}x)" if event.interruptions else ""
    return f"{event.secondary_status or event.status}{message}{again}{elapsed}"


class _OfJob(Protocol):
    @property
    def address(self) -> InstanceAddress | None: ...

    @property
    def name(self) -> str: ...


def _about(event: _OfJob, text: str, width: int | None, style: str = "") -> list[Line]:
    """`ADDRESS: text` on one line, or the text below where it does not fit."""
    lead, text = one_line(f"{event.address or event.name}:"), one_line(text)
    if width is None or len(lead) + 1 + len(text) <= width:
        return [(Piece(f"{lead} ", "bold"), Piece(text, style))]
    below = (Piece(f"  {line}", style) for line in wrap(text, width - 2))
    return [(Piece(lead, "bold"),), *((piece,) for piece in below)]
