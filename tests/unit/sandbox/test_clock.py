from __future__ import annotations

from sm_tj_cli.sandbox.clock import Clock


def test_time_can_be_put_forward() -> None:
    clock = Clock(lambda: 1.00049)
    assert clock.now() == 1.0
    clock.advance(3600)
    assert clock.now() == 3601.0
