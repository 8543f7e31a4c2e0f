"""`smtj import`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.options import lock_options, variable_options

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command(name="import")
@variable_options
@lock_options
@click.argument("name")
@click.argument("address", required=False)
@click.pass_obj
def command(
    session: Session,
    name: str,
    address: str | None,
    lock_timeout: float,
    variables: tuple[tuple[str, str], ...] = (),
) -> None:
    """Adopt a job that exists into the state.

    NAME is the job's name or ARN; ADDRESS the resource that it becomes, which may be left out where only one
    can be meant. Terraform's order, ADDRESS NAME, is understood as well.
    """
    from sm_tj_cli.cli.importing import adopt
    from sm_tj_cli.render.job import Background
    from sm_tj_cli.render.json_output import show_document, write_document

    where, attributes = adopt(session, name, address, variables, lock_timeout)
    if session.options.json:
        write_document(session.terminal, show_document(where, attributes, Background()))
    else:
        job = attributes.get("training_job_name")
        session.terminal.out(f"{where}: imported {job} ({attributes.get('status')}).")
