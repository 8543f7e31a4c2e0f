"""Questions on the terminal: a text and its answer, or the end of the command where none comes."""

from __future__ import annotations

import os
import select
import signal
import sys
from getpass import getpass

import click

from sm_tj_cli.cli.outcome import stop


def answer(question: str, *, hidden: bool = False) -> str:
    """What is answered, empty where only Enter was pressed.

    Raises:
        KeyboardInterrupt: Ctrl-C, or what a signal's handler raised.
        Stopped: the input ended.
    """
    try:
        if hidden:
            return getpass(f"{question}: ", sys.stderr)
        click.echo(f"{question}: ", nl=False, err=True)
        if sys.stdin.isatty():
            _wait_for_a_line()
        return input()
    except EOFError as end:
        raise stop("Not answered", "The input ended before the answer. Nothing was done.") from end


def _wait_for_a_line() -> None:
    """Waits until Enter was pressed or the input ended, and lets every signal end the waiting.

    A plain read misses the signal that comes just before it begins: Python runs a handler between two of its own
    instructions only, and then there is none until Enter is pressed.
    """
    woken, waker = os.pipe()
    os.set_blocking(waker, False)
    before = signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    try:
        while sys.stdin not in select.select([sys.stdin, woken], [], [])[0]:
            os.read(woken, 64)
    finally:
        signal.set_wakeup_fd(before)
        os.close(woken)
        os.close(waker)
