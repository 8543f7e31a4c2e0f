"""Changes that may begin to what is sent for them: whole requests, intents, and who does it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sm_tj_cli.apply.following import service_of
from sm_tj_cli.apply.intentions import intend
from sm_tj_cli.apply.limiter import Limiter
from sm_tj_cli.apply.perform import Performer
from sm_tj_cli.apply.submit import Submitter
from sm_tj_cli.diagnostics import Diagnostics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.apply.model import ApplyOptions, World
    from sm_tj_cli.apply.ownership import Intention
    from sm_tj_cli.diagnostics import Diagnostic
    from sm_tj_cli.plan.change import Change
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.state.model import State
    from sm_tj_cli.watch.ports import StopSign


@dataclass(frozen=True, slots=True)
class Prepared:
    """The changes with whole requests, those whose request cannot be made, and why."""

    changes: Sequence[Change]
    impossible: Sequence[Change] = ()
    problems: Diagnostics = field(default_factory=Diagnostics)


class Preparation:
    """What the changes of one run have in common: its world, and one pace for all that it sends."""

    def __init__(self, world: World, options: ApplyOptions, stopping: StopSign) -> None:
        self._world, self._options, self._stopping = world, options, stopping
        self._limiter = Limiter(world.clock)
        self._performers: dict[int, Performer] = {}

    def completed(self, batch: Sequence[Change], state: State) -> Prepared:
        """The batch with the requests that had to wait for other jobs evaluated again."""
        waited = [change for change in batch if change.job is not None and change.job.unknown]
        if not waited:
            return Prepared(batch)
        addresses = [change.address for change in waited]
        jobs, problems = self._world.evaluation.jobs(addresses, state)
        whole, impossible = [], []
        for change in batch:
            if change.address not in addresses:
                # What did not have to wait is as it was when it was approved.
                whole.append(change)
                continue
            job = jobs.get(change.address, change.job)
            if change.action.submits and (job is None or _is_open(job, problems)):
                impossible.append(change)
            else:
                whole.append(replace(change, job=job))
        return Prepared(whole, impossible, problems)

    def intend(self, change: Change, lineage: str) -> Intention | None:
        """The intent to submit, None for a change that submits nothing."""
        if not change.action.submits or change.job is None:
            return None
        world = self._world
        tags = self._options.ownership_tags
        now, names = world.clock.now(), world.names
        region = world.services.region(change.job.instance.provider, change.job.region)
        return intend(change.job, lineage, now, names, ownership_tags=tags, region=region)

    def performer(self, change: Change) -> Performer:
        """Who does the change, where its job lives."""
        world = self._world
        jobs = service_of(change, world)
        found = self._performers.get(id(jobs))
        if found is None:
            submitter = Submitter(jobs, world.clock, self._limiter, self._stopping)
            deletes = self._options.delete_records
            found = Performer(submitter, world.schema, world.archive, delete_records=deletes)
            self._performers[id(jobs)] = found
        return found


def _is_open(job: TrainingJob, problems: Diagnostics) -> bool:
    """Whether a job is not known yet, or something is wrong with it: a fault of another job is none of its own."""
    return bool(job.unknown or job.faulty) or any(_concerns(job, it) for it in problems.errors)


def _concerns(job: TrainingJob, problem: Diagnostic) -> bool:
    if problem.address is not None:
        return problem.address == str(job.address)
    where, body = problem.subject, job.instance.body.range
    if where is None:
        return True
    inside = body.start.offset <= where.start.offset <= body.end.offset
    return where.filename == body.filename and inside
