"""The pace comes close to what a throttled service takes, from above and from below."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

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


def submit(limiter: Limiter, service: Service, latency: float = 0.0) -> None:
    while True:
        limiter.acquire()
        service.clock.advance(latency)
        if service.takes():
            limiter.succeeded()
            return
        limiter.throttled()


def test_nothing_is_slowed_down_before_the_service_complains() -> None:
    clock = FakeClock()
    limiter = Limiter(clock)
    for _ in range(1000):
        limiter.acquire()
        limiter.succeeded()
    assert clock.slept == []


@pytest.mark.parametrize("threads", [1, 10])
@pytest.mark.parametrize(("rate", "burst"), [(1, 1), (2, 4), (20, 1), (20, 20), (100, 10)])
def test_a_throttled_service_is_kept_busy_and_not_pestered(
    rate: float, burst: float, threads: int
) -> None:
    clock = FakeClock()
    began, service, limiter = clock.now(), Service(clock, rate, burst), Limiter(clock)
    count = int(rate * 90)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda _: submit(limiter, service), range(count)))
    took = (clock.now() - began).total_seconds()
    assert took <= 1.1 * count / rate
    # At first it has to be found out what is too much.
    assert service.refused <= 60 + 0.4 * count


def test_throttles_of_many_threads_at_once_count_once() -> None:
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
    service = Service(clock, 1000, 1000)
    for _ in range(20):
        submit(limiter, service, latency=0.005)
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
    limiter.acquire()
    assert sum(clock.slept) < 1
