from __future__ import annotations

import fcntl
import io
import os
import struct
import termios

import pytest

from sm_tj_cli.render.console import USUAL_WIDTH, Piece, Terminal, open_terminal, plain
from tests.unit.render.samples import Screen

LINE = (Piece("red", "red"), Piece(" [plain]"))


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_streams_that_nobody_looks_at_get_plain_text() -> None:
    terminal = open_terminal(io.StringIO(), io.StringIO(), {})
    assert terminal.width is None
    terminal.out(LINE, "text")
    assert terminal.stdout.getvalue() == "red [plain]\ntext\n"  # type: ignore[attr-defined]
    assert plain(LINE) == "red [plain]"


def test_a_terminal_gets_styles_and_no_markup() -> None:
    screen = Screen(width=80, is_terminal=True)
    screen.terminal.out(LINE)
    assert screen.out.getvalue() == "\x1b[31mred\x1b[0m [plain]\n"


def test_long_lines_are_not_cut() -> None:
    screen = Screen(width=20, is_terminal=True)
    screen.terminal.out("x" * 100)
    assert screen.out.getvalue() == "x" * 100 + "\n"


@pytest.mark.parametrize(
    ("environment", "no_color"), [({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({}, True)]
)
def test_colours_can_be_refused(environment: dict[str, str], no_color: bool) -> None:
    terminal = open_terminal(Tty(), Tty(), environment, no_color=no_color)
    terminal.out(LINE)
    assert terminal.stdout.getvalue() == "red [plain]\n"  # type: ignore[attr-defined]
    assert terminal.is_terminal


def test_an_empty_no_color_counts_for_nothing() -> None:
    assert open_terminal(Tty(), Tty(), {"NO_COLOR": ""}).color is None


def test_a_dumb_terminal_is_not_drawn_on() -> None:
    assert not open_terminal(Tty(), Tty(), {"TERM": "dumb"}).can_redraw
    assert open_terminal(Tty(), Tty(), {"TERM": "xterm"}).can_redraw


def test_a_poor_encoding_is_no_failure() -> None:
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, encoding="ascii")
    terminal: Terminal = open_terminal(stdout, io.StringIO(), {})
    terminal.out("é")
    assert raw.getvalue() == b"\\xe9\n"


def test_one_stream_may_be_a_terminal_alone() -> None:
    terminal = open_terminal(io.StringIO(), Tty(), {})
    assert not terminal.styles_output
    assert terminal.styles_error


def test_columns_are_those_of_the_stream_that_is_a_terminal() -> None:
    leader, follower = os.openpty()
    with os.fdopen(leader), os.fdopen(follower, "w") as stderr:
        _resize(follower, 40)
        terminal = open_terminal(io.StringIO(), stderr, {})
        assert terminal.width == 40
        assert open_terminal(io.StringIO(), stderr, {"COLUMNS": "50"}).width == 50
        _resize(follower, 30)
        assert terminal.width_now == 30
        assert terminal.drawing_console().width == 29


def test_a_terminal_that_does_not_know_its_columns_has_the_usual_ones() -> None:
    assert open_terminal(Tty(), Tty(), {"COLUMNS": "wide"}).width == USUAL_WIDTH
    assert open_terminal(io.StringIO(), io.StringIO(), {"COLUMNS": "50"}).width is None


def _resize(descriptor: int, columns: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
