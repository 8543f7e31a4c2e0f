"""Submissions that a quota holds up: whether waiting can help, and which one is tried next.

A refused submission of each instance type is tried again when a job ends and once a minute, since jobs of others use
the quota too. Where it is taken now, the next one of its type follows: a thousand waiting jobs cost a few calls.
"""

from __future__ import annotations

import math
import re
from collections import deque
from typing import TYPE_CHECKING

from sm_tj_cli.plan.record import block, text
from sm_tj_cli.service import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from sm_tj_cli.plan.change import Change
    from sm_tj_cli.service import ServiceError
    from sm_tj_cli.watch.ports import Clock

EVERY_SECONDS = 60.0

# "… is 4 Instances, with current utilization of 4 Instances and a request delta of 2 Instances. …"
_NUMBERS = re.compile(
    r" is (\d+) \w+, with current utilization of \d+ \w+ and a request delta of (\d+)"
)


def may_come_free(error: ServiceError | None) -> bool:
    """Whether a refusal is of a quota that is large enough once other jobs have ended."""
    if error is None or error.kind is not Kind.QUOTA:
        return False
    numbers = _NUMBERS.search(error.message)
    return numbers is None or int(numbers[2]) <= int(numbers[1])


class QuotaQueue:
    """Changes whose submission waits for a quota, by instance type."""

    def __init__(self, clock: Clock, every: float = EVERY_SECONDS) -> None:
        self._clock, self._every = clock, every
        self._waiting: dict[str, deque[Change]] = {}
        self._tried: datetime = clock.now()

    def __bool__(self) -> bool:
        return any(self._waiting.values())

    def add(self, change: Change) -> None:
        """One that was refused just now."""
        self._tried = self._clock.now()
        self._waiting.setdefault(_instance_type(change), deque()).append(change)

    def due_in(self) -> float:
        """Seconds until it is time to try again; endless where nothing waits."""
        if not self:
            return math.inf
        waited = (self._clock.now() - self._tried).total_seconds()
        # Where the clock was set back, nobody knows how long ago it was.
        return max(0.0, self._every - waited) if waited >= 0 else 0.0

    def next_of_each(self) -> list[Change]:
        """The first one of each type, which is to be tried again."""
        self._tried = self._clock.now()
        return [waiting.popleft() for waiting in self._waiting.values() if waiting]

    def next_like(self, change: Change) -> list[Change]:
        """The next one of the type of a job that was taken."""
        waiting = self._waiting.get(_instance_type(change))
        return [waiting.popleft()] if waiting else []


def _instance_type(change: Change) -> str:
    attributes = change.job.attributes if change.job else {}
    return text(block(attributes, "resource_config"), "instance_type")
