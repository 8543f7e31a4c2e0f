from __future__ import annotations

import json

import pytest

from sm_tj_cli.configuration.model import ProviderSettings
from sm_tj_cli.request.build import build, request_of
from sm_tj_cli.request.schema import every_member
from tests.unit.request.spelling import SPELLINGS, dynamic_json, hcl, plain_json, sample
from tests.unit.request.written import built, instances, minimal, place, schema

ARGUMENTS, REQUEST = sample(schema().request)


def test_the_sample_has_every_member() -> None:
    written = json.dumps(ARGUMENTS)
    for member in every_member(schema().request):
        assert not member.api_name or f'"{member.name}"' in written


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_member_in_every_spelling(spelling: str) -> None:
    block, mapping = SPELLINGS[spelling]
    job, problems = built(hcl(ARGUMENTS, schema().request, block, mapping))
    assert not problems
    assert job.request == REQUEST


@pytest.mark.parametrize(
    "written",
    [
        plain_json(ARGUMENTS, schema().request),
        plain_json(ARGUMENTS, schema().request, single=True),
        dynamic_json(ARGUMENTS, schema().request),
    ],
    ids=["lists", "objects", "dynamic"],
)
def test_every_member_in_json(written: object) -> None:
    text = json.dumps({"resource": {"aws_sagemaker_training_job": {"a": written}}})
    (instance,) = instances(text, "main.tf.json")
    job, problems = build(instance, schema())
    assert not problems
    assert job.request == REQUEST


def test_the_names_of_2018() -> None:
    job, problems = built("""
        name     = "train"
        role_arn = "arn:aws:iam::123456789012:role/training"
        algorithm_specification { image = "x" }
        input_data_config = [{
          name = "train"
          data_source { s3_data_source { s3_uri = "s3://bucket/in" } }
        }]
        output_data_config { s3_output_path = "s3://bucket/out" }
    """)
    (problem,) = problems
    assert problem.detail.startswith('The argument "s3_data_type" is required')
    assert job.request["TrainingJobName"] == job.name == "train"
    assert job.request["AlgorithmSpecification"] == {
        "TrainingImage": "x",
        "TrainingInputMode": "File",
    }


def test_what_is_null_or_empty_is_left_out() -> None:
    job, problems = built(
        minimal(x="environment = {}", y="hyper_parameters = { a = null }", z="tags = null")
    )
    assert not problems
    assert "Environment" not in job.request
    assert "HyperParameters" not in job.request
    assert "Tags" not in job.request


def test_a_name_or_a_prefix() -> None:
    job, problems = built(minimal(training_job_name='name_prefix = "train-"'))
    assert not problems
    assert (job.name, job.name_prefix) == (None, "train-")
    assert "TrainingJobName" not in job.request
    _, problems = built(minimal(x='training_job_name_prefix = "train-"'))
    assert [problem.summary for problem in problems] == ["Conflicting arguments"]
    _, problems = built(minimal(training_job_name="training_job_name_prefix = null"))
    assert [problem.summary for problem in problems] == ["Missing required argument"]


def test_default_tags_are_behind_the_own() -> None:
    provider = ProviderSettings(default_tags={"Team": "a", "Stage": "test"})
    job, _ = built(minimal(tags='tags = { Team = "b" }'), provider)
    assert job.attributes["tags"] == {"Team": "b"}
    assert job.attributes["tags_all"] == {"Team": "b", "Stage": "test"}
    assert job.request["Tags"] == [
        {"Key": "Team", "Value": "b"},
        {"Key": "Stage", "Value": "test"},
    ]


def test_default_tags_keep_to_the_limits_of_tags() -> None:
    provider = ProviderSettings(default_tags={"aws:x": "a", "Team": "a#b", "Größe": "ok"})
    _, problems = built(minimal(), provider)
    assert [problem.detail.partition(" must ")[0] for problem in problems] == [
        "A key of the provider's default_tags",
        'default_tags["Team"] of the provider',
    ]


def test_tags_that_are_not_known_yet_leave_all_open() -> None:
    job, problems = built(
        minimal(tags="tags = unknown"), ProviderSettings(default_tags={"Team": "a"})
    )
    assert not problems
    assert job.attributes["tags_all"] is None
    assert {("tags",), ("tags_all",)} <= job.unknown


def test_what_is_terraforms_own_is_read_and_left_out() -> None:
    job, problems = built(
        minimal(
            x="delete_vpc_enis_on_destroy = false",
            y="delete_model_packages_on_destroy = unknown",
            z='timeouts {\ncreate = "1h30m"\ndelete = unknown\n}',
            region='region = "eu-west-1"',
        )
    )
    assert not problems
    assert job.region == "eu-west-1"
    assert not job.unknown
    assert not {"timeouts", "delete_vpc_enis_on_destroy"} & job.attributes.keys()


def test_destroy_options_are_refused() -> None:
    _, problems = built(minimal(x="delete_vpc_enis_on_destroy = true"))
    (problem,) = problems
    assert problem.summary == "Unsupported destroy option"
    assert place(problem) == (minimal().count("\n") + 2, 30)


def test_a_request_is_made_of_what_is_known() -> None:
    attributes = {
        "role_arn": None,
        "environment": {"A": "1", "B": None},
        "enable_network_isolation": False,
    }
    assert request_of(attributes, schema().request) == {
        "Environment": {"A": "1"},
        "EnableNetworkIsolation": False,
    }
