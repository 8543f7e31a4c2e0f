from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.verbs.conftest import Program


def test_arrows_lead_to_what_is_needed(smtj: Program) -> None:
    smtj.sample("two-jobs")
    lines = smtj("graph").out.splitlines()
    arrow = '"aws_sagemaker_training_job.model" -> "aws_sagemaker_training_job.features";'
    assert [line.strip() for line in lines if "->" in line] == [arrow]
    assert (lines[0], lines[-1]) == ("digraph {", "}")


def test_json_has_nodes_and_edges(smtj: Program) -> None:
    smtj.sample("two-jobs")
    found = smtj("graph", "--json").json()
    features, model = (f"aws_sagemaker_training_job.{name}" for name in ("features", "model"))
    assert found["nodes"] == [features, model]
    assert found["edges"] == [{"from": model, "to": features, "waits_for": "completed"}]
