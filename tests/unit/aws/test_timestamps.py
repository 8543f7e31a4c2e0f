from __future__ import annotations

from datetime import UTC, datetime

import pytest
from botocore.utils import parse_timestamp

from sm_tj_cli.aws.timestamps import timestamp


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (1767225600, datetime(2026, 1, 1, tzinfo=UTC)),
        (1767225600.25, datetime(2026, 1, 1, microsecond=250_000, tzinfo=UTC)),
        ("1767225600", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-01-01T01:00:00+01:00", datetime(2026, 1, 1, tzinfo=UTC)),
        ("Thu, 01 Jan 2026 00:00:00 GMT", datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_every_form_that_aws_writes_is_read(written: object, meant: datetime) -> None:
    assert timestamp(written) == meant


@pytest.mark.parametrize("written", [1e300, float("nan"), "tomorrow"])
def test_what_is_no_time_is_refused_as_the_sdk_does(written: object) -> None:
    with pytest.raises((ValueError, RuntimeError)) as theirs:
        parse_timestamp(written)
    with pytest.raises(theirs.type):
        timestamp(written)
