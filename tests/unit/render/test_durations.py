from __future__ import annotations

import pytest

from sm_tj_cli.render.durations import human_duration, human_time


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0s"),
        (-3, "0s"),
        (59.9, "59s"),
        (60, "1m00s"),
        (3599, "59m59s"),
        (3600, "1h00m"),
        (86399, "23h59m"),
        (86400 + 4 * 3600, "1d04h"),
    ],
)
def test_durations_show_their_two_largest_units(seconds: float, text: str) -> None:
    assert human_duration(seconds) == text


def test_times_are_shown_in_utc() -> None:
    assert human_time("2026-01-01T12:00:00+02:00") == "2026-01-01 10:00:00 UTC"
    assert human_time("2026-01-01T12:00:00Z") == "2026-01-01 12:00:00 UTC"
    assert human_time("soon") == "soon"
