from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from sm_tj_cli.request.generate import assignments, generate, label_for
from tests.fakes.declared import declared, schema
from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from sm_tj_cli.documents import JSON


def request(**members: JSON) -> dict[str, JSON]:
    return cast("dict[str, JSON]", training_job_request("my-job", **members))


SOURCE = {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://bucket/in"}}
WHOLE = request(
    HyperParameters={"epochs": "3", "script": '"train.py"'},
    InputDataConfig=[{"ChannelName": "train", "DataSource": SOURCE}],  # type: ignore[dict-item]
    EnableNetworkIsolation=True,
    Tags=[{"Key": "Name", "Value": "foo"}, {"Key": "team:x", "Value": ""}],
)
TEXT = """\
resource "aws_sagemaker_training_job" "my_job" {
  training_job_name        = "my-job"
  role_arn                 = "arn:aws:iam::123456789012:role/training"
  enable_network_isolation = true

  algorithm_specification {
    training_image      = "123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1"
    training_input_mode = "File"
  }

  resource_config {
    instance_type     = "ml.m5.large"
    instance_count    = 1
    volume_size_in_gb = 10
  }

  stopping_condition {
    max_runtime_in_seconds = 3600
  }

  hyper_parameters = {
    epochs = "3"
    script = jsonencode("train.py")
  }

  input_data_config {
    channel_name = "train"

    data_source {
      s3_data_source {
        s3_data_type = "S3Prefix"
        s3_uri       = "s3://bucket/in"
      }
    }
  }

  output_data_config {
    s3_output_path = "s3://bucket/out"
  }

  tags = {
    Name     = "foo"
    "team:x" = ""
  }
}
"""


def test_a_job_as_people_write_it() -> None:
    assert generate("my_job", WHOLE, schema().request).text == TEXT


def test_what_is_empty_is_left_out() -> None:
    made = generate(
        "a", request(Environment={}, InputDataConfig=[], VpcConfig={}), schema().request
    )
    assert not {"environment", "input_data_config", "vpc_config"} & set(made.text.split())


def test_secrets_are_left_to_variables() -> None:
    environment: JSON = {"HF_TOKEN": "hf_x", "MODE": "fast", "hf-token": "other"}
    made = generate("a", request(Environment=environment), schema().request)
    assert "hf_x" not in made.text
    assert made.secrets == {"a_hf_token": "hf_x", "a_hf_token_": "other"}
    assert assignments(made.secrets) == 'a_hf_token  = "hf_x"\na_hf_token_ = "other"\n'
    found = declared(made.text, a__auto__tfvars=assignments(made.secrets))
    assert found.jobs[0].request["Environment"] == environment
    assert ("environment", "HF_TOKEN") in found.jobs[0].sensitive


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("my-job", "my_job"),
        ("Job.1", "job_1"),
        ("2026-01-train", "job_2026_01_train"),
        ("--", "job"),
        ("ä", "job"),
    ],
)
def test_labels(name: str, label: str) -> None:
    assert label_for(name) == label
