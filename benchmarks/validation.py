"""How long `smtj validate` takes over a file with more than 500 faults, and over one without any.

Prints medians of whole processes, and how many faults were told. Run it with `make bench`.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
from pathlib import Path

from measure import Took, executable, installed, took

RUNS = 9
# Eleven faults in each job, of every kind: name, type, choice, pattern, range, rule.
JOB = """
resource "aws_sagemaker_training_job" "job_{number}" {{
  training_job_name = "job_{number}"
  role_arn          = "training"
  hyperparameters   = {{ k = 10 }}

  algorithm_specification {{
    training_image      = "x"
    algorithm_name      = "y"
    training_input_mode = "file"
  }}

  resource_config {{
    instance_type     = "ml.m5.xlarg"
    instance_count    = "one"
    volume_size_gb    = 30
  }}

  output_data_config {{
    s3_output_path = "bucket/out"
  }}

  stopping_condition {{
    max_runtime_in_seconds   = 99999999
    max_wait_time_in_seconds = 60
  }}
}}
"""
RIGHT = """
resource "aws_sagemaker_training_job" "job_{number}" {{
  training_job_name = "job-{number}"
  role_arn          = "arn:aws:iam::123456789012:role/training"

  algorithm_specification {{
    training_image      = "x"
    training_input_mode = "File"
  }}

  resource_config {{
    instance_type     = "ml.m5.xlarge"
    instance_count    = 1
  }}

  output_data_config {{
    s3_output_path = "s3://bucket/out"
  }}

  stopping_condition {{
    max_runtime_in_seconds = 3600
  }}
}}
"""


def main() -> None:
    """Prints the figures."""
    installed()
    faulty = "".join(JOB.format(number=number) for number in range(50))
    right = "".join(RIGHT.format(number=number) for number in range(50))
    print(f"{'smtj validate --json':24} {'seconds':>8} {'processor':>10} {'told':>6}")
    for title, text in (
        ("50 jobs, all faulty", faulty),
        ("50 jobs, none faulty", right),
        ("1 job, not faulty", RIGHT.format(number=1)),
    ):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "main.tf").write_text(text)
            runs, told = measure(Path(folder))
        seconds = statistics.median(run.seconds for run in runs)
        processor = statistics.median(run.processor for run in runs)
        print(f"{title:24} {seconds:8.3f} {processor:10.3f} {told:6}")


def measure(folder: Path) -> tuple[list[Took], int]:
    """Whole processes, and how much the last one told."""
    out = folder / "told.json"
    words = [executable(), "validate", "--json"]
    runs = [took(words, folder, dict(os.environ), out) for _ in range(RUNS)]
    return runs, len(json.loads(out.read_text())["diagnostics"])


if __name__ == "__main__":
    main()
