from __future__ import annotations

import pytest

from sm_tj_cli.apply.needs import Thing, needs_of
from tests.fakes.jobs import training_job

ECR = "dkr.ecr.eu-west-1.amazonaws.com"


def channel(uri: str) -> list[object]:
    source = {"s3_data_source": [{"s3_uri": uri, "s3_data_type": "S3Prefix"}]}
    return [{"channel_name": "train", "data_source": [source]}]


def found(**given: object) -> set[str]:
    return {f"{need.thing} {need.described}" for need in needs_of([training_job(**given)])}  # type: ignore[arg-type]


def test_a_job_needs_its_role_and_its_instances() -> None:
    assert found() == {"role training", "quota ml.m5.large"}


@pytest.mark.parametrize(
    ("given", "need"),
    [
        ({"input_data_config": channel("s3://inputs/put/")}, "input s3://inputs/put/"),
        ({"output_data_config": [{"s3_output_path": "s3://out/x"}]}, "output bucket out"),
        ({"checkpoint_config": [{"s3_uri": "s3://check/x"}]}, "output bucket check"),
        ({"vpc_config": [{"subnets": ["subnet-1"]}]}, "subnet subnet-1"),
        ({"vpc_config": [{"security_group_ids": ["sg-1"]}]}, "security group sg-1"),
        (
            {"algorithm_specification": [{"training_image": f"123456789012.{ECR}/a/b:1"}]},
            "image a/b:1",
        ),
        (
            {"algorithm_specification": [{"training_image": f"123456789012.{ECR}/a"}]},
            "image a:latest",
        ),
        (
            {"algorithm_specification": [{"training_image": f"123456789012.{ECR}/a@sha256:0f"}]},
            "image a@sha256:0f",
        ),
    ],
)
def test_each_thing_that_has_to_be_there(given: dict[str, object], need: str) -> None:
    assert need in found(**given)


@pytest.mark.parametrize(
    "given",
    [
        {"algorithm_specification": [{"training_image": f"763104351884.{ECR}/pytorch:2"}]},
        {"algorithm_specification": [{"training_image": "docker.io/library/x"}]},
        {"input_data_config": channel("https://example.com/x")},
        {"input_data_config": channel("s3://inputs/x"), "completed": ("b",)},
        {"output_data_config": [{"s3_output_path": None}]},
    ],
)
def test_what_cannot_be_known_is_no_need(given: dict[str, object]) -> None:
    assert found(**given) == {"role training", "quota ml.m5.large"}


def test_a_need_of_many_is_one_and_stands_first() -> None:
    jobs = [training_job(str(number)) for number in "xyz"]
    other = training_job("o", role_arn="arn:aws:iam::123456789012:role/path/other")
    roles = [need for need in needs_of([other, *jobs]) if need.thing is Thing.ROLE]
    assert [(need.described, len(need.uses)) for need in roles] == [("training", 3), ("other", 1)]


def test_spot_has_a_quota_of_its_own() -> None:
    (quota,) = [
        need
        for need in needs_of([training_job(enable_managed_spot_training=True)])
        if need.thing is Thing.QUOTA
    ]
    assert quota.parts == ("ml.m5.large", "spot")
    assert quota.uses[0].instances == 1
