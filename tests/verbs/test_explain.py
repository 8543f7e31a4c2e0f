from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.service_model import load_training_job_model, load_whole_model
from sm_tj_cli.request.explain import explain, paths
from sm_tj_cli.request.schema import Schema

if TYPE_CHECKING:
    from tests.verbs.conftest import Program

SCHEMA = Schema.from_model(load_training_job_model())
MODEL = load_whole_model()


def test_an_argument_has_its_type_limits_and_documentation(smtj: Program) -> None:
    document = smtj("explain", "retry_strategy.maximum_retry_attempts", "--json").json()
    assert document["kind"] == "whole number"
    assert document["is_required"] is True
    assert document["limits"] == ["1 to 30"]
    assert "retry" in str(document["documentation"])
    assert "1 to 30" in smtj("explain", "retry_strategy.maximum_retry_attempts").out


def test_names_of_2018_are_understood(smtj: Program) -> None:
    document = smtj("explain", "algorithm_specification.image", "--json").json()
    assert document["path"] == "algorithm_specification.training_image"


def test_what_does_not_exist_is_told_with_a_suggestion(smtj: Program) -> None:
    ended = smtj("explain", "hyperparameters")
    assert ended.code == 1
    assert 'Did you mean "hyper_parameters"?' in ended.err


def test_markdown(smtj: Program) -> None:
    assert smtj("explain", "role_arn", "--markdown").out.startswith("### `role_arn`\n")


@pytest.mark.parametrize("path", [*paths(SCHEMA.request), *SCHEMA.exported.values()])
def test_everything_can_be_explained(path: str) -> None:
    assert explain(path, SCHEMA, MODEL) is not None
