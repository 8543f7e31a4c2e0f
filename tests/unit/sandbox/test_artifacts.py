from __future__ import annotations

import json
import tarfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, cast

import pytest

from sm_tj_cli.sandbox.artifacts import Artifacts
from sm_tj_cli.sandbox.job import Job
from sm_tj_cli.sandbox.other_services import OtherServices
from sm_tj_cli.sandbox.store import JobStore
from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sm_tj_cli.documents import JSON


@dataclass
class Objects(OtherServices):
    """Keeps what is put."""

    put: dict[str, bytes] = field(default_factory=dict)

    def put_object(self, region: str, bucket: str, key: str, body: bytes) -> None:
        self.put[f"{region} {bucket}/{key}"] = body


@pytest.fixture
def artifacts(tmp_path: Path) -> Iterator[Artifacts]:
    store = JobStore(tmp_path / "jobs")
    yield Artifacts(store, Objects())
    store.close()


def put(artifacts: Artifacts) -> dict[str, bytes]:
    assert isinstance(artifacts.others, Objects)
    return artifacts.others.put


def add(artifacts: Artifacts, timeline: str = "success", **members: object) -> None:
    request = cast("dict[str, JSON]", training_job_request("job", **members))
    artifacts.store.put(Job("us-east-1", request, 1000.0, timeline))


def test_a_model_comes_once_at_the_jobs_end(artifacts: Artifacts) -> None:
    add(artifacts, HyperParameters={"k": "3"})
    artifacts.upload(1001)
    assert put(artifacts) == {}
    artifacts.upload(1010)
    (body,) = put(artifacts).values()
    assert list(put(artifacts)) == ["us-east-1 bucket/out/job/output/model.tar.gz"]
    with tarfile.open(fileobj=BytesIO(body)) as archive:
        model = archive.extractfile("model.json")
        assert model is not None
        assert json.load(model)["parameters"] == {"k": "3"}
    put(artifacts).clear()
    artifacts.upload(1020)
    assert put(artifacts) == {}
    artifacts.reset()
    artifacts.upload(1020)
    assert len(put(artifacts)) == 1


def test_a_model_may_come_uncompressed(artifacts: Artifacts) -> None:
    add(artifacts, OutputDataConfig={"S3OutputPath": "s3://b/o/", "CompressionType": "NONE"})
    artifacts.upload(1010)
    assert sorted(put(artifacts)) == [
        "us-east-1 b/o/job/output/model/code/inference.py",
        "us-east-1 b/o/job/output/model/model.json",
    ]


def test_a_failed_job_leaves_none(artifacts: Artifacts) -> None:
    add(artifacts, "failure")
    artifacts.upload(1010)
    assert put(artifacts) == {}
