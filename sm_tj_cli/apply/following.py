"""The jobs of one run that are followed to their end: those that others wait for, or all with `--wait`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.apply.perform import RUNNING
from sm_tj_cli.apply.recording import refreshed
from sm_tj_cli.plan.change import Action, Change
from sm_tj_cli.plan.record import job_name, job_region, job_status
from sm_tj_cli.times import moment
from sm_tj_cli.watch.follow import Follower, Watched

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.ledger import Ledger
    from sm_tj_cli.apply.model import ApplyOptions, World
    from sm_tj_cli.apply.ports import TrainingJobs
    from sm_tj_cli.watch.events import Ended


class Following:
    """Follows jobs by their addresses; what is learnt of their ends goes into the ledger.

    Attributes:
        must_complete: the jobs that others can only begin after.
    """

    def __init__(
        self,
        world: World,
        options: ApplyOptions,
        ledger: Ledger,
        changes: Mapping[InstanceAddress, Change],
    ) -> None:
        self._world, self._options, self._ledger, self._changes = world, options, ledger, changes
        self._follower = Follower(world.clock, world.listener, world.pace)
        self.must_complete: set[InstanceAddress] = set()

    @property
    def active(self) -> bool:
        """Whether any job is still being followed."""
        return self._follower.active

    @property
    def count(self) -> int:
        """How many jobs are being followed."""
        return self._follower.count

    def due_in(self) -> float:
        """Seconds until the next round, 0 where it is due."""
        return self._follower.due_in()

    def give_up(self) -> None:
        """Follows nothing any more."""
        self._follower.give_up()

    def begin(self, changing: Collection[InstanceAddress]) -> None:
        """Follows what ran before and is to be waited for, save what is being changed."""
        for address, record in self._ledger.state.jobs():
            if address not in changing and job_status(record.attributes) in RUNNING:
                kept = self._changes.get(address)
                declared = kept is not None and kept.job is not None
                if address in self.must_complete or (self._options.wait and declared):
                    self.follow(address)

    def wants(self, address: InstanceAddress) -> bool:
        """Whether a job that was just submitted is to be followed."""
        options = self._options
        limited = options.max_running is not None or options.wait_for_quota
        return options.wait or limited or address in self.must_complete

    def follow(self, address: InstanceAddress) -> None:
        """Follows the recorded job at an address."""
        record = self._ledger.state.job(address)
        if record is None:
            return
        attributes = record.attributes
        change = self._changes.get(address, Change(address, Action.NO_OP, before=attributes))
        service = service_of(change, self._world)
        created = moment(attributes.get("creation_time"))
        self._follower.add(Watched(job_name(attributes), service, address, created))

    def poll(self) -> tuple[Ended, ...]:
        """One round. Raises ServiceError where it is no use to go on."""
        ended = self._follower.poll()
        for final in ended:
            record = self._ledger.state.job(final.address) if final.address else None
            if record is not None and final.address is not None:
                fresh = refreshed(record, final.description, self._world.schema)
                self._ledger.record(self._ledger.state.with_job(final.address, fresh))
        return ended


def service_of(change: Change, world: World) -> TrainingJobs:
    """Where the job of a change lives: a new one where it is declared, another one in the region that is recorded."""
    job = change.job
    recorded = None if change.action.submits else job_region(change.before or {})
    provider = job.instance.provider if job else world.provider
    return world.services.training_jobs(provider, recorded or (job.region if job else None))
