"""Follows running jobs: one round of questions at a time, every change told once.

Throttling, outages and expired credentials slow the rounds down (`patience`); a job is lost only when it is gone
for good.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.service import ServiceError
from sm_tj_cli.times import moment
from sm_tj_cli.watch.asking import PAGE, Asker, Known, Watched
from sm_tj_cli.watch.events import Ended, MetricSeen, Progressed, StatusChanged, Told
from sm_tj_cli.watch.outlook import Metric, outlook
from sm_tj_cli.watch.patience import Patience
from sm_tj_cli.watch.phases import interruptions, phases_of
from sm_tj_cli.watch.verdict import Verdict, judge, unknown_status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.watch.events import WatchEvent
    from sm_tj_cli.watch.ports import Clock

__all__ = ["Follower", "Pace", "Watched"]

GONE_AFTER = (3, timedelta(seconds=30))
SLOWEST_SECONDS = 120.0
_PATIENT_AFTER = 3600.0
_PATIENT_SHARE = 120


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two rounds: `first` at the beginning, growing by a tenth of the time up to `longest`.

    After an hour they grow on, to two minutes after four: who has waited that long can wait a little longer.
    """

    first: float = 2.0
    longest: float = 30.0

    def seconds(self, age: float, jobs: int) -> float:
        """The pause after `age` seconds of following `jobs` jobs."""
        calm = min(self.longest, max(self.first, age / 10))
        if age > _PATIENT_AFTER:
            calm = max(calm, min(age / _PATIENT_SHARE, SLOWEST_SECONDS))
        # The list of a thousand takes ten calls: not more than one in two seconds.
        return max(calm, jobs / PAGE * self.first)


