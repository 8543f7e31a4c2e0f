"""A plan's changes, in; those of its submissions that cannot begin marked, with what stands in their way, out. Pure."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.plan.describe import MANY, again
from sm_tj_cli.plan.record import job_status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.plan.change import Change
    from sm_tj_cli.state.model import State


def with_blocked(changes: tuple[Change, ...], prior: State) -> tuple[Change, ...]:
    """The changes, a submission behind a job that Failed or was Stopped with `blocked_by` and a note.

    Such a job is left as it is unless it is asked for, so what needs it Completed would wait for ever, and what needs
    that one as well.
    """
    submissions = {change.address: change for change in changes if change.action.submits}
    statuses = {address: job_status(record.attributes) for address, record in prior.jobs()}
    ended = {it: how for it, how in statuses.items() if how in {"Failed", "Stopped"}}
    blockers = {
        address: found
        for address, change in submissions.items()
        if (
            found := [
                it.address
                for it in change.dependencies
                if it.completed and it.address in ended and it.address not in submissions
            ]
        )
    }
    if not blockers:
        return changes
    behind = _behind(submissions, blockers)
    declared = {change.address: change for change in changes}
    return tuple(
        _marked(change, blockers[change.address], ended, declared)
        if change.address in blockers
        else _behind_marked(change, behind.get(change.address, ()))
        for change in changes
    )


def _behind(
    submissions: Mapping[InstanceAddress, Change],
    blockers: Mapping[InstanceAddress, Sequence[InstanceAddress]],
) -> Mapping[InstanceAddress, Sequence[InstanceAddress]]:
    """The submissions that need a blocked one, and those that need these."""
    needed_by: dict[InstanceAddress, list[InstanceAddress]] = defaultdict(list)
    for address, change in submissions.items():
        for needed in change.dependencies:
            needed_by[needed.address].append(address)
    found: dict[InstanceAddress, list[InstanceAddress]] = {}
    queue = deque(blockers)
    while queue:
        blocked = queue.popleft()
        for address in needed_by[blocked]:
            if address not in found and address not in blockers:
                queue.append(address)
            found.setdefault(address, []).append(blocked)
    return found


def _marked(
    change: Change,
    blockers: Sequence[InstanceAddress],
    ended: Mapping[InstanceAddress, str],
    declared: Mapping[InstanceAddress, Change],
) -> Change:
    jobs = [(it, declared[it].job if it in declared else None) for it in blockers[:MANY]]
    options = " ".join(again(it, job) for it, job in jobs)
    why = ", ".join(f"{it} {ended[it]}" for it, _ in jobs)
    more = f" and {len(blockers) - MANY} more did not complete" if len(blockers) > MANY else ""
    note = f"It cannot begin, because {why}{more}. Once that is mended: smtj apply {options}"
    return _noted(change, blockers, note)


def _behind_marked(change: Change, behind: Sequence[InstanceAddress]) -> Change:
    if not behind:
        return change
    return _noted(change, behind, f"It cannot begin, because {behind[0]} cannot.")


def _noted(change: Change, blockers: Sequence[InstanceAddress], note: str) -> Change:
    whole = f"{change.note} {note}" if change.note else note
    return replace(change, note=whole, blocked_by=tuple(blockers))
