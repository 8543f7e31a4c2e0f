"""`smtj force-unlock`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command(name="force-unlock")
@click.argument("lock_id", metavar="ID")
@click.option("--force", is_flag=True, hidden=True)
@click.pass_obj
def command(session: Session, lock_id: str, force: bool) -> None:  # noqa: ARG001 - Terraform's spelling of not asking
    """Remove a lock that a process left behind."""
    from sm_tj_cli.cli.outcome import stop
    from sm_tj_cli.cli.records import own_store

    store = own_store(session)
    try:
        store.force_unlock(lock_id)
    except LookupError as problem:
        raise stop("State is not locked", f"Nobody holds {store.described}.") from problem
    session.terminal.out(f"{store.described} is unlocked.")
