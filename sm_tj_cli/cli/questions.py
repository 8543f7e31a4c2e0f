"""Questions on the terminal: a text and its answer, or the end of the command where none comes."""

from __future__ import annotations

import click

from sm_tj_cli.cli.outcome import stop


def answer(question: str, *, hidden: bool = False) -> str:
    """What is answered, empty where only Enter was pressed.

    Raises:
        KeyboardInterrupt: Ctrl-C, or what a signal's handler raised.
        Stopped: the input ended.
    """
    try:
        return str(
            click.prompt(question, default="", show_default=False, hide_input=hidden, err=True)
        )
    except click.Abort as end:
        # click tells a signal and the end of the input alike.
        if isinstance(end.__context__, KeyboardInterrupt):
            raise end.__context__ from None
        raise stop("Not answered", "The input ended before the answer. Nothing was done.") from end
