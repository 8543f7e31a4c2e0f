from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.verbs.conftest import Program

DIALECTS = {
    "today.tf": """
resource "aws_sagemaker_training_job" "a" {
  training_job_name = "train"
  role_arn          = "arn:aws:iam::123456789012:role/training"
  algorithm_specification {
    training_image      = "image:1"
    training_input_mode = "File"
  }
  dynamic "input_data_config" {
    for_each = ["train", "test"]
    content {
      channel_name = input_data_config.value
      data_source {
        s3_data_source {
          s3_data_type = "S3Prefix"
          s3_uri       = "s3://bucket/${input_data_config.value}"
        }
      }
    }
  }
  resource_config {
    instance_type  = "ml.m5.large"
    instance_count = 1
  }
  hyper_parameters = { k = 10, fast = true }
  output_data_config { s3_output_path = "s3://bucket/out" }
  stopping_condition { max_runtime_in_seconds = 60 }
  tags = { Team = "a" }
}
""",
    "of_2018.tf": """
resource "aws_sagemaker_training_job" "a" {
  name = "${"train"}"
  role_arn = "arn:aws:iam::123456789012:role/training"
  algorithm_specification = [{ image = "image:1", input_mode = "File" }]
  input_data_config = [{
    name = "train"
    data_source {
      s3_data_source { s3_data_type = "S3Prefix" s3_uri = "s3://bucket/train" }
    }
  }, {
    name = "test"
    data_source = { s3_data_source = [{ s3_data_type = "S3Prefix", s3_uri = "s3://bucket/test" }] }
  }]
  resource_config = { instance_type = "ml.m5.large", instance_count = "1" }
  hyper_parameters {
    k = "10"
    fast = "true"
  }
  output_data_config { s3_output_path = "s3://bucket/out" }
  stopping_condition { max_runtime_in_seconds = "60" }
  tags { Team = "a" }
}
""".replace('"S3Prefix" s3_uri', '"S3Prefix"\ns3_uri'),
    "mixed.tf": """
locals {
  channels = { train = "s3://bucket/train", test = "s3://bucket/test" }
}
resource "aws_sagemaker_training_job" "a" {
  name     = "train"
  role_arn = "arn:aws:iam::123456789012:role/training"
  algorithm_specification {
    training_image = "image:1"
    input_mode     = "File"
  }
  input_data_config = [for key in ["train", "test"] : {
    name        = key
    data_source = { s3_data_source = { s3_data_type = "S3Prefix", s3_uri = local.channels[key] } }
  }]
  resource_config {
    instance_type  = "ml.m5.large"
    instance_count = length(local.channels) - 1
  }
  hyper_parameters = merge({ fast = true }, { k = 10 })
  output_data_config = { s3_output_path = "s3://bucket/out" }
  stopping_condition { max_runtime_in_seconds = 60 }
  tags { Team = "a" }
}
""",
}


def test_every_dialect_means_the_same_request(smtj: Program) -> None:
    rendered = {}
    for name, text in DIALECTS.items():
        smtj.write(text, name)
        ended = smtj("render", name)
        assert ended.code == 0, ended.err
        rendered[name] = ended.json()
    request = rendered["today.tf"]
    assert request["HyperParameters"] == {"fast": "true", "k": "10"}
    assert [it["ChannelName"] for it in request["InputDataConfig"]] == ["train", "test"]  # type: ignore[attr-defined]
    assert rendered == dict.fromkeys(DIALECTS, request)


def test_default_tags_are_in_the_request(smtj: Program) -> None:
    smtj.job(extra='tags = { Team = "b" }')
    smtj.write('provider "aws" {\n  default_tags {\n    tags = { Team = "a", Cost = 7 }\n  }\n}\n')
    tags = {it["Key"]: it["Value"] for it in smtj("render").json()["Tags"]}  # type: ignore[attr-defined]
    assert tags == {"Team": "b", "Cost": "7"}


def test_a_name_from_a_prefix_is_made_on_submission(smtj: Program) -> None:
    smtj.job("train", argument="training_job_name_prefix")
    ended = smtj("render")
    assert "TrainingJobName" not in ended.json()
    assert "--training-job-name NAME" in ended.err


def test_what_needs_another_job_is_not_known_yet(smtj: Program) -> None:
    smtj.job("first")
    smtj.job("second", extra="environment = { BEFORE = aws_sagemaker_training_job.first.arn }")
    ended = smtj("render")
    assert ended.code == 1
    assert "environment" in ended.err
    assert smtj("render", "--address", "first").json()["TrainingJobName"] == "first"


def test_nothing_to_render(smtj: Program) -> None:
    smtj.write("locals {}\n")
    ended = smtj("render")
    assert (ended.code, ended.out) == (1, "")
    assert "declares no training job" in ended.err


def test_a_faulty_file_is_a_document_with_json(smtj: Program) -> None:
    smtj.job(extra="instance_count = 1")
    ended = smtj("render", "--json")
    assert ended.code == 1
    assert json.loads(ended.out)["diagnostics"][0]["summary"] == "Unsupported argument"
