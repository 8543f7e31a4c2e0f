"""The pace comes close to what a throttled service takes, from above and from below."""

from __future__ import annotations

import pytest

from sm_tj_cli.apply.limiter import SLOWEST, Limiter
from tests.fakes.clock import FakeClock


class Service:
    """Takes `rate` calls per second and `burst` at once; a refused call uses nothing up."""

    def __init__(self, clock: FakeClock, rate: float, burst: float) -> None:
        self.clock, self.rate, self.burst = clock, rate, burst
        self.tokens, self.filled = burst, clock.now()
        self.refused = 0

    def takes(self) -> bool:
        now = self.clock.now()
        gained = (now - self.filled).total_seconds() * self.rate
        self.tokens, self.filled = min(self.burst, self.tokens + gained), now
        if self.tokens >= 1:
            self.tokens -= 1
            return True
        self.refused += 1
        return False


def submit(count: int, limiter: Limiter, service: Service, latency: float = 0.005) -> None:
    for _ in range(count):
        while True:
            limiter.acquire()
            service.clock.advance(latency)
            if service.takes():
                limiter.succeeded()
                break
            limiter.throttled()


def test_nothing_is_slowed_down_before_the_service_complains() -> None:
    clock = FakeClock()
    limiter = Limiter(clock)
    for _ in range(1000):
        limiter.acquire()
        limiter.succeeded()
    assert clock.slept == []


# Where nothing may come at once, each call that comes a moment too early leaves the service idle for a moment.
@pytest.mark.parametrize(
    ("rate", "burst", "most"), [(20, 1, 1.25), (20, 40, 1.1), (2, 4, 1.1), (100, 10, 1.1)]
)
def test_a_throttled_service_is_kept_busy_and_not_pestered(
    rate: float, burst: float, most: float
) -> None:
    clock = FakeClock()
    began = clock.now()
    service = Service(clock, rate, burst)
    count = int(rate * 60)
    submit(count, Limiter(clock), service)
    took = (clock.now() - began).total_seconds()
    assert took <= most * count / rate
    assert service.refused <= 0.6 * count


def test_one_throttle_among_many_threads_counts_once_a_second() -> None:
    clock = FakeClock()
    limiter = Limiter(clock)
    for _ in range(40):
        limiter.acquire()
        limiter.succeeded()
        clock.advance(0.05)
    for _ in range(10):
        limiter.throttled()
    before = clock.now()
    for _ in range(20):
        limiter.acquire()
    assert (clock.now() - before).total_seconds() < 2


def test_one_early_throttle_is_no_standstill() -> None:
    clock = FakeClock()
    began = clock.now()
    limiter = Limiter(clock)
    limiter.throttled()
    submit(20, limiter, Service(clock, 1000, 1000))
    assert (clock.now() - began).total_seconds() < 2.5


def test_the_pace_never_stands_still() -> None:
    clock = FakeClock()
    limiter = Limiter(clock)
    for _ in range(50):
        limiter.throttled()
        clock.advance(2)
    before = clock.now()
    for _ in range(10):
        limiter.acquire()
    assert (clock.now() - before).total_seconds() <= 10 / SLOWEST + 0.01


def test_a_clock_that_was_set_back_does_no_harm() -> None:
    clock = FakeClock()
    limiter = Limiter(clock)
    limiter.succeeded()
    limiter.throttled()
    clock.at = clock.at.replace(year=2025)
    limiter.succeeded()
    limiter.throttled()
