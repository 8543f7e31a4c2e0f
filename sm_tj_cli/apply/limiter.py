"""One pace for all threads that call a throttled API: what the service took lately, and a little more now and then.

Unlimited until the service complains, because most accounts never see a throttle and a thousand jobs should
not wait for one that does not come. From then on one call after the other has its turn, and the pace follows what the
service takes while it refuses some: that is its measure, whatever it had saved up for the first moments.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sm_tj_cli.watch.ports import Clock

SLOWEST = 0.2
FIRST = 25.0
WINDOW_SECONDS, WINDOW_CALLS = 2.0, 10
FALL, FALL_EVERY_SECONDS = 0.95, 0.5
RISE, RISE_EVERY_SECONDS, MOST_DOUBLED = 0.05, 1.0, 3
SOON = 0.1


class Limiter:
    """Grants calls; safe to share between threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._turn = threading.Lock()
        self._lock = threading.Lock()
        self._rate: float | None = None
        self._next = 0.0
        self._epoch: datetime = clock.now()
        self._taken: deque[float] = deque()
        self._counted_from = 0.0
        self._changed = 0.0
        self._rises = self._refusals = 0

    def acquire(self) -> None:
        """Waits for the caller's turn."""
        # Whoever waits holds all others up: a turn that was promised before a refusal would be in its way.
        with self._turn:
            delay = self._delay()
            if delay > 0:
                self._clock.sleep(delay)
            self._take_turn()

    def throttled(self) -> None:
        """The service said "Rate exceeded"."""
        with self._lock:
            now = self._seconds()
            if self._rate is None:
                # What it took until now shows what it had saved up.
                self._rate = max(FIRST, self._lately(now, WINDOW_SECONDS) / 2)
                self._taken.clear()
                self._counted_from = self._changed = now
            elif not 0 <= now - self._changed < max(FALL_EVERY_SECONDS, 1 / self._rate):
                self._rate = self._fallen(self._rate, now)
                self._changed, self._rises = now, 0
            # A call that came a moment too early is tried again in a moment, and then less and less soon.
            self._next = now + min(1.0, SOON * 2**self._refusals) / self._rate
            self._refusals += 1

    def succeeded(self) -> None:
        """A call was taken: after a quiet while the pace rises a little, and more the longer it stays quiet."""
        with self._lock:
            now = self._seconds()
            self._taken.append(now)
            self._refusals = 0
            if self._rate is None:
                self._lately(now, WINDOW_SECONDS)
            elif now - self._changed >= max(RISE_EVERY_SECONDS, 1 / self._rate):
                self._rate *= 1 + RISE * 2 ** min(self._rises, MOST_DOUBLED)
                self._changed, self._rises = now, self._rises + 1

    def _fallen(self, rate: float, now: float) -> float:
        lately = self._lately(now, max(WINDOW_SECONDS, WINDOW_CALLS / rate))
        return max(SLOWEST, min(rate * FALL, max(lately, rate / 2)))

    def _lately(self, now: float, window: float) -> float:
        """Calls per second that were taken in the last `window` seconds, as far as they were counted."""
        while self._taken and not 0 <= now - self._taken[0] <= window:
            self._taken.popleft()
        counted = min(window, now - self._counted_from)
        return len(self._taken) / counted if counted > 0 else 0.0

    def _delay(self) -> float:
        with self._lock:
            if self._rate is None:
                return 0.0
            # Never longer than a turn takes: the clock may have been set back.
            return min(self._next - self._seconds(), 1 / self._rate)

    def _take_turn(self) -> None:
        with self._lock:
            if self._rate is not None:
                # A wait that took too long is made good, up to one turn.
                turn = 1 / self._rate
                self._next = max(self._next, self._seconds() - turn) + turn

    def _seconds(self) -> float:
        return (self._clock.now() - self._epoch).total_seconds()
