"""The whole program in this process, against the sandbox."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.objects import S3Objects
from sm_tj_cli.cli.main import run
from tests.verbs.s3_state import BACKEND

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.address import SandboxAddress

SAMPLES = Path(__file__).parents[2] / "samples"

JOB = """
resource "aws_sagemaker_training_job" "NAME" {
  training_job_name = "NAME"
  role_arn          = "arn:aws:iam::123456789012:role/training"

  algorithm_specification {
    training_image      = "123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1"
    training_input_mode = "File"
  }

  resource_config {
    instance_type     = "ml.m5.large"
    instance_count    = 1
    volume_size_in_gb = 30
  }

  hyper_parameters = { k = "10" }

  output_data_config { s3_output_path = "s3://bucket/out" }

  stopping_condition { max_runtime_in_seconds = 3600 }
}
"""


@dataclass(frozen=True)
class Ended:
    """How a command line ended."""

    code: int
    out: str
    err: str

    def json(self) -> dict[str, object]:
        """The document on standard output."""
        return json.loads(self.out)

    def lines(self) -> list[dict[str, object]]:
        """The JSON lines on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Program:
    """smtj, run in `directory`."""

    directory: Path
    capture: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Ended:
        self.capture.readouterr()
        code = run(list(words))
        told = self.capture.readouterr()
        return Ended(code, told.out, told.err)

    def write(self, text: str, name: str = "main.tf") -> None:
        """A file of the configuration."""
        (self.directory / name).write_text(text)

    def job(
        self,
        name: str = "train",
        *,
        parameter: str = "k",
        argument: str = "training_job_name",
        extra: str = "",
    ) -> None:
        """`NAME.tf` with one job that has one hyperparameter."""
        text = JOB.replace("NAME", name).replace("{ k =", f"{{ {parameter} =")
        text = (
            text.replace("training_job_name", argument).rstrip().removesuffix("}")
            + f"{extra}\n}}\n"
        )
        self.write(text, f"{name}.tf")

    def sample(self, name: str) -> None:
        """The files of a sample."""
        shutil.copytree(SAMPLES / name, self.directory, dirs_exist_ok=True)


@pytest.fixture
def smtj(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Program:
    """smtj in an empty directory."""
    monkeypatch.chdir(tmp_path)
    return Program(tmp_path, capsys)


@pytest.fixture
def with_sandbox(smtj: Program, sandbox: SandboxAddress) -> Program:
    """The same, for commands with `--sandbox`."""
    assert sandbox.url
    return smtj


@pytest.fixture
def bucket(sandbox: SandboxAddress) -> S3Objects:
    """A bucket for states, `states`."""
    clients = Clients(region="us-east-1", environment={**os.environ, **sandbox.environment})
    objects = S3Objects(clients, "states")
    objects.create_bucket()
    return objects


@pytest.fixture
def program(with_sandbox: Program, bucket: S3Objects) -> Program:
    """smtj in the sandbox, its state in the bucket."""
    assert bucket
    with_sandbox.write(BACKEND, "backend.tf")
    return with_sandbox
