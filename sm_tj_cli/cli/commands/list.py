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
    from sm_tj_cli.cli.listing import recorded_rows, remote_rows
    from sm_tj_cli.render.json_output import list_document, write_document
    from sm_tj_cli.render.tables import print_jobs

    rows = remote_rows(session) if remote else recorded_rows(session)
    if session.options.json:
        write_document(session.terminal, list_document(rows))
    elif rows:
        print_jobs(session.terminal, rows)
    else:
        session.terminal.error("No training jobs.")
