"""Events in, news out while something is done: what a listener of `apply` and `watch` shows.

On a terminal the jobs under way stay on the last lines, drawn again in place; elsewhere each change is one
plain line. With JSON each event is one line on standard output.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sm_tj_cli.apply.events import Submitted, Submitting, Updated
from sm_tj_cli.render.console import Line, Piece, Terminal, to_rich
from sm_tj_cli.render.diagnostics import diagnostic_lines
from sm_tj_cli.render.durations import human_duration
from sm_tj_cli.render.events import event_line
from sm_tj_cli.render.json_output import write_line
from sm_tj_cli.render.sanitise import one_line
from sm_tj_cli.render.tables import STATUS_STYLES
from sm_tj_cli.render.triage import triage_lines
from sm_tj_cli.watch.events import Ended, StatusChanged, Told
from sm_tj_cli.watch.verdict import Verdict, classify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rich.console import Group
    from rich.text import Text

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.events import Event, Listener
    from sm_tj_cli.diagnostics import SourceFile

_MOST_SHOWN = 12
FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


@contextmanager
def progress(
    terminal: Terminal,
    sources: Mapping[str, SourceFile],
    *,
    as_json: bool,
    seconds: Callable[[], float],
) -> Iterator[Listener]:
    """A listener that shows events until the block ends.

    A reader that went away (`smtj apply | head`) ends the news, never the work.

    Args:
        terminal: where to show them.
        sources: for the snippets of diagnostics.
        as_json: JSON lines on standard output.
        seconds: a clock that only goes forward.
    """
    if as_json:
        yield _Guard(lambda event: write_line(terminal, event_line(event, sources)))
    elif terminal.can_redraw:
        board = _Board(terminal, sources, seconds)
        with board.shown():
            yield _Guard(board)
    else:
        yield _Guard(lambda event: terminal.error(*news(event, terminal, sources)))


@dataclass(slots=True)
class _Guard:
    """Lets one event through at a time, none after the reader has gone."""

    show: Callable[[Event], None]
    lock: threading.Lock = field(default_factory=threading.Lock)
    is_closed: bool = False

    def __call__(self, event: Event) -> None:
        with self.lock:
            if not self.is_closed:
                try:
                    self.show(event)
                except BrokenPipeError:
                    self.is_closed = True


def news(event: Event, terminal: Terminal, sources: Mapping[str, SourceFile]) -> list[Line]:
    """The event as lines for people."""
    match event:
        case Submitting():
            return [_about(event.address, event.name, f"Submitting {event.name}...")]
        case Submitted():
            how = "Found, already submitted" if event.adopted else "Submitted"
            return [_about(event.address, event.name, f"{how} [{event.arn}]")]
        case Updated():
            return [_about(event.address, event.name, f"{event.what.capitalize()} {event.name}")]
        case StatusChanged():
            return [_about(event.address, event.name, _status(event))]
        case Ended():
            return _ended(event, terminal.width)
        case Told():
            return diagnostic_lines(terminal, event.diagnostic, sources)


def _ended(event: Ended, width: int | None) -> list[Line]:
    style = "green" if event.verdict is Verdict.COMPLETED else "red"
    if event.triage is None:
        return [_about(event.address, event.name, f"The job {event.sentence}", style)]
    # The reason follows in full.
    _, sentence = classify(event.description)
    arn = str(event.description.get("TrainingJobArn") or "")
    headline = _about(event.address, event.name, f"The job {sentence}", style)
    return [headline, *triage_lines(event.triage, arn, width)]


def _status(event: StatusChanged) -> str:
    elapsed = f" [{human_duration(event.elapsed_seconds)} elapsed]"
    message = f": {event.message}" if event.message else ""
    return f"{event.secondary_status or event.status}{message}{elapsed}"


def _about(address: InstanceAddress | None, name: str, text: str, style: str = "") -> Line:
    return (Piece(one_line(f"{address or name}: "), "bold"), Piece(one_line(text), style))


@dataclass(frozen=True, slots=True)
class _Job:
    """A job under way: what it does, and since when the clock says so."""

    title: str
    doing: str
    style: str
    since: float
    elapsed: float = 0.0


class _Board:
    """The jobs under way, on the last lines of the terminal."""

    def __init__(
        self, terminal: Terminal, sources: Mapping[str, SourceFile], seconds: Callable[[], float]
    ) -> None:
        self._terminal = terminal
        self._sources = sources
        self._seconds = seconds
        self._jobs: dict[str, _Job] = {}

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Draws the board until the block ends, then leaves no trace of it."""
        from rich.live import Live

        with Live(
            console=self._terminal.error_console,
            get_renderable=self._drawn,
            refresh_per_second=8,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        ):
            yield

    def __call__(self, event: Event) -> None:
        """Moves the job on, and says above the board what stays worth reading."""
        self._follow(event)
        if not isinstance(event, Submitting | StatusChanged):
            self._terminal.error(*news(event, self._terminal, self._sources))

    def _follow(self, event: Event) -> None:
        match event:
            case Submitting() | Submitted():
                doing = "Submitting" if isinstance(event, Submitting) else "Submitted"
                title = str(event.address)
                before = self._jobs.get(title, _Job(title, doing, "", self._seconds()))
                self._jobs[title] = replace(before, doing=doing)
            case StatusChanged():
                title = str(event.address or event.name)
                doing = event.secondary_status or event.status
                style = STATUS_STYLES.get(event.status, "")
                self._jobs[title] = _Job(
                    title, doing, style, self._seconds(), event.elapsed_seconds
                )
            case Updated() | Ended():
                self._jobs.pop(str(event.address or event.name), None)
            case Told():
                pass

    def _drawn(self) -> Group:
        from rich.console import Group
        from rich.text import Text

        now = self._seconds()
        jobs = list(self._jobs.values())
        frame = to_rich((Piece(FRAMES[int(now * 10) % len(FRAMES)], "cyan"),))
        lines = [
            Text.assemble(frame, " ", _board_line(job, now), no_wrap=True, overflow="ellipsis")
            for job in jobs[:_MOST_SHOWN]
        ]
        more = len(jobs) - _MOST_SHOWN
        rest = [Text(f"  and {more} more", style="dim")] if more > 0 else []
        return Group(*lines, *rest)


def _board_line(job: _Job, now: float) -> Text:
    elapsed = human_duration(job.elapsed + now - job.since)
    return to_rich(
        (
            Piece(one_line(f"{job.title}: "), "bold"),
            Piece(one_line(job.doing), job.style),
            Piece(f" [{elapsed}]", "dim"),
        )
    )
