"""The declared jobs, the records and the live facts to one decision per job. Pure.

The rules are those of a thing that is immutable, paid for and named once: an unchanged job is left alone
whatever became of it; a changed one is updated where the API can, else submitted as a new generation, which
needs a new name; nothing is stopped, deleted or trained again unless that was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics, Findings
from sm_tj_cli.plan.change import Action, Change, Reason
from sm_tj_cli.plan.describe import (
    Namesake,
    describe_path,
    left_alone,
    name_taken,
    not_yet,
    recorded_elsewhere,
    stuck_name,
)
from sm_tj_cli.plan.in_place import Chance, in_place
from sm_tj_cli.plan.namesakes import RecordedNames
from sm_tj_cli.plan.record import (
    configured_in,
    job_name,
    job_status,
    sensitive_paths,
)
from sm_tj_cli.request.normalise import differences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.configuration.model import Removal
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.schema import Schema
    from sm_tj_cli.request.training_job import AttributePath, TrainingJob
    from sm_tj_cli.state.model import InstanceState, State

# What only the service can say, so what a submission leaves open.
COMPUTED = (
    "arn",
    "creation_time",
    "id",
    "last_modified_time",
    "secondary_status",
    "status",
    "training_end_time",
    "training_start_time",
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for, its selectors resolved to addresses."""

    replaces: frozenset[InstanceAddress] = frozenset()
    reruns: frozenset[InstanceAddress] = frozenset()
    prune: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What AWS answered while the plan was made.

    Attributes:
        gone: recorded jobs that DescribeTrainingJob does not know any more.
        taken: the jobs that this state does not know and that have the name which the job of that address wants.
        imported: exported attributes of the jobs that `import` blocks name.
        came_from: the old addresses of moved records.
        regions: where the jobs would be submitted whose names are recorded at other addresses, as far as that is known.
    """

    gone: frozenset[InstanceAddress] = frozenset()
    taken: Mapping[InstanceAddress, Namesake] = field(default_factory=dict)
    imported: Mapping[InstanceAddress, Mapping[str, JSON]] = field(default_factory=dict)
    came_from: Mapping[InstanceAddress, InstanceAddress] = field(default_factory=dict)
    regions: Mapping[InstanceAddress, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Everything that a decision looks at besides the job itself."""

    prior: State
    facts: Facts
    wishes: Wishes
    schema: Schema
    named: RecordedNames = field(default_factory=RecordedNames)


def decide(
    jobs: Sequence[TrainingJob], removals: Sequence[Removal], around: Circumstances
) -> tuple[tuple[Change, ...], Diagnostics]:
    """One change for every declared job and every record, in address order, and what stands in the way."""
    findings = Findings()
    around = replace(around, named=RecordedNames.of(around.prior))
    submitting: set[InstanceAddress] = set()
    changes: list[Change] = []
    for job in _dependencies_first(jobs):
        change, problems = _decide_job(job, around, submitting)
        findings.add(problems)
        changes.append(change)
        if change.action.submits:
            submitting.add(job.address)
    declared = {job.address for job in jobs}
    for address, record in around.prior.jobs():
        if address not in declared:
            changes.append(_decide_undeclared(address, record, removals, around))
    return tuple(sorted(changes, key=lambda change: change.address)), findings.result()


def _decide_job(
    job: TrainingJob, around: Circumstances, submitting: set[InstanceAddress]
) -> tuple[Change, Sequence[Diagnostic]]:
    address = job.address
    record = around.prior.job(address)
    came_from = around.facts.came_from.get(address)
    if record is None:
        return _decide_unrecorded(job, around)
    before = record.attributes
    same = Change(
        address,
        Action.NO_OP,
        before=before,
        after=before,
        job=job,
        previous_address=came_from,
        sensitive=job.sensitive | sensitive_paths(record),
    )
    if address in around.facts.gone:
        return _decide_gone(same, job, around)
    if address in around.wishes.replaces | around.wishes.reruns:
        return _decide_wished(same, job, around)
    differing = differences(before, job, around.schema, configured_in(record))
    if submitting.intersection(job.instance.lifecycle.triggers):
        return _new_generation(replace(same, differing=differing), job, Reason.TRIGGERED)
    if not differing and not _waits_for_another(job, submitting):
        return replace(same, note=left_alone(address, before, job)), ()
    return _decide_changed(same, job, differing or tuple(job.unknown), around)


def _decide_wished(
    same: Change, job: TrainingJob, around: Circumstances
) -> tuple[Change, Sequence[Diagnostic]]:
    if job.address in around.wishes.replaces:
        return _submission(same, job, Action.REPLACE, Reason.BY_REQUEST), _guard(same, job)
    return _new_generation(same, job, Reason.RERUN)


def _decide_changed(
    same: Change, job: TrainingJob, differing: tuple[AttributePath, ...], around: Circumstances
) -> tuple[Change, Sequence[Diagnostic]]:
    before, same = same.before or {}, replace(same, differing=differing)
    way = in_place(before, job, differing, around.schema)
    match way.chance:
        case Chance.NOW:
            return _update(same, job), ()
        case Chance.LATER:
            return same, (not_yet(job, differing, way.why),)
        case Chance.NEVER:
            return _new_generation(same, job, Reason.CANNOT_UPDATE, way.why)


