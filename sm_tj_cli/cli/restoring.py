"""`state restore`: a copy of the state in its place again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.cli.records import own_store
from sm_tj_cli.cli.state_changes import tell_change
from sm_tj_cli.render.proposals import proposed
from sm_tj_cli.state.copies import Copy
from sm_tj_cli.state.durable import read_regular
from sm_tj_cli.state.format import NOT_READABLE, OTHER_FORMATS, decode_state
from sm_tj_cli.state.latest import OLDER_COPY
from sm_tj_cli.state.store import StateUnreadable

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.state.model import State
    from sm_tj_cli.state.store import StateStore


def restore_state(
    session: Session, file: str | None, timeout: float, *, force: bool, dry_run: bool
) -> None:
    """Puts the newest copy, or the state in `file`, in the place of the recorded state.

    Raises:
        Stopped: there is no copy, or it is of another state.
    """
    store = own_store(session)
    copy = _read(file) if file is not None else _newest(store)
    recorded = _recorded(store, copy, is_named=file is not None, force=force)
    if recorded is not None and recorded.lineage != copy.state.lineage and not force:
        raise stop(
            "Cannot restore an unrelated state",
            f'The recorded state has the lineage "{recorded.lineage}", {copy.path} has "{copy.state.lineage}". If it '
            "is meant to take its place all the same: --force.",
        )
    if recorded is not None and file is None and recorded.serial >= copy.state.serial and not force:
        raise stop(
            "State needs no copy",
            f"{store.described} can be read and has the serial {recorded.serial}; {copy.described} is no newer and may "
            f"not know every job. If it is meant to take its place all the same: smtj state restore {copy.path}",
        )
    if dry_run:
        _tell(session, copy, None, dry_run=True)
        return
    aside = None
    if recorded is None:
        aside = store.put_back(copy.state, timeout)
    else:
        _write(store, copy.state, timeout)
    _tell(session, copy, aside, dry_run=False)
    if aside is not None:
        session.terminal.error(f"What was there before is kept as {aside}.")
    terminal = session.terminal
    terminal.error(proposed("smtj plan compares it with AWS.", terminal.whereabouts))


def _tell(session: Session, copy: Copy, aside: Path | None, *, dry_run: bool) -> None:
    restored = {
        "path": str(copy.path),
        "serial": copy.state.serial,
        "jobs": [str(address) for address, _ in copy.state.jobs()],
    }
    tell_change(
        session,
        {"restored": restored, "kept_as": str(aside) if aside else None},
        [f"{'Would restore' if dry_run else 'Restored'} {copy.described}."],
        dry_run=dry_run,
    )


def _write(store: StateStore, state: State, timeout: float) -> None:
    """Over a sound state as its next version, so that no other run takes it for its own."""
    with store.lock("state restore", timeout) as locked:
        before = locked.state
        serial = max(state.serial, before.serial)
        locked.save(replace(state, lineage=before.lineage, serial=serial), forgets=None)


def _recorded(store: StateStore, copy: Copy, *, is_named: bool, force: bool) -> State | None:
    """None where there is none, or a damaged one, or an older one that took its place.

    Raises:
        Stopped: what is there is whole, but of another format.
        StateUnreadable: it is something else, or an older one that knows more than the newest copy may know.
    """
    try:
        return store.read()
    except StateUnreadable as problem:
        found = {told.summary for told in problem.diagnostics.errors}
        if found <= {NOT_READABLE} or (found <= {OLDER_COPY} and (is_named or force)):
            return None
        if found <= OTHER_FORMATS and force:
            return None
        if not found <= OTHER_FORMATS:
            raise
        raise stop(
            "Cannot restore over another format",
            f"What is at {store.described} is not damaged, but nothing that this smtj reads, so it was left as it is. If "
            f"{copy.described} is meant to take its place all the same: --force.",
        ) from problem


def _newest(store: StateStore) -> Copy:
    copies = store.copies()
    if not copies:
        raise stop(
            "No copy of the state",
            f"Beside {store.described} there is neither a backup nor a state that a run could not save. Name a file: "
            "smtj state restore FILE",
        )
    return copies[0]


def _read(file: str) -> Copy:
    path = Path(file)
    try:
        content = read_regular(path)
    except OSError as problem:
        raise stop("Failed to read file", f"{file}: {problem.strerror or problem}.") from problem
    if content is None:
        raise stop("Failed to read file", f"{file}: there is no such file.")
    state, problems = decode_state(content, file)
    if state is None:
        raise Stopped(problems)
    return Copy(path, state)
