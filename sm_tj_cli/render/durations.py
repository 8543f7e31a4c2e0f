"""Seconds and RFC 3339 times in, short text for people out."""

from __future__ import annotations

from datetime import UTC, datetime

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def human_duration(seconds: float) -> str:
    """`45s`, `2m05s`, `1h02m`, `3d04h`: the two largest units."""
    whole = max(0, int(seconds))
    if whole < _MINUTE:
        return f"{whole}s"
    if whole < _HOUR:
        return f"{whole // _MINUTE}m{whole % _MINUTE:02}s"
    if whole < _DAY:
        return f"{whole // _HOUR}h{whole % _HOUR // _MINUTE:02}m"
    return f"{whole // _DAY}d{whole % _DAY // _HOUR:02}h"


def human_time(text: str) -> str:
    """An RFC 3339 time as `2026-01-31 12:00:00 UTC`; any other text as it is."""
    moment = parse_time(text)
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else text


def parse_time(text: object) -> datetime | None:
    """The moment that an RFC 3339 text names, in UTC; None for anything else."""
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def seconds_between(start: object, end: object) -> float | None:
    """The seconds from one RFC 3339 text to another; None unless both are such."""
    first, last = parse_time(start), parse_time(end)
    return (last - first).total_seconds() if first and last else None