class Follower:
    """Keeps what was told of each job, so that every change is told once."""

    def __init__(self, clock: Clock, listener: Callable[[WatchEvent], None], pace: Pace) -> None:
        self._clock = clock
        self._listener = listener
        self._pace = pace
        self._began = clock.now()
        self._active: dict[str, Known] = {}
        self._metrics: dict[str, Metric] = {}
        self._askers: dict[int, Asker] = {}
        self._patience: dict[int, Patience] = {}
        self._last: datetime | None = None

    @property
    def active(self) -> bool:
        """Whether any job is still being followed."""
        return bool(self._active)

    @property
    def count(self) -> int:
        """How many jobs are being followed."""
        return len(self._active)

    @property
    def following(self) -> tuple[Watched, ...]:
        """The jobs that are still being followed."""
        return tuple(known.watched for known in self._active.values())

    def add(self, watched: Watched) -> None:
        """Follows one more job, the first time at once."""
        begun = self._clock.now() if watched.address is not None else None
        self._active[watched.key] = Known(watched, created=watched.created, begun=begun)

    def give_up(self) -> None:
        """Follows nothing any more."""
        self._active.clear()

    def due_in(self) -> float:
        """Seconds until the next round, 0 where it is due."""
        if self._last is None:
            return 0.0
        since = (self._clock.now() - self._last).total_seconds()
        # Where the clock was set back, nobody knows how long ago it was.
        return max(0.0, self.interval() - since) if since >= 0 else 0.0

    def interval(self) -> float:
        """Seconds to wait before the next round."""
        if any(asker.behind for asker in self._askers.values()):
            return self._pace.first
        age = (self._clock.now() - self._began).total_seconds()
        slowed = max((it.slowed for it in self._patience.values()), default=1.0)
        calm = self._pace.seconds(age, len(self._active))
        return max(calm, min(calm * slowed, 4 * self._pace.longest))

    def poll(self) -> tuple[Ended, ...]:
        """One round. Those that ended are followed no more.

        Raises:
            ServiceError: credentials or permission are missing, or an outage outlasted its budget.
        """
        ended: list[Ended] = []
        self._last = self._clock.now()
        groups: dict[int, list[Known]] = {}
        for known in self._active.values():
            groups.setdefault(id(known.watched.jobs), []).append(known)
        for place, group in groups.items():
            asker = self._askers.setdefault(place, Asker(self._clock))
            patience = self._patience.setdefault(place, Patience(self._clock, self._warn))
            try:
                for known, answer in asker.ask(group):
                    known.missing.clear()
                    ended.extend(self._take(known, answer))
            except ServiceError as error:
                self._endure(patience, error, found=bool(ended))
            else:
                patience.over()
        ended.extend(self._declare_gone())
        return tuple(ended)

    def _endure(self, patience: Patience, error: ServiceError, *, found: bool) -> None:
        try:
            patience.endure(error)
        except ServiceError:
            # What the round has found is to be recorded first; the next one fails again.
            if not found:
                raise

    def _take(self, known: Known, answer: Mapping[str, JSON]) -> Iterator[Ended]:
        watched, status = known.watched, str(answer.get("TrainingJobStatus", ""))
        secondary = str(answer.get("SecondaryStatus", ""))
        if (status, secondary) == known.told and "SecondaryStatusTransitions" not in answer:
            return  # listed, and as before: so it is nearly always
        odd = unknown_status(answer)
        if odd is not None and odd not in known.odd:
            known.odd.add(odd)
            told = (
                f'"{watched.name}" has the status "{odd}", which this version of smtj does not know; '
                "it counts as running."
            )
            self._warn(Diagnostic.warning("Unknown training job status", told))
        for news in _news(known, answer):
            self._listener(
                StatusChanged(
                    watched.address,
                    watched.name,
                    status,
                    news.step,
                    news.message,
                    self._elapsed(answer, news.since),
                    news.interruptions,
                )
            )
        known.told = (status, secondary)
        verdict, sentence = judge(answer)
        if verdict.is_final:
            yield self._end(Ended(watched.address, watched.name, status, verdict, sentence, answer))
        elif "SecondaryStatusTransitions" in answer:
            self._tell_progress(watched, answer)

    def _tell_progress(self, watched: Watched, answer: Mapping[str, JSON]) -> None:
        seen = outlook(answer, self._clock.now())
        self._listener(Progressed(watched.address, watched.name, seen))
        if seen.metric is not None and self._metrics.get(watched.key) != seen.metric:
            self._metrics[watched.key] = seen.metric
            self._listener(MetricSeen(watched.address, watched.name, seen.metric))

    def _end(self, final: Ended) -> Ended:
        del self._active[final.key]
        self._listener(final)
        return final

    def _declare_gone(self) -> Iterator[Ended]:
        times, span = GONE_AFTER
        for known in list(self._active.values()):
            seen, watched = known.missing, known.watched
            if len(seen) >= times and seen[-1] - seen[0] >= span:
                told = "was deleted outside smtj"
                gone = Ended(watched.address, watched.name, "", Verdict.GONE, told, {})
                yield self._end(gone)

    def _warn(self, diagnostic: Diagnostic) -> None:
        self._listener(Told(diagnostic))

    def _elapsed(self, answer: Mapping[str, JSON], since: datetime | None) -> float:
        created = moment(answer.get("CreationTime"))
        if created is None:
            return 0.0
        return max(0.0, ((since or self._clock.now()) - created).total_seconds())


@dataclass(frozen=True, slots=True)
class _News:
    """A step that was not told yet, since when it lasts, and how often the job was interrupted by then."""

    step: str
    message: str = ""
    since: datetime | None = None
    interruptions: int = 0


def _news(known: Known, answer: Mapping[str, JSON]) -> Iterator[_News]:
    """The steps that were not told yet."""
    phases = phases_of(answer)
    secondary = str(answer.get("SecondaryStatus", ""))
    if phases:
        if known.told[1] and not known.transitions:
            # Of a job that was only listed until now, the steps up to the one that was told are no news.
            told = [at for at, phase in enumerate(phases) if phase.status == known.told[1]]
            known.transitions = told[-1] + 1 if told else len(phases) - 1
        first, known.transitions = known.transitions, len(phases)
        for place, it in enumerate(phases[first:], first + 1):
            yield _News(it.status, it.message, it.start, interruptions(phases[:place]))
    elif known.told[1] != secondary:
        known.transitions = 0
        yield _News(secondary)
