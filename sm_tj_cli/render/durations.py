"""Seconds and RFC 3339 times in, short text for people out."""

from __future__ import annotations

from sm_tj_cli.times import moment

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
    when = moment(text)
    return f"{when:%Y-%m-%d %H:%M:%S} UTC" if when else text
