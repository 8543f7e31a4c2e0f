from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.configuration.model import Lifecycle, ProviderSettings
from sm_tj_cli.request.normalise import differences, updatable, update_request
from tests.fakes.declared import declared, schema

if TYPE_CHECKING:
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import TrainingJob

ARGUMENTS = """
  training_job_name = "job"
  role_arn          = "arn:aws:iam::123456789012:role/training"
  algorithm_specification {
    training_image      = "x"
    training_input_mode = "File"
  }
  resource_config {
    instance_type  = "ml.m5.large"
    instance_count = 1
  }
  output_data_config { s3_output_path = "s3://bucket/out" }
  stopping_condition { max_runtime_in_seconds = 60 }
"""


def job(more: str = "", without: str = "\0") -> TrainingJob:
    lines = [line for line in ARGUMENTS.splitlines() if without not in line]
    text = "\n".join(lines)
    found = declared(f'resource "aws_sagemaker_training_job" "a" {{{text}\n{more}\n}}\n')
    return found.jobs[0]


def record(**more: JSON) -> dict[str, JSON]:
    return {**job().attributes, **more}


FILLED: dict[str, JSON] = {
    "enable_network_isolation": False,
    "input_data_config": [],
    "output_data_config": [
        {"s3_output_path": "s3://bucket/out", "kms_key_id": "", "compression_type": "GZIP"}
    ],
    "resource_config": [
        {"instance_type": "ml.m5.large", "instance_count": 1, "volume_size_in_gb": 30}
    ],
    "profiler_config": [{"s3_output_path": "s3://bucket/out", "disable_profiler": False}],
    "debug_hook_config": [{"s3_output_path": "s3://bucket/out"}],
}


def test_what_the_service_fills_in_is_no_difference() -> None:
    assert differences(record(**FILLED), job(), schema()) == ()


def test_a_default_that_is_written_out_is_none_either() -> None:
    written = job(
        "enable_network_isolation = false\n remote_debug_config { enable_remote_debug = false }"
    )
    assert differences(record(), written, schema()) == ()


@pytest.mark.parametrize(
    ("recorded", "more"),
    [
        ({"profiler_config": [{"disable_profiler": True}]}, ""),
        ({"enable_network_isolation": True}, ""),
        ({"hyper_parameters": {"k": "1"}}, ""),
        ({"retry_strategy": [{"maximum_retry_attempts": 3}]}, ""),
        ({}, 'hyper_parameters = { k = "1" }'),
        ({"hyper_parameters": {"k": "1"}}, 'hyper_parameters = { k = "2" }'),
        (
            {"session_chaining_config": []},
            "session_chaining_config { enable_session_tag_chaining = true }",
        ),
    ],
)
def test_what_was_asked_for_is_one(recorded: dict[str, JSON], more: str) -> None:
    name = (recorded.keys() or {"hyper_parameters"}).__iter__().__next__()
    (path,) = differences(record(**recorded), job(more), schema(), frozenset({"profiler_config"}))
    assert path[0] == name


@pytest.mark.parametrize(
    ("recorded", "more"),
    [
        ({}, "session_chaining_config { enable_session_tag_chaining = true }"),
        ({"hyper_parameters": {"k": "e\u0301"}}, 'hyper_parameters = { k = "\u00e9" }'),
        (
            {
                "mlflow_config": [
                    {"mlflow_resource_arn": "arn:aws:sagemaker:us-east-1:123456789012:mlflow-app/a"}
                ]
            },
            'mlflow_config { mlflow_resource_arn = "arn:aws:sagemaker:us-east-1:123456789012:mlflow-app/A" }',
        ),
    ],
    ids=["never described", "Unicode form", "case of an ARN"],
)
def test_another_spelling_or_what_nobody_tells_is_none(
    recorded: dict[str, JSON], more: str
) -> None:
    assert differences(record(**recorded), job(more), schema()) == ()


@pytest.mark.parametrize(
    ("arn", "differs"),
    [
        ("Model/m", False),
        ("Model/m/1.2.3", False),
        ("Model/m/2.0.0", False),
        ("Model/n/1.2.3", True),
    ],
)
def test_the_version_of_a_base_model(arn: str, *, differs: bool) -> None:
    hub = "arn:aws:sagemaker:us-east-1:aws:hub-content/h"
    settings: JSON = [{"base_model_arn": f"{hub}/Model/m/1.2.3", "job_type": "FineTuning"}]
    written = job(
        f'serverless_job_config {{\n base_model_arn = "{hub}/{arn}"\n job_type = "FineTuning"\n}}'
    )
    found = differences(record(serverless_job_config=settings), written, schema())
    assert bool(found) is differs


def test_lifecycle_and_ignored_tags() -> None:
    before = record(hyper_parameters={"k": "1"}, tags_all={"a": "1", "left": "x"})
    settings = ProviderSettings(ignore_tag_keys=frozenset({"left"}))
    changed = job('tags = { a = "2" }')
    changed = replace(changed, instance=replace(changed.instance, provider=settings))
    assert differences(before, changed, schema()) == (("hyper_parameters",), ("tags_all", "a"))
    ignoring = Lifecycle(ignore_changes=("hyper_parameters", "tags"))
    ignored = replace(changed, instance=replace(changed.instance, lifecycle=ignoring))
    assert differences(before, ignored, schema()) == ()


def test_a_prefix_is_no_new_name() -> None:
    prefixed = job('training_job_name_prefix = "job-"', without="training_job_name ")
    assert differences(record(), prefixed, schema()) == ()


def test_what_can_be_updated() -> None:
    assert updatable(
        [("tags_all", "a"), ("resource_config", 0, "keep_alive_period_in_seconds")], schema()
    )
    assert not updatable([("profiler_config",), ("hyper_parameters", "k")], schema())
    assert not updatable([], schema())


def test_the_request_of_an_update() -> None:
    written = job('tags = { a = "1" }\n remote_debug_config { enable_remote_debug = true }')
    paths = [("tags_all", "a"), ("remote_debug_config",), ("profiler_config",)]
    fields, tags = update_request(written, paths, schema())
    assert fields == {
        "RemoteDebugConfig": {"EnableRemoteDebug": True},
        "ProfilerConfig": {"DisableProfiler": True},
    }
    assert tags == {"a": "1"}
