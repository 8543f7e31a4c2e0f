from __future__ import annotations

import pytest

from sm_tj_cli.aws.service_model import load_whole_model
from sm_tj_cli.request.explain import Explainer, Explanation, paths
from tests.unit.request.written import schema

EXPLAIN = Explainer(schema(), load_whole_model())


def found(path: str) -> Explanation:
    explanation = EXPLAIN.find(path)
    assert explanation is not None
    return explanation


@pytest.mark.parametrize("path", [*paths(schema())])
def test_everything_can_be_explained(path: str) -> None:
    explanation = found(path)
    assert explanation.path == path
    assert "<" not in explanation.documentation.replace("<=", "")


@pytest.mark.parametrize("path", ["nothing", "role_arn.x", "resource_config.x", "arn.x", "a.b"])
def test_what_there_is_not(path: str) -> None:
    assert EXPLAIN.find(path) is None


def test_an_argument() -> None:
    mode = found("algorithm_specification.training_input_mode")
    assert mode.kind == "string"
    assert mode.is_required
    assert mode.choices == ("Pipe", "File", "FastFile")
    assert (mode.since, mode.old_name, mode.name) == ("2018", "input_mode", "training_input_mode")
    assert mode.summary == "The training input mode that the algorithm supports."


@pytest.mark.parametrize(
    ("path", "limits"),
    [
        ("stopping_condition.max_runtime_in_seconds", ("1 to 2419200",)),
        ("resource_config.instance_count", ("at least 0",)),
        ("input_data_config", ("1 to 20 blocks",)),
        ("environment", ("at most 100 entries", "keys: at most 512 characters")),
        ("vpc_config.subnets", ("1 to 16 entries", "values: at most 32 characters")),
        (
            "resource_config.instance_preferences.training_plan_arns",
            ("exactly 1 entry", "values: 50 to 2048 characters"),
        ),
        ("region", ("the name of a region",)),
    ],
)
def test_limits_in_words(path: str, limits: tuple[str, ...]) -> None:
    told = found(path).limits
    assert [text.startswith(wanted) for text, wanted in zip(told, limits, strict=False)] == [
        True
    ] * len(limits)


def test_defaults_and_changes() -> None:
    assert found("output_data_config.compression_type").default == "GZIP"
    assert found("retry_strategy.maximum_retry_attempts").default == ""
    assert found("resource_config.keep_alive_period_in_seconds").is_updatable
    assert found("profiler_config.s3_output_path").is_updatable
    assert not found("resource_config.instance_count").is_updatable


def test_what_is_required_unless_something_else_is_given() -> None:
    assert found("resource_config").unless == "serverless_job_config"
    assert found("resource_config").is_required
    assert found("role_arn").unless == ""


def test_exported_attributes_and_what_is_in_them() -> None:
    artifacts = found("model_artifacts")
    assert artifacts.is_exported
    assert [member.path for member in artifacts.members] == ["model_artifacts.s3_model_artifacts"]
    assert found("final_metric_data_list.metric_name").kind == "string"
    assert found("creation_time").since == "2018"


def test_documentation_uses_the_names_that_people_write() -> None:
    text = (
        found("checkpoint_config").documentation
        + found("algorithm_specification.algorithm_name").documentation
    )
    assert "training_image" in text
    assert "TrainingImage" not in text
