"""One round of questions about many jobs of one account and region, in as few calls as tell what is new.

A few jobs are described each. More are looked up in ListTrainingJobs, a hundred to a call, and described only when
they have ended or, a few in a round, changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.times import moment
from sm_tj_cli.watch.verdict import ENDED_STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.watch.ports import Clock, WatchedJobs

FEW = 5
PAGE = 100
MOST_ENDED = 50
"""So many that ended are described in one round; the next round is soon."""
CURIOSITY = 2
"""So many that run on are described in one round, the longest unseen first."""
PERMISSION_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Watched:
    """A job to follow.

    Attributes:
        created: its creation time, None where it is not known.
        region: where it runs, None for where the provider works.
        was_over: it was known to have ended before it was followed.
    """

    name: str
    jobs: WatchedJobs
    address: InstanceAddress | None = None
    created: datetime | None = None
    region: str | None = None
    was_over: bool = False

    @property
    def key(self) -> str:
        """What tells watched jobs apart, as their events do."""
        return str(self.address or self.name)

    def is_meant(self, answer: Mapping[str, JSON]) -> bool:
        """Whether an answer about its name is of this job, not of a later one that has the name by now."""
        # Older records have no fractions.
        told = moment(answer.get("CreationTime"))
        if self.created is None or told is None:
            return True
        return told.replace(microsecond=0) == self.created.replace(microsecond=0)


@dataclass(slots=True, eq=False)
class Known:
    """What has been learned of a watched job.

    Attributes:
        watched: the job.
        told: its status and secondary status, as told last.
        transitions: how many of its steps were told.
        missing: when it was not found, since it was found last.
        odd: its statuses that this version does not know.
        created: its creation time.
        begun: when it began to be followed, where it is recorded.
        described: when it was described last.
    """

    watched: Watched
    told: tuple[str, str] = ("", "")
    transitions: int = 0
    missing: list[datetime] = field(default_factory=list)
    odd: set[str] = field(default_factory=set)
    created: datetime | None = None
    begun: datetime | None = None
    described: datetime | None = None


_NEVER = datetime.min.replace(tzinfo=UTC)

Answer: TypeAlias = "tuple[Known, Mapping[str, JSON]]"


@dataclass(slots=True)
class Asker:
    """Asks about the jobs of one account and region.

    Attributes:
        clock: when what was seen.
        behind: whether jobs ended that there was no time to describe: the next round should be soon.
    """

    clock: Clock
    behind: bool = False
    _may_list: bool = True

    def ask(self, group: list[Known]) -> Iterator[Answer]:
        """What the service says of each; of those that are not there nothing, but it is noted in `missing`.

        Raises:
            ServiceError: a call failed, with the rest of the round not asked.
        """
        self.behind = False
        if len(group) <= FEW or not self._may_list:
            yield from self._described(sorted(group, key=_longest_unseen)[:MOST_ENDED])
            return
        # Whoever is not recorded here has no known time of creation yet.
        yield from self._described([known for known in group if known.created is None])
        try:
            yield from self._listed([known for known in group if known.created is not None])
        except ServiceError as error:
            if error.kind is not Kind.PERMISSION or error.operation != "ListTrainingJobs":
                raise
            self._may_list = False

    def _described(self, group: Iterable[Known]) -> Iterator[Answer]:
        for known in group:
            watched = known.watched
            try:
                answer = watched.jobs.describe(watched.name)
            except ServiceError as error:
                if error.kind is Kind.NOT_FOUND:
                    known.missing.append(self.clock.now())
                elif not self._tolerates(error, known):
                    raise
            else:
                if not watched.is_meant(answer):
                    known.missing.append(self.clock.now())
                    continue
                known.described = self.clock.now()
                known.created = moment(answer.get("CreationTime")) or known.created
                yield known, answer

    def _listed(self, group: list[Known]) -> Iterator[Answer]:
        if not group:
            return
        wanted = {known.watched.name: known for known in group}
        ended: list[Known] = []
        for attempt in (1, 2):
            try:
                yield from self._paged(group, wanted, ended)
                break
            except ServiceError as error:
                # The place in the list expired; what was found is not asked for again.
                if error.kind is not Kind.INVALID or attempt == 2:
                    raise
        self.behind = len(ended) > MOST_ENDED
        yield from self._described(ended[:MOST_ENDED])
        # A concurrent submission can push a job off its page: missing there is not gone.
        missing = sorted(wanted.values(), key=_longest_unseen)
        yield from self._described(missing[:MOST_ENDED])
        past = {known.watched.name for known in ended} | wanted.keys()
        running = [known for known in group if known.watched.name not in past]
        yield from self._described(sorted(running, key=_longest_unseen)[:CURIOSITY])

    def _paged(
        self, group: list[Known], wanted: dict[str, Known], ended: list[Known]
    ) -> Iterator[Answer]:
        times = [known.created for known in group if known.created is not None]
        # The service compares whole seconds.
        margin = timedelta(seconds=2)
        summaries = group[0].watched.jobs.list(
            created_after=min(times) - margin, created_before=max(times) + margin
        )
        in_vain = 0
        for summary in summaries:
            known = wanted.get(str(summary.get("TrainingJobName")))
            if known is not None and known.watched.is_meant(summary):
                del wanted[known.watched.name]
            else:
                known = None
            in_vain = in_vain + 1 if known is None else 0
            if known is not None and summary.get("TrainingJobStatus") in ENDED_STATUSES:
                ended.append(known)
            elif known is not None:
                yield known, summary
            # Where jobs of others stand between them it is cheaper to ask for each.
            if not wanted or in_vain >= PAGE * len(wanted):
                return

    def _tolerates(self, error: ServiceError, known: Known) -> bool:
        # The tags that a policy asks for reach IAM later than the job exists. One that is recorded without the time of
        # its creation could not be described since it was submitted.
        since = known.created or known.begun
        if error.kind is not Kind.PERMISSION or since is None:
            return False
        return self.clock.now() - since < PERMISSION_TOLERANCE


def _longest_unseen(known: Known) -> datetime:
    return known.described or _NEVER
