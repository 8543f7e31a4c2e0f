from __future__ import annotations

import json

import pytest

from sm_tj_cli.request.schema import Kind, Limits, Member, every_member, snake_case
from tests.spec.record_members import RECORD, members
from tests.unit.request.written import schema

RECORDED = json.loads(RECORD.read_text("utf-8"))
LOOK = (
    "Look at each: does its snake case read well (overrides.NAMES), is it read-only (READ_ONLY), does its API page give "
    "limits or defaults in prose (RANGES, DEFAULTS), does it exclude or need another (rules.py)? Then run "
    "python -m tests.spec.record_members and make docs."
)


def member(path: str) -> Member:
    (found,) = [it for it in every_member(schema().request) if it.path == path]
    return found


def test_nothing_that_was_there_is_gone() -> None:
    now = members()
    assert [path for path in RECORDED["members"] if path not in now] == []
    kinds = {path: values[0] for path, values in RECORDED["members"].items()}
    assert {path: now[path][0] for path in kinds} == kinds  # type: ignore[index]


def test_what_a_newer_botocore_adds() -> None:
    """Skipped with a list, so that a newer botocore is seen and fails nothing."""
    added = []
    for path, values in members().items():
        known = RECORDED["members"].get(path)
        new = values if known is None else [it for it in values if it not in known]  # type: ignore[attr-defined,misc]
        if new:
            added.append(f"{path}: {', '.join(map(str, new))}" if known else path)
    if added:
        pytest.skip(f"new since botocore {RECORDED['botocore']}: {'; '.join(added)}. {LOOK}")


def test_every_member_of_the_api_is_there() -> None:
    paths = [it.path for it in every_member(schema().request) if it.api_name]
    top = [path for path in paths if "." not in path]
    assert len(top) == len(schema().request.by_api_name) >= 28
    # Two are read-only, and tags are a map: their Key and Value are no members.
    assert len(paths) >= 146 - 2 - 2


@pytest.mark.parametrize(
    ("api_name", "name"),
    [
        ("EnableSageMakerMetricsTimeSeries", "enable_sagemaker_metrics_time_series"),
        ("VolumeSizeInGB", "volume_size_in_gb"),
        ("S3Uri", "s3_uri"),
        ("HyperParameters", "hyper_parameters"),
        ("TensorBoardOutputConfig", "tensor_board_output_config"),
        ("MlflowConfig", "mlflow_config"),
        ("KmsKeyId", "kms_key_id"),
    ],
)
def test_names_are_the_providers(api_name: str, name: str) -> None:
    assert snake_case(api_name) == name


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("role_arn", Kind.STRING),
        ("resource_config", Kind.BLOCK),
        ("input_data_config", Kind.BLOCKS),
        ("environment", Kind.MAP),
        ("tags", Kind.TAGS),
        ("vpc_config.subnets", Kind.LIST),
        ("enable_network_isolation", Kind.BOOL),
        ("input_data_config.shuffle_config.seed", Kind.INTEGER),
        ("timeouts.create", Kind.STRING),
    ],
)
def test_kinds(path: str, kind: Kind) -> None:
    assert member(path).kind is kind


def test_limits_are_the_models_and_those_of_its_prose() -> None:
    assert member("retry_strategy.maximum_retry_attempts").limits == Limits(1, 30)
    assert member("stopping_condition.max_runtime_in_seconds").limits == Limits(1, 2419200)
    assert member("resource_config.volume_size_in_gb").limits == Limits(0, 2**31 - 1)
    intervals = member("profiler_config.profiling_interval_in_milliseconds").limits
    assert intervals.choices == (100, 200, 500, 1000, 5000, 60000)
    assert member("environment").key.maximum == 512
    assert member("environment").element.maximum == 512
    assert member("vpc_config.subnets").element.maximum == 32
    assert member("tags").key.pattern is not None


def test_what_is_read_only_is_no_argument() -> None:
    paths = {it.path for it in every_member(schema().request)}
    assert "resource_config.selected_instance_type" not in paths


def test_what_others_may_refer_to() -> None:
    assert {
        "arn",
        "id",
        "name",
        "model_artifacts",
        "tags_all",
        "role_arn",
    } <= schema().attribute_names
    assert schema().todays_names["TrainingJobArn"] == "arn"
    assert schema().todays_names["VolumeSizeInGB"] == "volume_size_in_gb"
