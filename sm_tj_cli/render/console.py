"""The one way to standard output and standard error.

Lines come in as plain text or as pieces with a style. Styles take effect on a terminal alone, and only then
is rich imported. Markup is never read: a bracket in somebody's text is a bracket.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TextIO, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import Console
    from rich.text import Text


USUAL_WIDTH = 80


class OutputLostError(Exception):
    """What was to be written could not be, for instance because the disk is full; the message says why."""


class Piece(NamedTuple):
    """A part of a line with its style, in rich's words (`bold red`)."""

    text: str
    style: str = ""


Line: TypeAlias = "str | tuple[Piece, ...]"


def plain(line: Line) -> str:
    """The line without its styles."""
    return line if isinstance(line, str) else "".join(piece.text for piece in line)


def pieces(line: Line) -> tuple[Piece, ...]:
    """The line's pieces; plain text is one piece without a style."""
    return (Piece(line),) if isinstance(line, str) else line


@dataclass(frozen=True)
class Terminal:
    """Standard output and standard error.

    Attributes:
        color: whether styles show; None decides by whether the stream is a terminal.
        width: the columns to wrap and fit to; None where lines may be as long as they are.
        is_terminal: whether a person sees standard output.
        error_is_terminal: whether a person sees standard error.
        can_redraw: whether lines on standard error can be drawn again in place.
        whereabouts: the options of this run that a proposed command needs too.
    """

    stdout: TextIO
    stderr: TextIO
    color: bool | None = None
    width: int | None = None
    is_terminal: bool = False
    error_is_terminal: bool = False
    can_redraw: bool = False
    whereabouts: str = ""

    def out(self, *lines: Line) -> None:
        """Writes lines to standard output: the result."""
        if self.styles_output:
            # Many lines: drawing each with rich would take as long as making the plan.
            codes = _Codes(self.output_console)
            _write(self.stdout, ["".join(map(codes.styled, pieces(line))) for line in lines])
        else:
            _write(self.stdout, lines)

    def error(self, *lines: Line) -> None:
        """Writes lines to standard error: everything that is not the result."""
        if self.styles_error:
            _print(self.error_console, lines)
        else:
            _write(self.stderr, lines)

    @property
    def styles_output(self) -> bool:
        """Whether styles show on standard output."""
        return self.is_terminal if self.color is None else self.color

    @property
    def styles_error(self) -> bool:
        """Whether styles show on standard error."""
        return self.error_is_terminal if self.color is None else self.color

    @property
    def width_now(self) -> int | None:
        """The columns to draw in on standard error: the window may have another size by now."""
        return _columns(self.stderr) or self.width

    def drawing_console(self) -> Console:
        """Standard error's rich console, as wide as the window is by now."""
        if self.width_now is not None:
            # The last column stays empty: a cursor behind it is on the next line in some terminals.
            self.error_console.width = max(self.width_now - 1, 1)
        return self.error_console

    @cached_property
    def output_console(self) -> Console:
        """The rich console on standard output."""
        return self._console(self.stdout)

    @cached_property
    def error_console(self) -> Console:
        """The rich console on standard error."""
        return self._console(self.stderr)

    def _console(self, stream: TextIO) -> Console:
        from rich.console import Console

        return Console(
            file=stream,
            force_terminal=True,
            color_system="auto" if self.color is not False else None,
            no_color=self.color is False,
            width=self.width,
            markup=False,
            emoji=False,
            highlight=False,
        )


def open_terminal(
    stdout: TextIO,
    stderr: TextIO,
    environment: Mapping[str, str],
    *,
    no_color: bool = False,
    whereabouts: str = "",
) -> Terminal:
    """The terminal on these streams, as the environment's `NO_COLOR`, `TERM` and `COLUMNS` want it."""
    for stream in (stdout, stderr):
        _never_fail_on_a_character(stream)
    is_dumb = environment.get("TERM") == "dumb"
    error_is_terminal = stderr.isatty()
    somebody_looks = stdout.isatty() or error_is_terminal
    return Terminal(
        stdout,
        stderr,
        color=False if no_color or is_dumb or environment.get("NO_COLOR") else None,
        width=_width(stdout, stderr, environment) if somebody_looks else None,
        is_terminal=stdout.isatty(),
        error_is_terminal=error_is_terminal,
        can_redraw=error_is_terminal and not is_dumb,
        whereabouts=whereabouts,
    )


def _width(stdout: TextIO, stderr: TextIO, environment: Mapping[str, str]) -> int:
    told = environment.get("COLUMNS", "")
    wanted = int(told) if told.isdecimal() else 0
    return wanted or _columns(stdout) or _columns(stderr) or USUAL_WIDTH


def _columns(stream: TextIO) -> int | None:
    """The columns of a terminal that knows them."""
    import os

    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except (OSError, ValueError):
        return None


def _never_fail_on_a_character(stream: TextIO) -> None:
    # A locale without UTF-8 must not turn somebody's tag into a traceback.
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _write(stream: TextIO, lines: Iterable[Line]) -> None:
    try:
        stream.write("".join(f"{plain(line)}\n" for line in lines))
        stream.flush()
    except BrokenPipeError:
        # Whoever read it has seen enough.
        raise
    except OSError as problem:
        raise OutputLostError(problem.strerror or str(problem)) from problem


def _print(console: Console, lines: Iterable[Line]) -> None:
    for line in lines:
        console.print(to_rich(line), soft_wrap=True)


class _Codes:
    """What a terminal wants before and after text of a style, as rich says it once for each."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._known: dict[str, tuple[str, str]] = {"": ("", "")}

    def styled(self, piece: Piece) -> str:
        if piece.style not in self._known:
            with self._console.capture() as written:
                self._console.print(to_rich((Piece("|", piece.style),)), end="")
            before, _, after = written.get().partition("|")
            self._known[piece.style] = (before, after)
        before, after = self._known[piece.style]
        return f"{before}{piece.text}{after}"


def to_rich(line: Line) -> Text:
    """The line as rich has it."""
    from rich.text import Text

    return Text.assemble(*((piece.text, piece.style) for piece in pieces(line)))
