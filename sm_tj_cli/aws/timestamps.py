"""Times in answers, as the protocols write them, to moments in UTC."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime


def timestamp(value: object) -> datetime:
    """The moment that a number of seconds, or a text of any form that AWS uses, names.

    For numbers the SDK's own parser looks up this machine's time zone, which takes longer than the rest of reading an
    answer.

    Raises:
        ResponseStreamingError: it names none, so that the answer is as good as one that broke off.
    """
    if isinstance(value, int | float):
        # What is out of its range is refused below.
        with suppress(OverflowError, OSError, ValueError):
            return datetime.fromtimestamp(value, UTC)
    from botocore.exceptions import ResponseStreamingError
    from botocore.utils import parse_timestamp

    try:
        parsed: datetime = parse_timestamp(value)
    except (ValueError, RuntimeError) as problem:
        raise ResponseStreamingError(error=f"{value!r} is no time") from problem
    return parsed
