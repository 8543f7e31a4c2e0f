"""The jobs under way, as a table on the last lines of a terminal that is drawn again in place."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.apply.events import Submitted, Submitting, Updated
from sm_tj_cli.render.console import Line, Piece, Terminal, plain, to_rich
from sm_tj_cli.render.durations import human_duration
from sm_tj_cli.render.expectation import expected
from sm_tj_cli.render.sanitise import one_line
from sm_tj_cli.render.tables import STATUS_STYLES
from sm_tj_cli.watch.events import Ended, MetricSeen, Progressed, StatusChanged, Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import Group
    from rich.live import Live
    from rich.table import Table

    from sm_tj_cli.apply.events import Event
    from sm_tj_cli.watch.outlook import Outlook

MOST_SHOWN = 12
LEAST_TITLE = 16
GAP = 2
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
            _title(one_line(self.title)),
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
            console=self._terminal.drawing_console(),
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
                self._terminal.drawing_console()
                live.refresh()

    def __call__(self, event: Event) -> None:
        """Moves the job on, and says above the board what stays worth reading."""
        with self._lock:
            self._follow(event)
            if not isinstance(event, Submitting | StatusChanged):
                lines = self._news(event)
                if lines:
                    self._terminal.drawing_console()
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
        below = [f"  and {more} more"] if more > 0 else []
        below += [self._counts()] if len(rows) + self._ended.total() > 1 else []
        texts = [Text(it, "dim", no_wrap=True, overflow="ellipsis") for it in below]
        return Group(self._table(rows[:MOST_SHOWN]), *texts)

    def _counts(self) -> str:
        doing = Counter(row.doing for row in self.rows.values())
        counted = [*sorted(self._ended.items()), *sorted(doing.items())]
        return "  " + ", ".join(f"{count} {one_line(what)}" for what, count in counted)

    def _table(self, rows: Sequence[Row]) -> Table:
        from rich.table import Table

        now = self._seconds()
        frame = to_rich((Piece(FRAMES[int(now * 10) % len(FRAMES)], "cyan"),))
        table = Table.grid(padding=(0, GAP, 0, 0))
        cells = [row.cells(now) for row in rows]
        for row in fitting(cells, self._terminal.error_console.width) if cells else ():
            table.add_row(frame, *map(to_rich, row))
        for column in table.columns:
            column.no_wrap = True
        return table


def fitting(rows: Sequence[tuple[Line, ...]], width: int) -> list[tuple[Line, ...]]:
    """The rows' cells in so many columns of a terminal: titles get shorter first, then the cells at the end go."""
    titles, *others = zip(*rows, strict=True)
    others = [cells for cells in others if any(map(plain, cells))]
    if _widest(titles) > width // 3:
        # NAME arguments take the form without the type as well.
        titles = tuple(_title(plain(title).replace(f"{TRAINING_JOB}.", "")) for title in titles)
    room = width - len(FRAMES[0]) - GAP
    least = min(_widest(titles), LEAST_TITLE)
    while others and room - sum(GAP + _widest(cells) for cells in others) < least:
        others.pop()
    space = max(room - sum(GAP + _widest(cells) for cells in others), 1)
    return list(zip((_title(_cut(plain(it), space)) for it in titles), *others, strict=True))


def _widest(cells: Iterable[Line]) -> int:
    from rich.cells import cell_len

    return max(cell_len(plain(cell)) for cell in cells)


def _title(text: str) -> Line:
    return (Piece(text, "bold"),)


def _cut(text: str, space: int) -> str:
    """The text in so many columns, without its middle: of a resource's instances only the ends differ."""
    from rich.cells import cell_len, chop_cells

    if cell_len(text) <= space:
        return text
    tail = chop_cells(text[::-1], max((space - 1) * 2 // 3, 1))[0][::-1]
    left = space - 1 - cell_len(tail)
    return (chop_cells(text, left)[0] if left > 0 else "") + "…" + tail
