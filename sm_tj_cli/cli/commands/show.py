"""`smtj show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import recorded_words

if TYPE_CHECKING:
    from sm_tj_cli.cli.exit_codes import ExitCode
    from sm_tj_cli.cli.wiring import Session


@click.command
@click.argument("name", required=False, shell_complete=recorded_words)
@click.option("--offline", is_flag=True, help="The record alone, without asking AWS.")
@click.option(
    "--exit-code",
    "by_verdict",
    is_flag=True,
    help="End with the verdict: 0 Completed or running, 4 Failed, 5 Stopped, 1 gone.",
)
@click.pass_obj
def command(session: Session, name: str | None, offline: bool, by_verdict: bool) -> ExitCode:
    """Show one job in full, as AWS has it now; without NAME like list."""
    from sm_tj_cli.cli.showing import show

    return show(session, name, offline=offline, by_verdict=by_verdict)
