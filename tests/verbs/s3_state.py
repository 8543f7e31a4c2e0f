"""A state in S3: where it stands, and what a test asks about it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.aws.objects import S3Objects
    from sm_tj_cli.sandbox.admin import Admin

KEY = "team/terraform.smtj.tfstate"
BACKEND = """
terraform {
  backend "s3" {
    bucket = "states"
    key    = "team/terraform.tfstate"
    region = "us-east-1"
  }
}
"""


def keys(bucket: S3Objects) -> set[str]:
    listed = bucket.clients.s3().list_objects_v2(Bucket="states")  # type: ignore[attr-defined]
    return {item["Key"] for item in listed.get("Contents", ())}


def creations(admin: Admin) -> int:
    return json.dumps(admin.requests.as_json()).count('"CreateTrainingJob"')


def start(directory: Path, *words: str) -> subprocess.Popen[str]:
    """The program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "sm_tj_cli", "--sandbox", *words],
        cwd=directory,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
