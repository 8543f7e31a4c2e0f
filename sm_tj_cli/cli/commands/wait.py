"""`smtj wait`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import phases, recorded_words
from sm_tj_cli.cli.options import DURATION

if TYPE_CHECKING:
    from sm_tj_cli.cli.exit_codes import ExitCode
    from sm_tj_cli.cli.wiring import Session


@click.command
@click.argument("names", nargs=-1, required=True, metavar="NAME…", shell_complete=recorded_words)
@click.option(
    "--any/--all", "any_of_them", help="Until one of them is there, or (the default) all of them."
)
@click.option(
    "--until",
    metavar="STATUS",
    shell_complete=phases,
    help="Until this status or phase, such as Training.",
)
@click.option("--timeout", type=DURATION, help="No longer than this: 90s, 2h.")
@click.pass_obj
def command(
    session: Session,
    names: tuple[str, ...],
    any_of_them: bool,
    until: str | None,
    timeout: float | None,
) -> ExitCode:
    """Wait until jobs ended; the exit code says how (0 Completed, 4 Failed, 5 Stopped, 6 timeout)."""
    from sm_tj_cli.cli.waiting import wait_for
    from sm_tj_cli.watch.wait import Until

    return wait_for(session, names, Until(any_of_them, until, timeout))
