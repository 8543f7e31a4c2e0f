"""`smtj console`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.options import paths_argument, variable_options

if TYPE_CHECKING:
    from sm_tj_cli.cli.exit_codes import ExitCode
    from sm_tj_cli.cli.wiring import Session


@click.command
@variable_options
@click.option("-0", "--null", "by_null", is_flag=True, help="Expressions end with NUL, not a line.")
@paths_argument
@click.pass_obj
def command(
    session: Session,
    paths: tuple[str, ...],
    by_null: bool,
    variables: tuple[tuple[str, str], ...] = (),
) -> ExitCode:
    """Evaluate expressions: typed at a prompt, or from a pipe one per line.

    With --json each gives one line, {"value":…,"type":…} or {"diagnostics":[…]}, and errors do not end it.
    """
    from sm_tj_cli.cli.consoling import evaluate_all, open_console, piped, talk

    console = open_console(session, paths, variables)
    texts = piped(by_null=by_null)
    return talk(session, console) if texts is None else evaluate_all(session, console, texts)
