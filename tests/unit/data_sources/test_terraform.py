"""Outputs of other configurations, from states in files and in S3."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.data_sources.conftest import Make, Read

OUTPUTS = {
    "vpc": {"value": "vpc-1", "type": "string"},
    "ids": {"value": ["a"], "type": ["list", "string"]},
}
STATE = json.dumps({"version": 4, "serial": 1, "lineage": "l", "outputs": OUTPUTS, "resources": []})
KIND = "terraform_remote_state"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_file(read: Read, tmp_path: Path) -> None:
    (tmp_path / "other.tfstate").write_text(STATE)
    found = read(KIND, 'backend = "local"\nconfig = { path = "other.tfstate" }')
    assert found["outputs"] == {"vpc": "vpc-1", "ids": ["a"]}
    assert (found["backend"], found["workspace"]) == ("local", None)


def test_defaults_stand_for_missing_outputs(read: Read, tmp_path: Path) -> None:
    (tmp_path / "terraform.tfstate").write_text(STATE)
    found = read(KIND, 'backend = "local"\ndefaults = { vpc = "d", new = 1 }')
    assert found["outputs"] == {"vpc": "vpc-1", "ids": ["a"], "new": 1}


def test_a_workspace_of_the_local_backend(read: Read, tmp_path: Path) -> None:
    place = tmp_path / "spaces" / "dev" / "terraform.tfstate"
    place.parent.mkdir(parents=True)
    place.write_text(STATE)
    words = 'backend = "local"\nworkspace = "dev"\nconfig = { workspace_dir = "spaces" }'
    assert read(KIND, words)["outputs"] == {"vpc": "vpc-1", "ids": ["a"]}


@pytest.mark.parametrize(
    ("workspace", "key"), [("", "a/t.tfstate"), ("dev", "env:/dev/a/t.tfstate")]
)
def test_an_object(read: Read, make: Make, workspace: str, key: str) -> None:
    make("s3", "CreateBucket", Bucket="states")
    make("s3", "PutObject", Bucket="states", Key=key, Body=STATE.encode())
    words = (
        'backend = "s3"\nconfig = { bucket = "states", key = "a/t.tfstate", region = "us-east-1" }'
    )
    words += f'\nworkspace = "{workspace}"' if workspace else ""
    assert read(KIND, words)["outputs"] == {"vpc": "vpc-1", "ids": ["a"]}


@pytest.mark.parametrize(
    ("arguments", "summary", "words"),
    [
        ('backend = "local"', "Unable to find remote state", '"terraform.tfstate"'),
        ('backend = "gcs"', "Invalid backend configuration", "local and s3"),
        ('backend = "local"\nconfig = { pat = 1 }', "Invalid backend configuration", '"pat"'),
        ('backend = "s3"\nconfig = { bucket = "b" }', "Invalid backend configuration", '"key"'),
        (
            'backend = "s3"\nconfig = { bucket = "no-such", key = "k", region = "us-east-1" }',
            "Unable to find remote state",
            "s3://no-such/k",
        ),
    ],
)
def test_what_cannot_be_read(read: Read, arguments: str, summary: str, words: str) -> None:
    told = read(KIND, arguments)
    assert told["summary"] == summary
    assert words in str(told["detail"])


def test_a_file_that_is_no_state(read: Read, tmp_path: Path) -> None:
    (tmp_path / "terraform.tfstate").write_text("{")
    assert read(KIND, 'backend = "local"')["summary"] == "Data source cannot be read"
