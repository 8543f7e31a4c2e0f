"""The jobs under way, as a table on the last lines of a terminal that is drawn again in place."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.apply.events import Submitted, Submitting, Updated
from sm_tj_cli.render.console import Line, Piece, Terminal, to_rich
from sm_tj_cli.render.durations import human_duration
from sm_tj_cli.render.expectation import expected
from sm_tj_cli.render.sanitise import one_line
from sm_tj_cli.render.tables import STATUS_STYLES
from sm_tj_cli.watch.events import Ended, MetricSeen, Progressed, StatusChanged, Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Group
    from rich.live import Live
    from rich.table import Table

    from sm_tj_cli.apply.events import Event
    from sm_tj_cli.watch.outlook import Outlook

MOST_SHOWN = 12
SECONDS = 0.125
FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


@dataclass(frozen=True, slots=True)
class Row:
    """A job under way.

    Attributes:
        title: its address, else its name.
        doing: its phase, or what is done to it.
        style: for `doing`.
        since: when the clock of seconds said what follows.
        elapsed: how long it had lived by then.
        outlook: how far it was by then; None where nobody looked.
        interruptions: how often spot capacity was taken away.
    """

    title: str
    doing: str
    style: str
    since: float
    elapsed: float = 0.0
    outlook: Outlook | None = None
    looked: float = 0.0
    interruptions: int = 0

    def cells(self, now: float) -> tuple[Line, ...]:
        """The job at a moment of the clock of seconds."""
        again = f" ({self.interruptions}x interrupted)" if self.interruptions else ""
        metric = self.outlook.metric if self.outlook else None
        value = f"{metric.name} = {metric.value:g}" if metric else ""
        return (
            (Piece(one_line(self.title), "bold"),),
            (Piece(one_line(self.doing), self.style), Piece(again, "yellow")),
            (Piece(human_duration(self.elapsed + now - self.since), "dim"),),
            expected(self.outlook, now - self.looked) if self.outlook else "",
            one_line(value),
        )


class Board:
    """Follows events and draws what is under way."""

    def __init__(
        self,
        terminal: Terminal,
        seconds: Callable[[], float],
        news: Callable[[Event], Sequence[Line]],
    ) -> None:
        self._terminal = terminal
        self._seconds = seconds
        self._news = news
        self._ended: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.rows: dict[str, Row] = {}

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Draws the board until the block ends, then leaves no trace of it."""
        from rich.live import Live

        with Live(
            console=self._terminal.error_console,
            get_renderable=self._drawn,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        ) as live:
            over = threading.Event()
            artist = threading.Thread(target=self._redraw, args=(live, over), daemon=True)
            artist.start()
            try:
                yield
            finally:
                over.set()
                artist.join()

    def _redraw(self, live: Live, over: threading.Event) -> None:
        while not over.wait(SECONDS):
            # Drawn between a change and its news, a board with fewer rows would take a line of the news with it.
            with self._lock:
                live.refresh()

    def __call__(self, event: Event) -> None:
        """Moves the job on, and says above the board what stays worth reading."""
        with self._lock:
            self._follow(event)
            if not isinstance(event, Submitting | StatusChanged):
                lines = self._news(event)
                if lines:
                    self._terminal.error(*lines)

    def _follow(self, event: Event) -> None:
        now = self._seconds()
        match event:
            case Submitting() | Submitted():
                doing = "Submitting" if isinstance(event, Submitting) else "Submitted"
                title = str(event.address)
                before = self.rows.get(title, Row(title, doing, "", now))
                self.rows[title] = replace(before, doing=doing)
            case StatusChanged():
                self._change(event, now)
            case Progressed():
                title = str(event.address or event.name)
                if title in self.rows:
                    self.rows[title] = replace(self.rows[title], outlook=event.outlook, looked=now)
            case Updated() | Ended():
                self.rows.pop(str(event.address or event.name), None)
                if isinstance(event, Ended):
                    self._ended[event.status or "gone"] += 1
            case MetricSeen() | Told():
                pass

    def _change(self, event: StatusChanged, now: float) -> None:
        title = str(event.address or event.name)
        doing = event.secondary_status or event.status
        style = STATUS_STYLES.get(event.status, "")
        before = self.rows.get(title, Row(title, doing, style, now))
        self.rows[title] = replace(
            before,
            doing=doing,
            style=style,
            since=now,
            elapsed=event.elapsed_seconds,
            interruptions=max(before.interruptions, event.interruptions),
        )

    def _drawn(self) -> Group:
        from rich.console import Group
        from rich.text import Text

        rows = list(self.rows.values())
        more = len(rows) - MOST_SHOWN
        rest = [Text(f"  and {more} more", style="dim")] if more > 0 else []
        counts = [Text(self._counts(), style="dim")] if len(rows) + self._ended.total() > 1 else []
        return Group(self._table(rows[:MOST_SHOWN]), *rest, *counts)

    def _counts(self) -> str:
        doing = Counter(row.doing for row in self.rows.values())
        counted = [*sorted(self._ended.items()), *sorted(doing.items())]
        return "  " + ", ".join(f"{count} {one_line(what)}" for what, count in counted)

    def _table(self, rows: Sequence[Row]) -> Table:
        from rich.table import Table

        now = self._seconds()
        frame = to_rich((Piece(FRAMES[int(now * 10) % len(FRAMES)], "cyan"),))
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        for _ in range(5):
            table.add_column(no_wrap=True, overflow="ellipsis")
        cells = [row.cells(now) for row in rows]
        width = self._terminal.width
        long = width and any(len(row.title) > width // 3 for row in rows)
        for row, (title, *others) in zip(rows, cells, strict=True):
            # NAME arguments take the shorter form as well.
            short = Piece(one_line(row.title.replace(f"{TRAINING_JOB}.", "")), "bold")
            table.add_row(frame, *map(to_rich, ((short,) if long else title, *others)))
        return table
