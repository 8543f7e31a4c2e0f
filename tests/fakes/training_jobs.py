"""Training jobs in memory that live by a fake clock: what watching asks of SageMaker."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.watch.ports import Clock

PAGE = 100
CODES = {
    Kind.THROTTLED: "ThrottlingException",
    Kind.UNAVAILABLE: "ServiceUnavailable",
    Kind.CREDENTIALS: "ExpiredTokenException",
    Kind.PERMISSION: "AccessDeniedException",
    Kind.INVALID: "ValidationException",
    Kind.NOT_FOUND: "ValidationException",
}


def refusal(operation: str, kind: Kind) -> ServiceError:
    """The service's refusal of that kind."""
    return ServiceError(operation, kind, Processed.NO, CODES[kind], "so it is")


@dataclass(frozen=True, slots=True)
class Step:
    """From `seconds` after its creation on the job has this status and secondary status."""

    seconds: float
    status: str
    secondary: str
    message: str = ""


@dataclass(slots=True)
class Life:
    """A job: its steps in order, what it ended with, and what DescribeTrainingJob says besides."""

    name: str
    created: datetime
    steps: Sequence[Step]
    reason: str | None = None
    more: Mapping[str, JSON] = field(default_factory=dict)
    starts: list[float] = field(default_factory=list)
    summaries: list[dict[str, JSON]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [step.seconds for step in self.steps]
        arn = f"arn:aws:sagemaker:eu-west-1:123456789012:training-job/{self.name}"
        self.summaries = [
            {
                "TrainingJobName": self.name,
                "TrainingJobArn": arn,
                "CreationTime": _text(self.created),
                "TrainingJobStatus": step.status,
                "SecondaryStatus": step.secondary,
            }
            for step in self.steps
        ]

    def past(self, now: datetime) -> int:
        """How many steps it has done."""
        return max(1, bisect_right(self.starts, (now - self.created).total_seconds()))


def _text(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def no_trouble(_operation: str) -> None:
    """Every call succeeds."""


@dataclass
class FakeTrainingJobs:
    """The jobs of one account and region.

    Attributes:
        clock: their time.
        trouble: asked before each call with the operation; raises what is to go wrong.
        calls: how often each operation was called.
    """

    clock: Clock
    trouble: Callable[[str], None] = no_trouble
    calls: Counter[str] = field(default_factory=Counter)
    jobs: dict[str, Life] = field(default_factory=dict)
    newest: Sequence[Life] = ()

    def add(self, life: Life) -> None:
        """A job that exists."""
        self.newest = []
        self.jobs[life.name] = life

    def describe(self, name: str) -> Mapping[str, JSON]:
        """DescribeTrainingJob."""
        self._call("DescribeTrainingJob")
        life = self.jobs.get(name)
        if life is None:
            raise refusal("DescribeTrainingJob", Kind.NOT_FOUND)
        done = life.steps[: life.past(self.clock.now())]
        times = [life.created + timedelta(seconds=step.seconds) for step in done]
        ends: list[datetime | None] = [*times[1:], None]
        steps: list[JSON] = [
            {
                "Status": step.secondary,
                "StatusMessage": step.message,
                "StartTime": _text(start),
                "EndTime": _text(end) if end else None,
            }
            for step, start, end in zip(done, times, ends, strict=True)
        ]
        failed = {"FailureReason": life.reason} if done[-1].status == "Failed" else {}
        return {
            **life.summaries[len(done) - 1],
            "SecondaryStatusTransitions": steps,
            **failed,
            **life.more,
        }

    def list(
        self,
        *,
        created_after: datetime | None = None,
        created_before: datetime | None = None,
        name_contains: str | None = None,
    ) -> Iterator[Mapping[str, JSON]]:
        """ListTrainingJobs, newest first, a call for each page."""
        self._call("ListTrainingJobs")
        first = created_after or datetime.min.replace(tzinfo=UTC)
        last = created_before or datetime.max.replace(tzinfo=UTC)
        if len(self.newest) != len(self.jobs):
            self.newest = sorted(self.jobs.values(), key=lambda job: job.created, reverse=True)
        found = [job for job in self.newest if first <= job.created <= last]
        assert name_contains is None
        now = self.clock.now()
        for place, life in enumerate(found):
            if place and place % PAGE == 0:
                self._call("ListTrainingJobs")
            yield life.summaries[life.past(now) - 1]

    def _call(self, operation: str) -> None:
        self.calls[operation] += 1
        self.trouble(operation)
