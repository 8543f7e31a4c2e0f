"""Moments as AWS and the state write them, RFC 3339 in UTC: text in, `datetime` out, and the other way round."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(text: object) -> datetime | None:
    """The moment that an RFC 3339 text names, in UTC; without a zone it is UTC. None for anything else."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def rfc3339(when: datetime) -> str:
    """`2026-01-31T12:00:00.250Z`; a whole second is written without a fraction, as AWS does."""
    precision = "milliseconds" if when.microsecond >= 1000 else "seconds"
    return when.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")


def of_milliseconds(milliseconds: int) -> str:
    """The time of a log event, to the millisecond always; the number itself where no date is that far away."""
    try:
        when = datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return str(milliseconds)
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def seconds_between(start: object, end: object) -> float | None:
    """The seconds from one RFC 3339 text to another; None unless both are such."""
    first, last = moment(start), moment(end)
    return (last - first).total_seconds() if first and last else None
