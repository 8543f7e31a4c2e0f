"""Jobs with their lives, for the tests of watching."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sm_tj_cli.watch.follow import Follower, Pace, Watched
from tests.fakes.clock import FakeClock
from tests.fakes.training_jobs import FakeTrainingJobs, Life, Step

if TYPE_CHECKING:
    from sm_tj_cli.watch.events import WatchEvent

ENDINGS = (
    ("Completed", "Completed", None, "completed"),
    ("Failed", "Failed", "AlgorithmError: exit code: 1", "algorithm_error"),
    ("Failed", "Failed", "ClientError: no", "client_error"),
    ("Failed", "Failed", "CapacityError: none", "capacity"),
    ("Stopped", "MaxRuntimeExceeded", None, "max_runtime_exceeded"),
    ("Stopped", "MaxWaitTimeExceeded", None, "max_wait_time_exceeded"),
    ("Stopped", "Stopped", None, "stopped"),
)


def life(
    name: str, created: datetime, seconds: float, ending: tuple[str, str, str | None, str] = ENDINGS[0]
) -> Life:  # fmt: skip
    """A job that trains and ends after `seconds`."""
    status, secondary, reason, _ = ending
    steps = (
        Step(0, "InProgress", "Starting", "Preparing"),
        Step(seconds * 0.1, "InProgress", "Training", "Busy"),
        Step(seconds, status, secondary, "Over"),
    )
    return Life(name, created, steps, reason)


@dataclass
class Scene:
    """A clock, a service, a follower, and what it told."""

    clock: FakeClock = field(default_factory=FakeClock)
    told: list[WatchEvent] = field(default_factory=list)
    pace: Pace = field(default_factory=Pace)
    service: FakeTrainingJobs = field(init=False)
    follower: Follower = field(init=False)

    def __post_init__(self) -> None:
        self.service = FakeTrainingJobs(self.clock)
        self.follower = Follower(self.clock, self.told.append, self.pace)

    def add(self, count: int, seconds: float = 3600, prefix: str = "job") -> None:
        """So many followed jobs, created a second after one another."""
        for number in range(count):
            created = self.clock.now() + timedelta(seconds=number - count)
            self.service.add(life(f"{prefix}-{number}", created, seconds))
            self.follow(f"{prefix}-{number}")

    def follow(self, name: str, *, known: bool = True) -> None:
        """Follows a job of the service."""
        created = self.service.jobs[name].created if known else None
        self.follower.add(Watched(name, self.service, created=created))

    def round(self, seconds: float = 0) -> int:
        """One round after `seconds`; how many calls it took."""
        self.clock.advance(seconds)
        before = self.service.calls.total()
        self.follower.poll()
        return self.service.calls.total() - before
