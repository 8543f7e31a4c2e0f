"""Removing a lock that a process left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.cli.records import own_store
from sm_tj_cli.state.store import StateLocked

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


def unlock(session: Session, lock_id: str, *, dry_run: bool) -> None:
    """Removes the lock of that ID.

    Raises:
        Stopped: there is no lock.
        StateLocked: its holder is alive, or it is another one's.
    """
    store = own_store(session)
    if dry_run:
        holder = store.holder()
        if holder is not None and holder.id != lock_id:
            raise StateLocked(holder, store.described)
        held = f"It is {holder.sentence}." if holder else "No process holds it."
        session.terminal.out(f"Would unlock {store.described}. {held}")
        return
    try:
        store.force_unlock(lock_id)
    except LookupError as problem:
        raise stop("State is not locked", f"Nobody holds {store.described}.") from problem
    session.terminal.out(f"{store.described} is unlocked.")
