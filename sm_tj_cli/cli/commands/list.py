"""`smtj list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import statuses
from sm_tj_cli.cli.options import DURATION, Count

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session

_SORTS = ("name", "status", "created", "duration", "metric")


@click.command
@click.option("--remote", is_flag=True, help="All jobs of the account and region, newest first.")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    metavar="STATUS",
    shell_complete=statuses,
    help="Only with this status, phase or verdict, such as Failed, Training, capacity.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="GLOB",
    help="Only with such a name, address or label.",
)
@click.option("--since", type=DURATION, help="Only those created in the last 30m, 8h, 7d.")
@click.option("--sort", type=click.Choice(_SORTS), help="In the order of this column.")
@click.option("-r", "--reverse", is_flag=True, help="The other way round.")
@click.option("--limit", type=Count(1), help="So many at the most.")
@click.pass_obj
def command(
    session: Session,
    remote: bool,
    statuses: tuple[str, ...],
    names: tuple[str, ...],
    since: float | None,
    sort: str | None,
    reverse: bool,
    limit: int | None,
) -> None:
    """List the recorded jobs with their status, as last seen."""
    from sm_tj_cli.cli.listing import Wanted, list_jobs

    wanted = Wanted(statuses, names, since, sort, reverse, limit)
    list_jobs(session, wanted, remote=remote)
