"""`smtj force-unlock`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command(name="force-unlock")
@click.argument("lock_id", metavar="ID")
@click.option("--force", is_flag=True, hidden=True)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.pass_obj
def command(session: Session, lock_id: str, force: bool, dry_run: bool) -> None:  # noqa: ARG001 - Terraform's spelling of not asking
    """Remove a lock that a process left behind."""
    from sm_tj_cli.cli.unlocking import unlock

    unlock(session, lock_id, dry_run=dry_run)
