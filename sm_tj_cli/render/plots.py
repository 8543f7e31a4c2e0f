"""Lines of numbers over time in, a plot for a terminal out: dots of braille, drawn by plotille, within a width.

Each line has its colour, and a letter here and there, so that lines can be told apart without colours too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.render.console import Line, Piece
from sm_tj_cli.render.durations import human_duration
from sm_tj_cli.render.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from plotille import Canvas

HEIGHT = 10
LEAST_WIDTH = 24
_AXIS = ("since its start", "elapsed")
STYLES = ("cyan", "yellow", "magenta", "green", "red", "blue")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BRAILLE = 0x2800
_DOTS_ACROSS, _DOTS_DOWN = 2, 4


@dataclass(frozen=True, slots=True)
class PlotLine:
    """A line: its name and its points, seconds and values, in the order of time."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the plot shows: `left` to `right` in seconds, `bottom` to `top`, in `columns`."""

    left: float
    right: float
    bottom: float
    top: float
    columns: int

    def column(self, seconds: float) -> int:
        """In which column of dots a time is."""
        share = (seconds - self.left) / (self.right - self.left)
        return min(self.columns * _DOTS_ACROSS - 1, int(share * self.columns * _DOTS_ACROSS))

    def canvas(self) -> Canvas:
        """An empty drawing; its far edges belong to it."""
        from plotille import Canvas

        across = (self.right - self.left) / (self.columns * _DOTS_ACROSS - 1)
        down = (self.top - self.bottom) / (HEIGHT * _DOTS_DOWN - 1)
        return Canvas(
            self.columns, HEIGHT, self.left, self.bottom, self.right + across, self.top + down
        )


def plot_lines(title: str, lines: Sequence[PlotLine], width: int) -> list[Line]:
    """The plot; nothing where no line has two numbers at different times.

    Args:
        title: stands above.
        lines: the first 26 are drawn.
        width: of the terminal, in columns.
    """
    shown = lines[: len(LETTERS)]
    numbers = [point for line in shown for point in line.points if math.isfinite(point[1])]
    if not numbers:
        return []
    left, right = min(it[0] for it in numbers), max(it[0] for it in numbers)
    bottom, top = min(it[1] for it in numbers), max(it[1] for it in numbers)
    # The whole range of floating point numbers is wider than a number can say.
    if left == right or not math.isfinite(top - bottom):
        return []
    if bottom == top:
        margin = abs(top) * 0.1 or 1.0
        bottom, top = bottom - margin, top + margin
    labels = _labels(bottom, top)
    room = max(map(len, labels))
    frame = _Frame(left, right, bottom, top, max(LEAST_WIDTH, width) - room - 2)
    drawn = [f"{label:>{room}} ┤" for label in labels]
    return [
        (Piece(one_line(title), "bold"),),
        *_legend(shown, len(lines) - len(shown), width),
        *((Piece(start), *row) for start, row in zip(drawn, _rows(shown, frame), strict=True)),
        f"{'':>{room}} └{'─' * frame.columns}",
        _time_axis(frame, room),
    ]


def thinned(
    points: Iterable[tuple[float, float]], column_of: Callable[[float], int]
) -> Iterator[tuple[float, float]]:
    """Of the points in one column the first, the lowest, the highest and the last: the line looks the same.

    What is no finite number ends a line, and stays.
    """
    place: tuple[int, bool] | None = None
    group: list[tuple[float, float]] = []
    for point in points:
        here = (column_of(point[0]), math.isfinite(point[1]))
        if here != place:
            yield from _in_order(group)
            place, group = here, [point] * 4
        elif here[1]:
            first, low, high, _ = group
            group = [first, min(low, point, key=_value), max(high, point, key=_value), point]
    yield from _in_order(group)


def _in_order(group: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    return sorted(dict.fromkeys(group), key=lambda point: point[0])


def _value(point: tuple[float, float]) -> float:
    return point[1]


def _rows(lines: Sequence[PlotLine], frame: _Frame) -> list[list[Piece]]:
    """The drawings of all lines laid over one another; where two meet, the later one's colour shows."""
    rows = [[Piece(" ")] * frame.columns for _ in range(HEIGHT)]
    for index, line in enumerate(lines):
        style = STYLES[index % len(STYLES)]
        letter = LETTERS[index] if len(lines) > 1 else ""
        for y, text in enumerate(_drawing(line, frame, letter, index)):
            for x, mark in enumerate(text):
                if mark != chr(_BRAILLE):
                    rows[y][x] = Piece(_both(rows[y][x].text, mark), style)
    return [_joined(row) for row in rows]


def _drawing(line: PlotLine, frame: _Frame, letter: str, index: int) -> list[str]:
    canvas = frame.canvas()
    points = list(thinned(line.points, frame.column))
    before: tuple[float, float] | None = None
    for point in points:
        if not math.isfinite(point[1]):
            before = None
            continue
        canvas.line(*(before or point), *point)
        before = point
    if letter:
        numbers = [point for point in points if math.isfinite(point[1])]
        # At another place on each line, so that lines that lie close do not hide one another's letters.
        step = max(1, len(numbers) // 4)
        for point in numbers[(index * step // 4) :: step]:
            canvas.text(*point, letter)
    drawn: str = canvas.plot(linesep="\n")
    return drawn.split("\n")


def _both(below: str, above: str) -> str:
    """Two marks in one place: the dots of both, and a letter before dots."""
    if ord(above) < _BRAILLE or below == " ":
        return above
    return below if ord(below) < _BRAILLE else chr(ord(below) | ord(above))


def _joined(row: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in row:
        if joined and joined[-1].style == piece.style:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.style)
        else:
            joined.append(piece)
    return joined


def _legend(lines: Sequence[PlotLine], hidden: int, width: int) -> Iterator[Line]:
    if len(lines) == 1:
        return
    row: list[Piece] = []
    used = 0
    for index, line in enumerate(lines):
        text = f"{LETTERS[index]} {one_line(line.name)}  "
        if row and used + len(text) > width:
            yield tuple(row)
            row, used = [], 0
        row.append(Piece(text, STYLES[index % len(STYLES)]))
        used += len(text)
    yield tuple(row)
    if hidden:
        yield f"(and {hidden} more, not drawn)"


def _labels(bottom: float, top: float) -> list[str]:
    """The values beside the rows, from the top: three of them."""
    step = (top - bottom) / (HEIGHT - 1)
    shown = {0, HEIGHT // 2, HEIGHT - 1}
    return [f"{top - row * step:.4g}" if row in shown else "" for row in range(HEIGHT)]


def _time_axis(frame: _Frame, room: int) -> str:
    first, last = human_duration(frame.left), human_duration(frame.right)
    between = frame.columns - len(first) - len(last)
    words = next((it for it in _AXIS if len(it) + 2 <= between), "")
    return f"{'':>{room}}  {first}{words:^{max(between, 1)}}{last}"
