"""`smtj state`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import addresses, files, recorded_words
from sm_tj_cli.cli.options import lock_options

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.group
def command() -> None:
    """Look at and repair the state."""


@command.command(name="list")
@click.argument("selectors", nargs=-1, metavar="[ADDRESS…]", shell_complete=recorded_words)
@click.pass_obj
def list_jobs(session: Session, selectors: tuple[str, ...]) -> None:
    """List the addresses of the recorded jobs."""
    from sm_tj_cli.cli.records import chosen, own_state
    from sm_tj_cli.render.json_output import write_document

    state = own_state(session)
    found = chosen(state, selectors) if selectors else [address for address, _ in state.jobs()]
    addresses = [str(address) for address in found]
    if session.options.json:
        write_document(session.terminal, addresses)
    else:
        session.terminal.out(*addresses)


@command.command
@click.argument("address", shell_complete=recorded_words)
@click.pass_context
def show(context: click.Context, address: str) -> None:
    """Show the record of one job."""
    from sm_tj_cli.cli.state_changes import show_record

    show_record(context.obj, address)


@command.command(name="mv")
@lock_options
@click.argument("source", shell_complete=recorded_words)
@click.argument("target", shell_complete=addresses)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.pass_obj
def move(
    session: Session,
    source: str,
    target: str,
    dry_run: bool,
    lock_timeout: float,
) -> None:
    """Move a record, a resource with all of its instances, or a module to another address."""
    from sm_tj_cli.cli.state_changes import move_record

    move_record(session, source, target, lock_timeout, dry_run=dry_run)


@command.command(name="rm")
@lock_options
@click.argument("names", nargs=-1, required=True, metavar="NAME…", shell_complete=recorded_words)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.pass_obj
def remove(
    session: Session,
    names: tuple[str, ...],
    dry_run: bool,
    lock_timeout: float,
) -> None:
    """Forget records; the jobs themselves are left as they are."""
    from sm_tj_cli.cli.state_changes import remove_records

    remove_records(session, names, lock_timeout, dry_run=dry_run)


@command.command
@click.pass_obj
def pull(session: Session) -> None:
    """Print the state."""
    from sm_tj_cli.cli.records import own_store
    from sm_tj_cli.state.format import write_state

    state = own_store(session).read()
    if state is not None:
        session.terminal.stdout.write(str(write_state(state)))


@command.command
@lock_options
@click.argument("file", default="-", shell_complete=files)
@click.option("--force", is_flag=True, help="Even over another or a newer state.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.pass_obj
def push(
    session: Session,
    file: str,
    force: bool,
    dry_run: bool,
    lock_timeout: float,
) -> None:
    """Put the state in FILE (- is standard input) in the place of the recorded one."""
    from sm_tj_cli.cli.state_changes import push_state

    push_state(session, file, lock_timeout, force=force, dry_run=dry_run)


@command.command
@lock_options
@click.argument("file", required=False, shell_complete=files)
@click.option(
    "--force",
    is_flag=True,
    help="Even over the state of another lineage, or a file of another format.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.pass_obj
def restore(
    session: Session,
    file: str | None,
    force: bool,
    dry_run: bool,
    lock_timeout: float,
) -> None:
    """Put the newest copy of the state (its backup, or FILE) in its place again."""
    from sm_tj_cli.cli.restoring import restore_state

    restore_state(session, file, lock_timeout, force=force, dry_run=dry_run)
