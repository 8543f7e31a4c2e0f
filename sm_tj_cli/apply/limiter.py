"""One pace for all threads that call a throttled API: it halves on a throttle and recovers by tenths.

Unlimited until the service complains, because most accounts never see a throttle and a thousand jobs should
not wait for one that does not come.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sm_tj_cli.watch.ports import Clock

SLOWEST = 0.2
WINDOW_SECONDS = 1.0


class Limiter:
    """Grants calls; safe to share between threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._rate: float | None = None
        self._next: float = 0.0
        self._epoch: datetime = clock.now()
        self._granted: list[float] = []
        self._changed: float = 0.0

    def acquire(self) -> None:
        """Waits for the caller's turn."""
        delay = self._reserve()
        if delay > 0:
            self._clock.sleep(delay)

    def throttled(self) -> None:
        """The service said "Rate exceeded": half of what it took in the last second, once per second."""
        with self._lock:
            now = self._seconds()
            if self._rate is not None and now - self._changed < WINDOW_SECONDS:
                return
            recent = [at for at in self._granted if now - at <= WINDOW_SECONDS]
            seen = self._rate if self._rate is not None else len(recent) / WINDOW_SECONDS
            self._rate = max(SLOWEST, seen / 2)
            self._changed = now
            self._next = now + 1 / self._rate

    def succeeded(self) -> None:
        """A call was taken: after a quiet second the pace rises by a tenth."""
        with self._lock:
            now = self._seconds()
            if self._rate is not None and now - self._changed >= WINDOW_SECONDS:
                self._rate *= 1.1
                self._changed = now

    def _reserve(self) -> float:
        with self._lock:
            now = self._seconds()
            self._granted = [at for at in self._granted if now - at <= WINDOW_SECONDS]
            if self._rate is None:
                self._granted.append(now)
                return 0.0
            turn = max(now, self._next)
            self._next = turn + 1 / self._rate
            self._granted.append(turn)
            return turn - now

    def _seconds(self) -> float:
        return (self._clock.now() - self._epoch).total_seconds()
