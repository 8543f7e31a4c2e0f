from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.verbs.conftest import Program


def test_an_argument_has_its_type_limits_and_documentation(smtj: Program) -> None:
    document = smtj("explain", "retry_strategy.maximum_retry_attempts", "--json").json()
    assert document["kind"] == "whole number"
    assert document["is_required"] is True
    assert document["limits"] == ["1 to 30"]
    assert "retry" in str(document["documentation"])
    assert "1 to 30" in smtj("explain", "retry_strategy.maximum_retry_attempts").out


@pytest.mark.parametrize(
    "path",
    [
        "algorithm_specification.image",
        "algorithm_specification.training_image",
        "aws_sagemaker_training_job.algorithm_specification.image",
    ],
)
def test_names_of_both_dialects_are_understood(smtj: Program, path: str) -> None:
    document = smtj("explain", path, "--json").json()
    assert document["path"] == "algorithm_specification.training_image"
    assert (document["since"], document["old_name"]) == ("2018", "image")


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("hyperparameters", '"hyper_parameters"'),
        ("resource_config.instance_typ", '"resource_config.instance_type"'),
        ("max_runtime_in_seconds", '"stopping_condition.max_runtime_in_seconds"'),
    ],
)
def test_what_does_not_exist_is_told_with_a_suggestion(smtj: Program, path: str, near: str) -> None:
    ended = smtj("explain", path)
    assert ended.code == 1
    assert f"Did you mean {near}?" in ended.err


def test_without_a_path_everything_is_listed(smtj: Program) -> None:
    ended = smtj("explain")
    assert ended.code == 0
    for name in ("role_arn", "stopping_condition", "model_artifacts", "tags_all", "timeouts"):
        assert f"\n  {name} " in ended.out
    members = smtj("explain", "--json").json()["members"]
    (role,) = [member for member in members if member["path"] == "role_arn"]  # type: ignore[union-attr,index]
    assert (role["kind"], role["is_required"]) == ("string", True)


def test_a_block_lists_what_it_holds(smtj: Program) -> None:
    ended = smtj("explain", "stopping_condition")
    assert "Arguments\n  max_runtime_in_seconds" in ended.out
    assert "s3_model_artifacts" in smtj("explain", "model_artifacts").out


def test_markdown(smtj: Program) -> None:
    assert smtj("explain", "role_arn", "--markdown").out.startswith("### `role_arn`\n")
    assert smtj("explain", "--markdown").out.startswith("# aws_sagemaker_training_job\n")
