"""`date_time` against what Terraform answered."""

from __future__ import annotations

from tests.unit.values.functions.cases import (
    Case,
    FixedContext,
    answer,
    detail_of,
    evaluated,
    plain,
    recorded,
    value_of,
)


@recorded("date_time")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_the_times_of_the_context() -> None:
    assert plain(value_of("timestamp()")) == "2026-01-02T03:04:05Z"
    assert plain(value_of("plantimestamp()")) == "2026-01-02T03:04:05Z"


def test_the_time_is_unknown_before_apply() -> None:
    value, faults = evaluated("timestamp()", None, FixedContext(timestamp=None))
    assert (plain(value), list(faults)) == ("unknown", [])


def test_a_time_past_the_last_year_is_told() -> None:
    assert "outside of the years" in detail_of('timeadd("9999-12-31T23:59:59Z", "24h")')
