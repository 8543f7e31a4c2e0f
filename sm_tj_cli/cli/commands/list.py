"""`smtj list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command
@click.option("--remote", is_flag=True, help="All jobs of the account and region.")
@click.pass_obj
def command(session: Session, remote: bool) -> None:
    """List the recorded jobs with their status, as last seen."""
    from sm_tj_cli.cli.listing import recorded_rows, remote_rows, show_rows

    show_rows(session, remote_rows(session) if remote else recorded_rows(session))
