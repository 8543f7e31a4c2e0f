"""`smtj logs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import files, recorded_words
from sm_tj_cli.cli.options import DURATION, Count

if TYPE_CHECKING:
    from sm_tj_cli.cli.exit_codes import ExitCode
    from sm_tj_cli.cli.wiring import Session


@click.command
@click.argument("names", nargs=-1, required=True, metavar="NAME…", shell_complete=recorded_words)
@click.option(
    "-f", "--follow", is_flag=True, help="Go on until the jobs end; how is the exit code."
)
@click.option("--since", type=DURATION, help="Only the last 90s, 5m, 2h.")
@click.option("--tail", type=Count(0), help="Only that many lines, the last ones.")
@click.option("--node", metavar="algo-N", help="Only this node's lines.")
@click.option("-t", "--timestamps", is_flag=True, help="Each line with its time.")
@click.option(
    "--cursor-file",
    metavar="FILE",
    shell_complete=files,
    help="Go on behind the lines that FILE says were shown, and write down there what is shown now.",
)
@click.pass_obj
def command(
    session: Session,
    names: tuple[str, ...],
    follow: bool,
    since: float | None,
    tail: int | None,
    node: str | None,
    timestamps: bool,
    cursor_file: str | None,
) -> ExitCode:
    """Print the log lines of jobs, all nodes merged in the order of their time."""
    from sm_tj_cli.cli.log_reading import Wanted, follow_logs, print_logs

    wanted = Wanted(names, since, tail, node, cursor_file, timestamps)
    return follow_logs(session, wanted) if follow else print_logs(session, wanted)
