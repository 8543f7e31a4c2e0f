from __future__ import annotations

import math

import pytest

from sm_tj_cli.render.console import plain
from sm_tj_cli.render.plots import HEIGHT, LEAST_WIDTH, LETTERS, PlotLine, plot_lines, thinned

FALLING = PlotLine("falling", [(float(x), 100.0 - x) for x in range(101)])
RISING = PlotLine("rising", [(float(x), float(x)) for x in range(101)])


def drawn(*lines: PlotLine, width: int = 80, title: str = "loss") -> list[str]:
    return [plain(line) for line in plot_lines(title, lines, width)]


def has_dots(row: str) -> bool:
    return any(0x2800 < ord(mark) <= 0x28FF for mark in row)


@pytest.mark.parametrize("width", [60, 80, 160])
def test_a_plot_is_as_wide_as_the_terminal(width: int) -> None:
    rows = drawn(FALLING, width=width)
    assert max(map(len, rows)) == width
    assert len(rows) == HEIGHT + 3
    assert rows[0] == "loss"
    assert [row.partition("┤")[0].strip() for row in rows[1:-2]] == ["100", *[""] * 4, "44.44", *[""] * 3, "0"]  # fmt: skip
    assert rows[1].partition("┤")[2].startswith("⠉")
    assert rows[HEIGHT].endswith("⣀")
    assert rows[-1].split() == ["0s", "since", "its", "start", "1m40s"]


def test_a_plot_fits_a_narrow_terminal() -> None:
    rows = drawn(FALLING, width=30)
    assert max(map(len, rows)) == 30
    assert rows[-1].split() == ["0s", "elapsed", "1m40s"]
    assert max(map(len, drawn(FALLING, width=1))) == LEAST_WIDTH


def test_lines_have_letters_and_colours_of_their_own() -> None:
    rows = plot_lines("loss", [FALLING, RISING], 80)
    assert plain(rows[1]).split() == ["a", "falling", "b", "rising"]
    body = "".join(map(plain, rows[2:-2]))
    assert body.count("a") >= 4
    assert body.count("b") >= 4
    styles = {piece.style for row in rows[2:-2] if not isinstance(row, str) for piece in row}
    assert styles == {"", "cyan", "yellow"}


def test_a_constant_is_a_line_in_the_middle() -> None:
    rows = drawn(PlotLine("flat", [(0.0, 5.0), (10.0, 5.0)]))
    assert [index for index, row in enumerate(rows[1:-2]) if has_dots(row)] == [4]


def test_what_is_no_number_is_a_gap() -> None:
    points = [(0.0, 1.0), (4.0, 1.0), (5.0, math.nan), (6.0, math.inf), (9.0, 1.0), (10.0, 1.0)]
    row = next(row for row in drawn(PlotLine("gap", points)) if has_dots(row))
    line = row.partition("┤")[2].rstrip()
    assert len(line.split()) == 2


@pytest.mark.parametrize(
    "points",
    [
        [],
        [(0.0, 1.0)],
        [(0.0, math.nan), (1.0, math.inf)],
        [(0.0, -1.7e308), (1.0, 1.7e308)],
    ],
)
def test_what_cannot_be_drawn_is_left_out(points: list[tuple[float, float]]) -> None:
    assert drawn(PlotLine("none", points)) == []


@pytest.mark.parametrize("scale", [1e-300, 1e-12, 1e12, 1e300])
def test_every_magnitude_is_drawn(scale: float) -> None:
    rows = drawn(PlotLine("it", [(0.0, -scale), (1.0, scale)]))
    assert f"{scale:.4g}" in rows[1]


def test_more_lines_than_letters() -> None:
    lines = [PlotLine(f"job-{index}", RISING.points) for index in range(30)]
    rows = drawn(*lines)
    assert "(and 4 more, not drawn)" in rows
    assert sum(row.count("job-") for row in rows) == len(LETTERS)
    assert max(map(len, rows)) <= 80


def test_names_cannot_play_tricks() -> None:
    text = "\n".join(
        drawn(PlotLine("a\x1b[31m\u202e", FALLING.points), RISING, title="x\x1b]0;t\x07\r")
    )
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\r" not in text


def test_thinning_keeps_the_ends_and_the_extremes() -> None:
    points = [(float(x), float(x % 7)) for x in range(1000)] + [(1000.0, math.nan)]
    points[500] = (500.0, 99.0)
    kept = list(thinned(points, lambda seconds: int(seconds / 100)))
    assert len(kept) < 50
    assert kept[0] == (0.0, 0.0)
    assert (500.0, 99.0) in kept
    assert math.isnan(kept[-1][1])
    assert [it[0] for it in kept] == sorted(it[0] for it in kept)
