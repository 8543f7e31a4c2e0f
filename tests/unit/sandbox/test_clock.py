from __future__ import annotations

from sm_tj_cli.sandbox.clock import Clock


class Source:
    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


def test_time_passes_by_itself_and_by_hand() -> None:
    source = Source()
    clock = Clock(source)
    clock.advance(3600)
    source.time += 1.00049
    assert clock.now() == 3701.0


def test_time_that_is_held_passes_by_hand_alone() -> None:
    source = Source()
    clock = Clock(source)
    clock.hold()
    source.time += 50
    clock.hold()
    assert clock.now() == 100
    clock.advance(5)
    assert clock.now() == 105
    clock.run()
    clock.run()
    assert clock.now() == 105
    source.time += 2
    assert clock.now() == 107
    clock.reset()
    assert clock.now() == 152
