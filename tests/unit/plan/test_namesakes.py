from __future__ import annotations

from sm_tj_cli.plan.namesakes import RecordedNames
from tests.fakes.jobs import address, record
from tests.fakes.worlds import state_of

THERE = "arn:aws:sagemaker:us-east-1:123456789012:training-job/train"
NAMES = RecordedNames.of(
    state_of(a=record("train"), b=record("train", arn=THERE), old=record("old", arn=""))
)


def test_a_name_is_one_job_in_each_region() -> None:
    assert NAMES.address("Train", "eu-west-1") == address("a")
    assert NAMES.address("train", "us-east-1") == address("b")
    assert NAMES.address("train", "ap-south-1") is None
    assert NAMES.address("other", "eu-west-1") is None


def test_an_unknown_region_may_be_any() -> None:
    assert NAMES.address("train", None) == address("a")
    assert NAMES.address("old", "ap-south-1") == address("old")
