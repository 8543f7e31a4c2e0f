"""A clock whose time passes only by sleeping."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock


@dataclass
class FakeClock:
    """Sleeping takes no time, but the time has passed. Safe to share between threads."""

    at: datetime = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def now(self) -> datetime:
        with self.lock:
            return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        passed = timedelta(seconds=max(0.0, seconds))
        with self.lock:
            # However short a sleep is, some time passes.
            self.at += max(passed, timedelta(microseconds=1)) if seconds > 0 else passed


@dataclass
class FakeStopSign:
    """Set by hand."""

    up: bool = False

    def is_set(self) -> bool:
        return self.up
