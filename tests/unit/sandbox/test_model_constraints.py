from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from sm_tj_cli.sandbox.model_constraints import check
from sm_tj_cli.sandbox.protocol import ApiError
from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from sm_tj_cli.documents import JSON


def message(**members: object) -> str:
    with pytest.raises(ApiError) as caught:
        check("CreateTrainingJob", cast("dict[str, JSON]", training_job_request(**members)))
    assert caught.value.code == "ValidationException"
    return caught.value.message


def test_a_right_request_passes() -> None:
    check("CreateTrainingJob", cast("dict[str, JSON]", training_job_request()))


def test_a_pattern() -> None:
    assert message(TrainingJobName="bad_name") == (
        "1 validation error detected: Value 'bad_name' at 'trainingJobName' failed to satisfy constraint: "
        "Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"
    )


def test_an_enum_in_a_structure() -> None:
    told = message(ResourceConfig={"InstanceType": "ml.t2.medium", "InstanceCount": 1})
    assert told.startswith(
        "1 validation error detected: Value 'ml.t2.medium' at 'resourceConfig.instanceType' failed to satisfy "
        "constraint: Member must satisfy enum value set: [ml."
    )


def test_all_violations_are_counted() -> None:
    told = message(TrainingJobName="x" * 70, RoleArn=None)
    assert told.startswith("3 validation errors detected: Value null at 'roleArn'")
    assert "Member must have length less than or equal to 63" in told


def test_items_of_lists_and_maps_are_named() -> None:
    told = message(InputDataConfig=[{"ChannelName": "a b", "DataSource": {}}])
    assert "at 'inputDataConfig.1.member.channelName'" in told
    told = message(HyperParameters={"k": "v" * 3000})
    assert (
        "Map value must satisfy constraint: [Member must have length less than or equal to 2500"
        in told
    )


def test_a_number_out_of_range() -> None:
    told = message(StoppingCondition={"MaxRuntimeInSeconds": 0})
    assert "Member must have value greater than or equal to 1" in told


def test_a_wrong_type_is_a_matter_of_the_protocol() -> None:
    with pytest.raises(ApiError) as caught:
        check(
            "CreateTrainingJob", cast("dict[str, JSON]", training_job_request(HyperParameters=[1]))
        )
    assert caught.value.code == "SerializationException"
