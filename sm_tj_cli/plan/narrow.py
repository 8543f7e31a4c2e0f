"""`--target` and `--exclude`: a plan for some of the jobs only. Pure.

As in Terraform, a target brings what it needs along, and excluding a job excludes what needs it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.plan.change import Action, Change, Reason
from sm_tj_cli.plan.record import job_arn, job_name
from sm_tj_cli.plan.selection import Candidate, select

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.state.model import State


def candidates_of(jobs: Iterable[TrainingJob], state: State) -> tuple[Candidate, ...]:
    """Everything that a selector can mean: the declared jobs and the recorded ones, in address order."""
    found = {job.address: Candidate(job.address, job.name or "") for job in jobs}
    for address, record in state.jobs():
        attributes = record.attributes
        found[address] = Candidate(address, job_name(attributes), job_arn(attributes))
    return tuple(found[address] for address in sorted(found))


def narrow(
    changes: Sequence[Change],
    candidates: Sequence[Candidate],
    targets: Sequence[str],
    excludes: Sequence[str],
) -> tuple[tuple[Change, ...], Diagnostics]:
    """The changes that are asked for."""
    if not targets and not excludes:
        return tuple(changes), Diagnostics()
    targeted, missing = select(targets, candidates)
    excluded, unknown = select(excludes, candidates)
    by_address = {change.address: change for change in changes}
    kept = _needed(targeted, by_address) if targets else set(by_address)
    kept -= _needing(excluded, changes)
    return tuple(change for change in changes if change.address in kept), missing + unknown


def refresh_only(change: Change) -> Change:
    """The change of a plan that only brings the records up to date."""
    if change.job is None and change.before is None:
        return change
    return replace(
        change,
        action=Action.NO_OP,
        reason=Reason.NONE,
        after=change.before,
        differing=(),
        unknown=frozenset(),
    )


def _needed(
    addresses: Iterable[InstanceAddress], by_address: dict[InstanceAddress, Change]
) -> set[InstanceAddress]:
    found: set[InstanceAddress] = set()
    waiting = [address for address in addresses if address in by_address]
    while waiting:
        address = waiting.pop()
        if address not in found:
            found.add(address)
            dependencies = by_address[address].dependencies
            waiting.extend(item.address for item in dependencies if item.address in by_address)
    return found


def _needing(
    addresses: Iterable[InstanceAddress], changes: Sequence[Change]
) -> set[InstanceAddress]:
    users: dict[InstanceAddress, list[InstanceAddress]] = {}
    for change in changes:
        for dependency in change.dependencies:
            users.setdefault(dependency.address, []).append(change.address)
    found: set[InstanceAddress] = set()
    waiting = list(addresses)
    while waiting:
        address = waiting.pop()
        if address not in found:
            found.add(address)
            waiting.extend(users.get(address, ()))
    return found
