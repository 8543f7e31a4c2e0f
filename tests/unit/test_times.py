from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sm_tj_cli.times import moment, of_milliseconds, rfc3339, seconds_between

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2026-01-01T12:00:00Z", "2026-01-01T12:00:00", "2026-01-01T14:00:00+02:00"]
)
def test_a_text_names_a_moment_of_utc(text: str) -> None:
    assert moment(text) == NOON
    assert moment(text).tzinfo is UTC


@pytest.mark.parametrize("text", ["soon", "", None, 5, "0001-01-01T00:00:00+02:00"])
def test_anything_else_names_none(text: object) -> None:
    assert moment(text) is None


def test_moments_are_written_in_utc_with_a_fraction_where_they_have_one() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=2)))
    assert rfc3339(there) == "2026-01-01T12:00:00Z"
    assert rfc3339(there.replace(microsecond=250_999)) == "2026-01-01T12:00:00.250Z"
    assert rfc3339(there.replace(microsecond=999)) == "2026-01-01T12:00:00Z"


def test_events_have_milliseconds_whatever_their_number() -> None:
    assert of_milliseconds(0) == "1970-01-01T00:00:00.000Z"
    assert of_milliseconds(1_767_261_600_007) == "2026-01-01T10:00:00.007Z"
    assert of_milliseconds(10**18) == str(10**18)


def test_seconds_lie_between_two_moments() -> None:
    assert seconds_between("2026-01-01T12:00:00Z", "2026-01-01T12:01:30.5Z") == 90.5
    assert seconds_between("2026-01-01T12:00:00Z", None) is None
