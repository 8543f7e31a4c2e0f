"""`smtj version`."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import click

from sm_tj_cli import __version__
from sm_tj_cli.render.json_output import write_document

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command
@click.pass_obj
def command(session: Session) -> None:
    """Print the version."""
    if session.options.json:
        document = {"version": __version__, "python": platform.python_version()}
        write_document(session.terminal, {**document, "platform": platform.platform(terse=True)})
    else:
        session.terminal.out(f"smtj {__version__}")
