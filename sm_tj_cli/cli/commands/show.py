"""`smtj show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command
@click.argument("name", required=False)
@click.option("--offline", is_flag=True, help="The record alone, without asking AWS.")
@click.pass_obj
def command(session: Session, name: str | None, offline: bool) -> None:
    """Show one job in full, as AWS has it now; without NAME like list."""
    from sm_tj_cli.render.job import print_job
    from sm_tj_cli.render.json_output import show_document, write_document

    if name is None:
        from sm_tj_cli.cli.listing import recorded_rows, show_rows

        show_rows(session, recorded_rows(session))
        return
    from sm_tj_cli.cli.showing import look_up

    shown = look_up(session, name, offline=offline)
    if session.options.json:
        document = show_document(shown.address, shown.attributes, shown.history, shown.diagnostics)
        write_document(session.terminal, document)
    else:
        print_job(
            session.terminal,
            shown.address,
            shown.attributes,
            shown.history,
            now=shown.now,
            sensitive=shown.sensitive,
        )
