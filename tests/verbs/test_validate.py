from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.verbs.conftest import Program

FAULTY = """
resource "aws_sagemaker_training_job" "job_NUMBER" {
  training_job_name = "job_NUMBER"
  role_arn          = "training"
  hyperparameters   = { k = 10 }

  algorithm_specification {
    training_image      = "x"
    algorithm_name      = "y"
    training_input_mode = "file"
  }

  resource_config {
    instance_type  = "ml.m5.xlarg"
    instance_count = "one"
    volume_size_gb = 30
  }

  output_data_config {
    s3_output_path = "bucket/out"
  }

  stopping_condition {
    max_runtime_in_seconds = 99999999
  }
}
"""


def test_five_hundred_faults_are_told_in_one_run_in_the_order_of_the_file(smtj: Program) -> None:
    smtj.write("".join(FAULTY.replace("NUMBER", str(number)) for number in range(50)))
    document = smtj("validate", "--json").json()
    found = document["diagnostics"]
    assert document["error_count"] == len(found) == 500  # type: ignore[arg-type]
    lines = [it["range"]["start"]["line"] for it in found]  # type: ignore[attr-defined]
    assert lines == sorted(lines)
    assert len(set(lines)) == 500


def test_warnings_leave_it_valid(smtj: Program) -> None:
    smtj.job(extra='environment = { DB_PASSWORD = "x" }')
    ended = smtj("validate")
    assert ended.code == 0
    assert ended.out == (
        "Success! The configuration is valid, but there were some validation warnings as shown above.\n"
    )
    document = smtj("validate", "--json").json()
    assert (document["valid"], document["error_count"], document["warning_count"]) == (True, 0, 1)


def keys(document: object) -> object:
    """The document's members without what they hold, but for texts that say where."""
    match document:
        case dict():
            return {
                name: it
                if name in {"line", "column", "byte", "filename", "severity", "code", "context"}
                else keys(it)
                for name, it in document.items()
            }
        case list():
            return [keys(it) for it in document]
        case _:
            return type(document).__name__


@pytest.mark.skipif(shutil.which("terraform") is None, reason="no terraform to compare with")
@pytest.mark.parametrize(
    "text",
    [
        'output "x" {\n  value = local.nothing\n}\n',
        'locals {\n  é = nonsense("a")\n}\n\noutput "y" {\n  value = local.é\n}\n',
        'output "x" {\n  value = 1\n}\n',
    ],
)
def test_the_document_is_terraforms(smtj: Program, text: str) -> None:
    smtj.write(text)
    done = subprocess.run(
        ["terraform", "validate", "-json"], capture_output=True, text=True, check=False
    )
    assert keys(smtj("validate", "--json").json()) == keys(json.loads(done.stdout))
