"""Jobs at several addresses of a state."""

from __future__ import annotations

import pytest

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.plan.twice import recorded_twice
from sm_tj_cli.state.model import InstanceState, State

A, B = (parse_instance(f"aws_sagemaker_training_job.{name}") for name in "ab")
ARN = "arn:aws:sagemaker:us-east-1:123456789012:training-job/x"


def told(first: dict[str, str], second: dict[str, str]) -> list[str]:
    state = State("l").with_job(A, InstanceState({**first}))
    state = state.with_job(B, InstanceState({**second}))
    return [item.detail for item in recorded_twice(state)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"training_job_name": "x"}, {"training_job_name": "x"}),
        ({"training_job_name": "X", "arn": ARN}, {"name": "x", "training_job_arn": ARN.upper()}),
    ],
)
def test_both_addresses_are_named_and_the_way_out(
    first: dict[str, str], second: dict[str, str]
) -> None:
    (detail,) = told(first, second)
    assert f"at {A} and at {B}." in detail
    assert f"smtj state rm '{B}'" in detail


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"training_job_name": "x"}, {"training_job_name": "y"}),
        ({"name": "x", "arn": ARN}, {"name": "x", "arn": ARN.replace("us-east-1", "eu-west-1")}),
        ({}, {}),
    ],
)
def test_different_jobs_are_not_the_same(first: dict[str, str], second: dict[str, str]) -> None:
    assert told(first, second) == []


def test_an_earlier_generation_does_not_count() -> None:
    state = State("l").with_job(A, InstanceState({"name": "x"})).with_deposed(A, "1")
    assert not recorded_twice(state.with_job(A, InstanceState({"name": "x"}))).items
