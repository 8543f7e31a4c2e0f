from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.watch.patience import OUTAGE_BUDGET, RENEWAL_BUDGET, SLOWEST, Patience
from tests.fakes.clock import FakeClock
from tests.fakes.training_jobs import refusal

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import Diagnostic


def bear(kind: Kind, span: timedelta, *, worked: bool = True) -> list[Diagnostic]:
    clock, told = FakeClock(), []
    patience = Patience(clock, told.append)
    if worked:
        patience.over()
    end = clock.now() + span
    while clock.now() <= end:
        patience.endure(refusal("ListTrainingJobs", kind))
        clock.advance(10)
    return told


@pytest.mark.parametrize("kind", [Kind.THROTTLED, Kind.UNAVAILABLE])
def test_an_outage_is_borne_and_told_once_a_minute(kind: Kind) -> None:
    told = bear(kind, OUTAGE_BUDGET, worked=False)
    assert len(told) == 31
    assert told[0].summary == "Service cannot be asked at the moment"
    with pytest.raises(ServiceError):
        bear(kind, OUTAGE_BUDGET + timedelta(minutes=1))


def test_credentials_that_worked_may_be_renewed() -> None:
    told = bear(Kind.CREDENTIALS, RENEWAL_BUDGET)
    assert "aws sso login" in told[0].detail
    with pytest.raises(ServiceError):
        bear(Kind.CREDENTIALS, RENEWAL_BUDGET + timedelta(minutes=1))


def test_what_never_worked_or_never_will_is_not_borne() -> None:
    for kind in (Kind.PERMISSION, Kind.INVALID):
        with pytest.raises(ServiceError):
            bear(kind, timedelta(0))
    with pytest.raises(ServiceError):
        bear(Kind.CREDENTIALS, timedelta(0), worked=False)


def test_troubles_slow_down_and_answers_speed_up_again() -> None:
    patience = Patience(FakeClock(), lambda _diagnostic: None)
    for _ in range(20):
        patience.endure(refusal("DescribeTrainingJob", Kind.THROTTLED))
    assert patience.slowed == SLOWEST
    for _ in range(20):
        patience.over()
    assert patience.slowed == 1.0
