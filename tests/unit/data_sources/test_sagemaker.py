"""Training jobs that the configuration does not declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.data_sources.conftest import Make, Read

JOB = {
    "AlgorithmSpecification": {"TrainingImage": "i", "TrainingInputMode": "File"},
    "RoleArn": "arn:aws:iam::123456789012:role/training",
    "OutputDataConfig": {"S3OutputPath": "s3://out/x"},
    "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 1},
    "StoppingCondition": {"MaxRuntimeInSeconds": 60},
}


@pytest.mark.parametrize("argument", ["training_job_name", "name"])
def test_a_job_in_either_dialect(read: Read, make: Make, argument: str) -> None:
    make("sagemaker", "CreateTrainingJob", TrainingJobName="other", **JOB)
    found = read("aws_sagemaker_training_job", f'{argument} = "other"')
    assert str(found["arn"]).endswith(":training-job/other")
    assert found["role_arn"] == JOB["RoleArn"]


def test_a_job_that_is_not_there(read: Read) -> None:
    told = read("aws_sagemaker_training_job", 'name = "none"')
    assert told["summary"] == "Data source cannot be read"


def test_which_job_has_to_be_said(read: Read) -> None:
    assert '"training_job_name"' in str(read("aws_sagemaker_training_job")["detail"])
