"""`smtj destroy`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import addresses, recorded_words
from sm_tj_cli.cli.options import lock_options, variable_options

if TYPE_CHECKING:
    from sm_tj_cli.cli.exit_codes import ExitCode
    from sm_tj_cli.cli.wiring import Session


@click.command
@variable_options
@lock_options
@click.option("--auto-approve", is_flag=True, help="Do not ask.")
@click.option(
    "--target", multiple=True, metavar="ADDRESS", shell_complete=addresses, help="Only this."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--delete-record", is_flag=True, help="Delete the job's record in AWS as well.")
@click.argument("names", nargs=-1, metavar="[PATH…] [NAME…]", shell_complete=recorded_words)
@click.pass_obj
def command(
    session: Session,
    names: tuple[str, ...],
    auto_approve: bool,
    target: tuple[str, ...],
    dry_run: bool,
    delete_record: bool,
    lock_timeout: float,
    variables: tuple[tuple[str, str], ...] = (),
) -> ExitCode:
    """Stop the jobs that run, then forget them. Without names: all that are recorded."""
    from sm_tj_cli.apply.model import ApplyOptions
    from sm_tj_cli.cli.applying import Manner, Undertaking, undertake
    from sm_tj_cli.cli.destroying import removal_plan, split, would_remove
    from sm_tj_cli.cli.project import sound_project, store_of

    paths, selectors = split(names)
    session = session.with_options(session.options.for_paths(paths))
    project = sound_project(session, paths, variables)
    if dry_run:
        return would_remove(session, project, (*selectors, *target))
    undertaking = Undertaking(
        "destroy",
        project,
        store_of(session, project),
        lambda declared: removal_plan(declared, session.services, (*selectors, *target)),
        Manner(ApplyOptions(delete_records=delete_record), auto_approve, lock_timeout),
    )
    return undertake(session, undertaking)
