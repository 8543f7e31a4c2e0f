"""`smtj stop`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import recorded_words
from sm_tj_cli.cli.options import DURATION

if TYPE_CHECKING:
    from sm_tj_cli.cli.exit_codes import ExitCode
    from sm_tj_cli.cli.wiring import Session


@click.command
@click.argument("names", nargs=-1, required=True, metavar="NAME…", shell_complete=recorded_words)
@click.option("--timeout", type=DURATION, help="Wait no longer than this for the end.")
@click.option("--dry-run", is_flag=True, help="Only say what would be stopped.")
@click.pass_obj
def command(
    session: Session, names: tuple[str, ...], timeout: float | None, dry_run: bool
) -> ExitCode:
    """Stop running jobs and wait until they are stopped. One that ended already is done."""
    from sm_tj_cli.cli.stopping import stop_jobs, would_stop

    if dry_run:
        return would_stop(session, names)
    return stop_jobs(session, names, timeout)
