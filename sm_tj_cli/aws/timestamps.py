"""Times in answers, as the protocols write them, to moments in UTC."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime


def timestamp(value: object) -> datetime:
    """The moment that a number of seconds, or a text of any form that AWS uses, names.

    For numbers the SDK's own parser looks up this machine's time zone, which takes longer than the rest of reading an
    answer.

    Raises:
        ValueError: it names none.
    """
    if isinstance(value, int | float):
        # What is out of its range is the SDK's to refuse.
        with suppress(OverflowError, OSError, ValueError):
            return datetime.fromtimestamp(value, UTC)
    from botocore.utils import parse_timestamp

    parsed: datetime = parse_timestamp(value)
    return parsed
