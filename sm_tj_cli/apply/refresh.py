"""What AWS says of the recorded jobs, with as few calls as tell it. Reads only.

Up to fifty jobs of one account and region are described each; more are looked up in ListTrainingJobs, a hundred
to a call, and only those that changed are described. A list that has far more in it than what is looked for is left:
an account can have a hundred thousand jobs.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from os.path import commonprefix
from typing import TYPE_CHECKING

from sm_tj_cli.apply.recording import refreshed
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.plan.record import is_same_job, is_same_moment, job_name, job_status
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.times import moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.ports import TrainingJobs
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.schema import Schema
    from sm_tj_cli.state.model import InstanceState, State

DESCRIBED_EACH = 50
LISTED_FOR_EACH = 10
"""As many jobs in a list are read sooner than one is described: a tenth of the calls a second, a hundred to a call."""
PARALLEL = 10


# Without the listing every job is asked for by itself, which says the same more slowly.
_DESCRIBED_INSTEAD = {Kind.PERMISSION, Kind.THROTTLED}


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The state as AWS has it, the jobs that are gone, and what could not be asked."""

    state: State
    gone: frozenset[InstanceAddress] = frozenset()
    diagnostics: Diagnostics = field(default_factory=Diagnostics)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded job and where it is asked for."""

    address: InstanceAddress
    record: InstanceState
    jobs: TrainingJobs


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that a declared job wants, and where it is asked for."""

    name: str
    jobs: TrainingJobs


@dataclass(frozen=True, slots=True)
class _Answer:
    recorded: Recorded
    description: Mapping[str, JSON] | None = None
    tags: Mapping[str, str] | None = None
    error: ServiceError | None = None


def refresh(state: State, recorded: Sequence[Recorded], schema: Schema) -> Refreshed:
    """Asks for every job; a record is changed only by a clear answer."""
    gone: set[InstanceAddress] = set()
    errors: dict[Diagnostic, None] = {}
    for answer in _answers(_changed(recorded)):
        address, record = answer.recorded.address, answer.recorded.record
        if answer.error is not None:
            errors[unreadable(answer.error)] = None
        elif answer.description is None or not is_same_job(record.attributes, answer.description):
            gone.add(address)
        else:
            fresh = refreshed(record, answer.description, schema, answer.tags)
            if fresh.attributes != record.attributes:
                state = state.with_job(address, fresh)
    return Refreshed(state, frozenset(gone), Diagnostics(tuple(errors)))


def taken_names(
    wanted: Mapping[InstanceAddress, Wanted],
) -> dict[InstanceAddress, Mapping[str, JSON]]:
    """The descriptions of the jobs that have one of these names already where it is wanted.

    Raises:
        ServiceError: the service cannot be asked.
    """
    groups: dict[int, dict[InstanceAddress, Wanted]] = {}
    for address, item in wanted.items():
        groups.setdefault(id(item.jobs), {})[address] = item
    found: dict[InstanceAddress, Mapping[str, JSON]] = {}
    for group in groups.values():
        names = {item.name for item in group.values()}
        look = _described if len(names) <= DESCRIBED_EACH else _listed
        answers = look(next(iter(group.values())).jobs, sorted(names))
        found |= {
            address: answers[item.name] for address, item in group.items() if item.name in answers
        }
    return found


def find(jobs: TrainingJobs, name: str) -> Mapping[str, JSON] | None:
    """DescribeTrainingJob's answer, None where there is no such job. Raises ServiceError otherwise."""
    try:
        return jobs.describe(name)
    except ServiceError as error:
        if error.kind is Kind.NOT_FOUND:
            return None
        raise


def unreadable(error: ServiceError) -> Diagnostic:
    """A reading call that failed."""
    return Diagnostic.error(
        "AWS cannot be asked",
        f"{error}. Nothing was changed. Where only the recorded state is needed, --no-refresh (plan) or --offline "
        "(show) does without AWS.",
        refused=error.is_refusal,
    )


def _described(jobs: TrainingJobs, names: Collection[str]) -> dict[str, Mapping[str, JSON]]:
    with ThreadPoolExecutor(PARALLEL) as pool:
        found = pool.map(lambda name: (name, find(jobs, name)), names)
        return {name: description for name, description in found if description is not None}


def _listed(jobs: TrainingJobs, names: Collection[str]) -> dict[str, Mapping[str, JSON]]:
    left = set(names)
    found: dict[str, Mapping[str, JSON]] = {}
    try:
        for number, summary in enumerate(jobs.list(name_contains=_common(names))):
            if number == LISTED_FOR_EACH * len(names):
                break
            if (name := str(summary.get("TrainingJobName"))) in left:
                left.remove(name)
                found[name] = summary
        else:
            return found
    except ServiceError as error:
        if error.kind not in _DESCRIBED_INSTEAD:
            raise
    return found | _described(jobs, left)


def _common(names: Iterable[str]) -> str | None:
    return commonprefix(list(names)) or None


def _changed(recorded: Sequence[Recorded]) -> Iterable[Recorded]:
    groups: dict[int, list[Recorded]] = {}
    for item in recorded:
        groups.setdefault(id(item.jobs), []).append(item)
    for group in groups.values():
        if len(group) <= DESCRIBED_EACH:
            yield from group
        else:
            yield from _not_as_listed(group)


def _not_as_listed(group: list[Recorded]) -> Iterable[Recorded]:
    told = [moment(item.record.attributes.get("creation_time")) for item in group]
    times = [created for created in told if created is not None]
    oldest = min(times) - timedelta(seconds=2) if len(times) == len(group) else None
    by_name = {job_name(item.record.attributes): item for item in group}
    try:
        jobs, most = group[0].jobs, LISTED_FOR_EACH * len(group)
        summaries = jobs.list(created_after=oldest, name_contains=_common(by_name))
        for summary in islice(summaries, most):
            item = by_name.get(str(summary.get("TrainingJobName")))
            if item is not None and _is_as_recorded(item.record, summary):
                del by_name[job_name(item.record.attributes)]
            if not by_name:
                break
    except ServiceError as error:
        if error.kind not in _DESCRIBED_INSTEAD:
            raise
    yield from by_name.values()


def _is_as_recorded(record: InstanceState, summary: Mapping[str, JSON]) -> bool:
    attributes = record.attributes
    return (
        job_status(attributes) == summary.get("TrainingJobStatus")
        and job_status(attributes) not in {"InProgress", "Stopping"}
        and is_same_moment(attributes.get("creation_time"), summary.get("CreationTime"))
    )


def _answers(recorded: Iterable[Recorded]) -> Iterable[_Answer]:
    items = list(recorded)
    if len(items) == 1:
        return [_ask(items[0])]
    with ThreadPoolExecutor(PARALLEL) as pool:
        return list(pool.map(_ask, items))


def _ask(recorded: Recorded) -> _Answer:
    try:
        description = find(recorded.jobs, job_name(recorded.record.attributes))
        if description is None:
            return _Answer(recorded)
        return _Answer(recorded, description, _tags(recorded.jobs, description))
    except ServiceError as error:
        return _Answer(recorded, error=error)


def _tags(jobs: TrainingJobs, description: Mapping[str, JSON]) -> Mapping[str, str] | None:
    try:
        return jobs.tags(str(description.get("TrainingJobArn")))
    except ServiceError as error:
        # Reading tags is a permission of its own; without it the recorded ones are the best answer.
        if error.kind in {Kind.PERMISSION, Kind.NOT_FOUND}:
            return None
        raise
