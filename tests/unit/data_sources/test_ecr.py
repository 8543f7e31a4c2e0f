"""Repositories and images."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.data_sources.conftest import Make, Read

URL = "123456789012.dkr.ecr.us-east-1.amazonaws.com/train"


@pytest.fixture(autouse=True)
def repository(make: Make) -> None:
    make("ecr", "CreateRepository", repositoryName="train")


def test_a_repository(read: Read) -> None:
    found = read("aws_ecr_repository", 'name = "train"')
    assert (found["repository_url"], found["registry_id"]) == (URL, "123456789012")
    assert found["image_tag_mutability"] == "MUTABLE"
    assert found["image_scanning_configuration"] == [{"scan_on_push": False}]


def test_an_image_by_its_tag_and_the_most_recent_one(read: Read, make: Make) -> None:
    for tag in ("one", "two"):
        kind = "application/vnd.docker.distribution.manifest.v2+json"
        manifest = json.dumps({"schemaVersion": 2, "mediaType": kind, "config": {"digest": tag}})
        make("ecr", "PutImage", repositoryName="train", imageManifest=manifest, imageTag=tag)
    found = read("aws_ecr_image", 'repository_name = "train"\nimage_tag = "one"')
    assert found["image_uri"] == f"{URL}@{found['image_digest']}"
    assert "one" in str(found["image_tags"])
    again = read(
        "aws_ecr_image", f'repository_name = "train"\nimage_digest = "{found["image_digest"]}"'
    )
    assert again["image_digest"] == found["image_digest"]
    latest = read("aws_ecr_image", 'repository_name = "train"\nmost_recent = true')
    assert str(latest["image_digest"]).startswith("sha256:")


def test_which_image_has_to_be_said(read: Read) -> None:
    told = read("aws_ecr_image", 'repository_name = "train"')
    assert "One of image_tag, image_digest and most_recent" in str(told["detail"])


def test_what_is_not_there(read: Read) -> None:
    assert "RepositoryNotFound" in str(read("aws_ecr_repository", 'name = "no"')["detail"])
