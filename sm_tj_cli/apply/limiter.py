"""One pace for all threads that call a throttled API: what the service took lately, and a little more now and then.

Unlimited until the service complains, because most accounts never see a throttle and a thousand jobs should
not wait for one that does not come. After that the pace is what it takes: the service refuses what is too much and
its measure is not used up by that, so a pace that lies a few percent over it wastes nothing.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sm_tj_cli.watch.ports import Clock

SLOWEST = 0.2
FIRST = 10.0
WINDOW_SECONDS = 2.0
SHORTEST_SECONDS = 0.25
RISE = 0.05
MOST_DOUBLED = 3
SOON = 0.5
NEAR = 0.6
FALL = 0.9
FALL_EVERY_SECONDS = 0.5
RISE_EVERY_SECONDS = 1.0


class Limiter:
    """Grants calls; safe to share between threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._rate: float | None = None
        self._next: float = 0.0
        self._epoch: datetime = clock.now()
        self._taken: deque[float] = deque()
        self._changed: float = 0.0
        self._rises = 0

    def acquire(self) -> None:
        """Waits for the caller's turn."""
        delay = self._reserve()
        if delay > 0:
            self._clock.sleep(delay)

    def throttled(self) -> None:
        """The service said "Rate exceeded": from now on as many as it took lately."""
        with self._lock:
            now = self._seconds()
            if self._rate is None or now - self._changed >= FALL_EVERY_SECONDS:
                self._rate = self._fallen(now)
                self._changed, self._rises = now, 0
                self._next = now + 1 / self._rate
            # A call that came a moment too early is worth trying again before the whole next turn.
            self._next = min(self._next, now + SOON / self._rate)

    def succeeded(self) -> None:
        """A call was taken: after a quiet second the pace rises a little, and more the longer it stays quiet."""
        with self._lock:
            now = self._seconds()
            self._taken.append(now)
            self._lately(now)
            if self._rate is not None and now - self._changed >= RISE_EVERY_SECONDS:
                self._rate *= 1 + RISE * 2 ** min(self._rises, MOST_DOUBLED)
                self._changed, self._rises = now, self._rises + 1

    def _fallen(self, now: float) -> float:
        lately = self._lately(now)
        if self._rate is None:
            return max(FIRST, lately)
        if lately > self._rate * NEAR:
            # A little too fast; what was taken lately was held up by the refusals.
            return max(lately, self._rate * FALL)
        return max(SLOWEST, lately, self._rate / 2)

    def _lately(self, now: float) -> float:
        """Calls per second that were taken."""
        while self._taken and not 0 <= now - self._taken[0] <= WINDOW_SECONDS:
            self._taken.popleft()
        if not self._taken:
            return 0.0
        # The first moments show a burst that does not come again; the next throttle puts that right.
        return len(self._taken) / max(SHORTEST_SECONDS, min(WINDOW_SECONDS, now))

    def _reserve(self) -> float:
        with self._lock:
            if self._rate is None:
                return 0.0
            now = self._seconds()
            turn = max(now, self._next)
            self._next = turn + 1 / self._rate
            return turn - now

    def _seconds(self) -> float:
        return (self._clock.now() - self._epoch).total_seconds()