def _update(same: Change, job: TrainingJob) -> Change:
    before = same.before or {}
    changed = {str(path[0]): job.attributes.get(str(path[0])) for path in same.differing}
    if "tags_all" in changed:
        changed["tags"] = job.attributes.get("tags")
    return replace(
        same,
        action=Action.UPDATE,
        reason=Reason.CHANGED_IN_PLACE,
        after={**before, **changed},
    )


def _decide_gone(
    same: Change, job: TrainingJob, around: Circumstances
) -> tuple[Change, Sequence[Diagnostic]]:
    name = job_name(same.before or {})
    if {job.address} & (around.wishes.reruns | around.wishes.replaces):
        # The old name is free again once its record is deleted (DeleteTrainingJob's API page).
        return _submission(same, job, Action.NEW_GENERATION, Reason.RERUN), ()
    note = (
        f'The training job "{name}" is gone in AWS. It is not trained again unless you ask: '
        f"smtj apply --rerun '{job.address}'"
    )
    return replace(same, reason=Reason.GONE, note=note), ()


def _decide_unrecorded(
    job: TrainingJob, around: Circumstances
) -> tuple[Change, Sequence[Diagnostic]]:
    if job.address in around.facts.imported:
        return _adopt(job, around.facts.imported[job.address], around)
    change = _submission(
        Change(job.address, Action.CREATE, job=job), job, Action.CREATE, Reason.NONE
    )
    if job.name is None:
        return change, ()
    elsewhere = around.named.address(job.name, around.facts.regions.get(job.address))
    if elsewhere is not None:
        return change, (recorded_elsewhere(job, elsewhere),)
    taken = around.facts.taken.get(job.address)
    return change, (name_taken(job, job.name, taken, around.schema),) if taken else ()


def _adopt(
    job: TrainingJob, attributes: Mapping[str, JSON], around: Circumstances
) -> tuple[Change, Sequence[Diagnostic]]:
    """An `import` block: recorded as it is; a difference is only told, since nothing may be lost."""
    differing = differences(attributes, job, around.schema)
    note = ""
    if differing:
        paths = ", ".join(map(describe_path, differing))
        note = f"The job in AWS differs from the configuration in {paths}; the next plan decides."
    change = Change(
        job.address,
        Action.NO_OP,
        Reason.IMPORTED,
        after=attributes,
        job=job,
        note=note,
        sensitive=job.sensitive,
    )
    return change, ()


def _new_generation(
    same: Change, job: TrainingJob, reason: Reason, why: str = ""
) -> tuple[Change, Sequence[Diagnostic]]:
    before = same.before or {}
    change = _submission(same, job, Action.NEW_GENERATION, reason)
    if job_status(before) in {"InProgress", "Stopping"}:
        running = f'The earlier job "{job_name(before)}" is still {job_status(before)} and goes on.'
        change = replace(change, note=running)
    if job.name is not None and job.name.lower() == job_name(before).lower():
        return change, (stuck_name(job, reason, same.differing, why),)
    return change, ()


def _submission(change: Change, job: TrainingJob, action: Action, reason: Reason) -> Change:
    open_names = (*COMPUTED, *(() if job.name else ("training_job_name", "name")))
    return replace(
        change,
        action=action,
        reason=reason,
        after=job.attributes,
        unknown=job.unknown | {(name,) for name in open_names},
        sensitive=change.sensitive | job.sensitive,
    )


def _guard(same: Change, job: TrainingJob) -> Sequence[Diagnostic]:
    if not job.instance.lifecycle.prevent_destroy:
        return ()
    return (
        Diagnostic.error(
            "Instance cannot be destroyed",
            f"Resource {same.address} has lifecycle.prevent_destroy set, but the plan calls for its record "
            "to be deleted. To go on, remove that setting or do not ask for the replacement.",
            job.instance.range,
            address=str(same.address),
        ),
    )


def _decide_undeclared(
    address: InstanceAddress,
    record: InstanceState,
    removals: Sequence[Removal],
    around: Circumstances,
) -> Change:
    before = record.attributes
    hidden = sensitive_paths(record)
    change = Change(address, Action.NO_OP, before=before, after=before, sensitive=hidden)
    for removal in removals:
        if address.matches(removal.source):
            action = Action.DELETE if removal.destroy else Action.FORGET
            return replace(change, action=action, reason=Reason.REMOVED, after=None)
    if around.wishes.prune:
        return replace(change, action=Action.DELETE, reason=Reason.PRUNED, after=None)
    note = (
        "No longer in the configuration; the record is kept and the job is left alone. "
        '"smtj apply --prune" stops it if it runs and forgets it.'
    )
    return replace(change, note=note)


def _waits_for_another(job: TrainingJob, submitting: set[InstanceAddress]) -> bool:
    """Whether a job that it takes values from is submitted anew, so that its own request changes."""
    return bool(job.unknown) and any(
        dependency.address in submitting for dependency in job.instance.dependencies
    )


def _dependencies_first(jobs: Sequence[TrainingJob]) -> list[TrainingJob]:
    by_address = {job.address: job for job in jobs}
    done: dict[InstanceAddress, TrainingJob] = {}
    for first in jobs:
        waiting = [first]
        while waiting:
            job = waiting[-1]
            missing = [
                by_address[dependency.address]
                for dependency in job.instance.dependencies
                if dependency.address in by_address and dependency.address not in done
            ]
            # A cycle was refused when the configuration was evaluated.
            if missing and job.address not in done:
                waiting.extend(missing)
            else:
                done.setdefault(job.address, waiting.pop())
    return list(done.values())
