from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.trying import try_definitions
from sm_tj_cli.cli.wiring import Session
from tests.unit.render.samples import Screen

if TYPE_CHECKING:
    from pathlib import Path

SWEEP = """
resource "aws_sagemaker_training_job" "t" {
  for_each          = toset(["a", "b"])
  training_job_name = each.key
  role_arn          = "arn:aws:iam::123456789012:role/training"
  algorithm_specification {
    training_image      = "123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1"
    training_input_mode = "File"
    metric_definitions {
      name  = "loss"
      regex = "loss=(\\\\S+)"
    }
    metric_definitions {
      name  = "of ${each.key}"
      regex = "${each.key}=(\\\\S+)"
    }
  }
  resource_config {
    instance_type     = "ml.m5.large"
    instance_count    = 1
    volume_size_in_gb = 30
  }
  output_data_config { s3_output_path = "s3://bucket/out" }
  stopping_condition { max_runtime_in_seconds = 3600 }
}
"""


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.tf").write_text(SWEEP)
    (tmp_path / "log").write_bytes(b"loss=1 a=1\r\nloss=2 b=\xff\n")
    return Screen()


def session(screen: Screen, *, json: bool = False) -> Session:
    return Session(GlobalOptions(json=json), screen.terminal)


def test_each_definition_is_tried_once(screen: Screen) -> None:
    assert try_definitions(session(screen, json=True), "log", [], []) is ExitCode.ERROR
    document = json.loads(screen.out.getvalue())
    found = {(it["name"], *it["jobs"]): it["matches"] for it in document["metric_definitions"]}
    a, b = (f'aws_sagemaker_training_job.t["{key}"]' for key in "ab")
    assert found == {("loss", a): 2, ("of a", a): 1, ("loss", b): 2, ("of b", b): 0}


def test_only_those_that_are_wanted(screen: Screen) -> None:
    assert try_definitions(session(screen), "log", ["main.tf"], ["loss"]) is ExitCode.DONE
    lines = screen.out.getvalue().splitlines()
    assert lines[0] == ('aws_sagemaker_training_job.t["a"], aws_sagemaker_training_job.t["b"]')
    assert lines[1] == "  ✓ loss: 2 values, first 1, last 2"


@pytest.mark.parametrize(
    ("log", "words", "metrics", "part"),
    [
        ("none", [], [], "none (--test): No such file or directory."),
        (".", [], [], ". (--test): Is a directory."),
        ("log", [], ["los"], 'Did you mean "loss"?'),
    ],
)
def test_what_cannot_be_tried(
    screen: Screen, log: str, words: list[str], metrics: list[str], part: str
) -> None:
    with pytest.raises(Stopped) as caught:
        try_definitions(session(screen), log, words, metrics)
    assert part in next(iter(caught.value.diagnostics)).detail


def test_faults_of_the_configuration_come_first(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(SWEEP.replace("each.key\n", "each.kye\n", 1))
    with pytest.raises(Stopped):
        try_definitions(session(screen), "log", [], [])
