"""No secret is printed: neither what is marked sensitive, nor what goes by a secret's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.verbs.conftest import Program

JOB = """
variable "secret" {
  sensitive = true
  default   = "canary-variable"
}

resource "aws_sagemaker_training_job" "a" {
  training_job_name_prefix = "secret-"
  role_arn                 = "arn:aws:iam::123456789012:role/training"

  algorithm_specification {
    training_image      = "123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1"
    training_input_mode = "File"
  }

  resource_config {
    instance_type  = "ml.m5.large"
    instance_count = 1
  }

  hyper_parameters = { wandb_api_key = "canary-key", k = var.secret }
  environment = {
    DB_PASSWORD = "canary-password"
    MARKED      = var.secret
  }
  output_data_config { s3_output_path = "s3://bucket/out" }
  tags = { Owner = var.secret }
  stopping_condition { max_runtime_in_seconds = 3600 }
}

output "marked" {
  sensitive = true
  value     = var.secret
}

output "parameters" {
  value = nonsensitive({ for key, value in aws_sagemaker_training_job.a.environment : key => value if key != "MARKED" })
}
"""
# Each fault is on a line with a secret, or about one.
FAULTY = (
    JOB.replace('"canary-key"', '"canary-\\u00e9\\nkey"')
    .replace('"canary-password"', f'"canary-{"x" * 600}"')
    .replace("k = var.secret }", "k = var.secret, token = [var.secret] }")
    .replace("MARKED ", "MAR-KED ")
)
CANARY = "canary"


@pytest.fixture
def smtj_with_secrets(with_sandbox: Program) -> Program:
    with_sandbox.write(JOB)
    return with_sandbox


def files_with_canaries(directory: Path) -> set[str]:
    texts = {path: path.read_text(errors="replace") for path in directory.iterdir()}
    return {path.name for path, text in texts.items() if CANARY in text}


def test_no_verb_prints_a_secret(smtj_with_secrets: Program) -> None:
    smtj = smtj_with_secrets
    for words in (
        "validate",
        "validate --json",
        "plan",
        "plan --json",
        "plan --out saved.plan",
        "apply --auto-approve --json --debug",
        "list",
        "list --json",
        "show a",
        "show a --json",
        "show a --offline",
        "show a --offline --json",
        "state list",
        "state show a",
        "output",
        "graph",
        "wait a --json",
        "plan --rerun a",
        "plan --rerun a --json",
        "apply --rerun a --auto-approve",
        "show a --json",
        "destroy --auto-approve --json --debug",
    ):
        ended = smtj("--sandbox", *words.split())
        assert ended.code == 0, (words, ended.err)
        assert CANARY not in ended.out + ended.err, words
    kept = files_with_canaries(smtj.directory) - {"main.tf", "saved.plan"}
    assert kept <= {"smtj.tfstate", "smtj.tfstate.backup"}


@pytest.mark.parametrize("words", ["validate", "validate --json", "plan --debug", "apply --json"])
def test_no_fault_shows_one(smtj_with_secrets: Program, words: str) -> None:
    smtj_with_secrets.write(FAULTY)
    ended = smtj_with_secrets("--sandbox", *words.split())
    assert ended.code == 1
    for name in ("wandb_api_key", "DB_PASSWORD", "MAR-KED", "token"):
        assert name in ended.out + ended.err
    assert CANARY not in ended.out + ended.err


def test_what_is_asked_for_by_name_is_given(smtj_with_secrets: Program) -> None:
    """As `terraform output -raw`; and a request without its values would be of no use."""
    smtj = smtj_with_secrets
    smtj("--sandbox", "apply", "--auto-approve")
    assert smtj("output", "--raw", "marked").out == "canary-variable"
    assert "canary-key" in smtj("render").out
