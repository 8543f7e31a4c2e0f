from __future__ import annotations

from datetime import UTC, datetime

from sm_tj_cli.watch.phases import interruptions, phases_of, seconds_on_instances

NOW = datetime(2026, 1, 1, 1, tzinfo=UTC)
SPOT = {
    "SecondaryStatusTransitions": [
        {"Status": status, "StartTime": f"2026-01-01T00:{start}:00Z", "EndTime": end and f"2026-01-01T00:{end}:00Z"}
        for status, start, end in (
            ("Starting", "00", "05"),
            ("Downloading", "05", "06"),
            ("Training", "06", "20"),
            ("Interrupted", "20", "40"),
            ("Starting", "40", "45"),
            ("Training", "45", None),
        )
    ]
}  # fmt: skip


def test_what_is_paid_for_is_the_time_on_instances() -> None:
    phases = phases_of(SPOT)
    assert seconds_on_instances(phases, NOW) == (1 + 14 + 15) * 60
    assert seconds_on_instances(phases, None) == (1 + 14) * 60
    assert interruptions(phases) == 1


def test_phases_may_be_missing_or_odd() -> None:
    assert phases_of({}) == ()
    assert phases_of({"SecondaryStatusTransitions": ["x", {"Status": None}]})[0].status == ""
    assert phases_of({"SecondaryStatusTransitions": [{}]})[0].seconds(NOW) is None
