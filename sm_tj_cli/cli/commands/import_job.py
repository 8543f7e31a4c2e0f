"""`smtj import`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import addresses, files
from sm_tj_cli.cli.options import lock_options, variable_options

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command(name="import")
@variable_options
@lock_options
@click.option(
    "--generate-config",
    "file",
    metavar="FILE",
    shell_complete=files,
    help="Write the configuration of the job to this new file; NAME may then be a quoted glob.",
)
@click.argument("name", shell_complete=addresses)
@click.argument("address", required=False, shell_complete=addresses)
@click.pass_obj
def command(
    session: Session,
    name: str,
    address: str | None,
    file: str | None,
    lock_timeout: float,
    variables: tuple[tuple[str, str], ...] = (),
) -> None:
    """Adopt a job that exists into the state.

    NAME is the job's name, its ARN or the address of its page in the AWS console; ADDRESS the resource that it
    becomes, which may be left out where only one can be meant. Terraform's order, ADDRESS NAME, is understood as
    well.
    """
    from sm_tj_cli.cli.importing import Wish, adopt
    from sm_tj_cli.render.adopted import show_adopted

    adopted = adopt(session, Wish(name, address, file, variables, lock_timeout))
    show_adopted(session.terminal, adopted, as_json=session.options.json)
