from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sm_tj_cli.aws.errors import calling
from sm_tj_cli.aws.timestamps import timestamp
from sm_tj_cli.service import Kind, Processed, ServiceError


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


@pytest.mark.parametrize("written", [1e300, float("nan"), "tomorrow", None, {}])
def test_an_answer_with_what_is_no_time_counts_as_broken_off(written: object) -> None:
    with pytest.raises(ServiceError) as failed, calling("DescribeTrainingJob"):
        timestamp(written)
    assert (failed.value.kind, failed.value.processed) == (Kind.UNAVAILABLE, Processed.MAYBE)
    assert "is no time" in failed.value.message
