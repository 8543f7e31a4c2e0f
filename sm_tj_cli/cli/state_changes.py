"""What the subverbs of `state` do."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.cli.records import chosen, own_store
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.plan.moves import moved
from sm_tj_cli.plan.relocation import relocations
from sm_tj_cli.render.json_output import state_change_document, write_document
from sm_tj_cli.state.format import decode_state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.state.model import State
    from sm_tj_cli.state.store import LockedState


def show_record(session: Session, address: str) -> None:
    """The record of one job on the screen."""
    from sm_tj_cli.cli.showing import look_up, print_shown

    print_shown(session, look_up(session, address, offline=True))


def move_record(
    session: Session, source: str, target: str, timeout: float, *, dry_run: bool
) -> None:
    """Records to other addresses, their histories with them."""
    with own_store(session).lock("state mv", timeout) as locked:
        state = locked.state
        moves = relocations(state, source, chosen(state, [source]), target)
        if isinstance(moves, Diagnostic):
            raise Stopped(Diagnostics.of(moves))
        for address, place in moves:
            state = moved(state, address, place)
        if not dry_run:
            locked.save(state)
    would = "Would move" if dry_run else "Moved"
    tell_change(
        session,
        {"moved": [{"from": str(address), "to": str(place)} for address, place in moves]},
        [f"{would} {address} to {place}." for address, place in moves],
        dry_run=dry_run,
    )


def remove_records(
    session: Session, names: Sequence[str], timeout: float, *, dry_run: bool
) -> None:
    """Records that are forgotten."""
    with own_store(session).lock("state rm", timeout) as locked:
        found = chosen(locked.state, names)
        state = locked.state
        for address in found:
            state = state.without_job(address)
        if not dry_run:
            locked.save(state, found)
    would = "Would remove" if dry_run else "Removed"
    tell_change(
        session,
        {"removed": [str(address) for address in found]},
        [f"{would} {address}" for address in found],
        dry_run=dry_run,
    )


def push_state(session: Session, file: str, timeout: float, *, force: bool, dry_run: bool) -> None:
    """A whole state in the place of the recorded one, by Terraform's rules for `state push`."""
    given, problems = decode_state(_content_of(file), file)
    if given is None and file == "-":
        # It has no name, no copy, and nothing that could be put in its place.
        raise stop(
            "Not a state",
            "What was given on standard input is no state that this smtj reads. Nothing was done.",
        )
    if given is None:
        raise Stopped(problems)
    with own_store(session).lock("state push", timeout) as locked:
        recorded = locked.state
        if recorded.serial and not force:
            _check_push(recorded, given)
        if not dry_run:
            # A first state keeps the lineage that its jobs are tagged with.
            lineage = recorded.lineage if recorded.serial else given.lineage
            _check_journal(locked, lineage)
            serial = max(given.serial, recorded.serial)
            locked.save(replace(given, lineage=lineage, serial=serial), forgets=None)
    told = f"{'Would push' if dry_run else 'Pushed'} serial {given.serial}."
    tell_change(session, {"pushed": {"serial": given.serial}}, [told], dry_run=dry_run)


def tell_change(
    session: Session, done: Mapping[str, object], lines: Sequence[str], *, dry_run: bool
) -> None:
    """What was done: with --json one document of `done`, else the lines."""
    if session.options.json:
        write_document(session.terminal, state_change_document(done, dry_run=dry_run))
    else:
        session.terminal.out(*lines)


def _check_push(recorded: State, given: State) -> None:
    if recorded.lineage != given.lineage:
        raise stop(
            "Cannot push an unrelated state",
            f'The recorded state has the lineage "{recorded.lineage}", the given one "{given.lineage}". If it is meant '
            "to take its place all the same: --force.",
        )
    if given.serial < recorded.serial:
        raise stop(
            "Cannot push an older state",
            f"The recorded state has the serial {recorded.serial}, the given one {given.serial}. If it is meant to "
            "take its place all the same: --force.",
        )
    if given.serial == recorded.serial and _content(given) != _content(recorded):
        raise stop(
            "Cannot push another state of the same serial",
            f"The recorded state has the serial {recorded.serial} too, but says something else. If the given one is "
            "meant to take its place all the same: --force.",
        )


def _content(state: State) -> tuple[object, ...]:
    return state.resources, state.outputs, state.extra


def _check_journal(locked: LockedState, lineage: str) -> None:
    begun = [item.name for item in locked.journal.open_intents() if item.lineage != lineage]
    if begun:
        raise stop(
            "Cannot push an unrelated state",
            f"The journal beside the recorded state names submissions of another state whose outcome is not known yet "
            f"({', '.join(begun)}). Run smtj apply first, which finds out; or remove the journal (the file whose name "
            "ends in .smtj-intents).",
        )


def _content_of(file: str) -> bytes:
    try:
        return sys.stdin.read().encode() if file == "-" else Path(file).read_bytes()
    except (OSError, UnicodeError) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise stop("Failed to read file", f"{file}: {why}.") from problem
