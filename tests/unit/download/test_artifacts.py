from __future__ import annotations

import pytest

from sm_tj_cli.download.artifacts import Artifact, Kind, NoArtifactError, artifacts_of
from sm_tj_cli.download.s3_uri import parse_s3_uri


def described(model: str | None = None, output: str = "s3://bucket/out", **more: object) -> dict[str, object]:  # fmt: skip
    answer: dict[str, object] = {
        "TrainingJobName": "job",
        "TrainingJobStatus": "Completed",
        "OutputDataConfig": {"S3OutputPath": output, "CompressionType": "GZIP"},
        **more,
    }
    if model is not None:
        answer["ModelArtifacts"] = {"S3ModelArtifacts": model}
    return answer


UNCOMPRESSED = {"S3OutputPath": "s3://bucket/out", "CompressionType": "NONE"}


def artifact(description: dict[str, object], kind: Kind) -> Artifact:
    (found,) = artifacts_of(description, [kind])
    return found


def test_a_model_is_an_object() -> None:
    found = artifact(described("s3://bucket/out/job/output/model.tar.gz"), Kind.MODEL)
    assert (str(found.location), found.is_folder) == ("s3://bucket/out/job/output/model.tar.gz", False)  # fmt: skip
    assert (found.name, found.outside) == ("model.tar.gz", None)


@pytest.mark.parametrize("uri", ["s3://bucket/out/job/output/model", "s3://bucket/out/job/output/model/"])  # fmt: skip
def test_an_uncompressed_model_is_a_folder(uri: str) -> None:
    found = artifact(described(uri, OutputDataConfig=UNCOMPRESSED), Kind.MODEL)
    assert (str(found.location), found.is_folder, found.name) == (
        "s3://bucket/out/job/output/model/",
        True,
        "model",
    )


@pytest.mark.parametrize(
    ("output", "key"),
    [
        ("s3://bucket/out", "out/job/output/output.tar.gz"),
        ("s3://bucket/out/", "out/job/output/output.tar.gz"),
        ("s3://bucket", "job/output/output.tar.gz"),
        ("s3://bucket/", "job/output/output.tar.gz"),
    ],
)
def test_output_is_beside_the_model(output: str, key: str) -> None:
    found = artifact(described(output=output), Kind.OUTPUT)
    assert (found.location.key, found.name) == (key, "output.tar.gz")


def test_uncompressed_output_is_what_is_not_the_model() -> None:
    found = artifact(described(OutputDataConfig=UNCOMPRESSED), Kind.OUTPUT)
    assert (found.location.key, found.is_folder, found.without) == (
        "out/job/output/",
        True,
        "out/job/output/model/",
    )


def test_checkpoints() -> None:
    found = artifact(described(CheckpointConfig={"S3Uri": "s3://other/ck"}), Kind.CHECKPOINTS)
    assert (str(found.location), found.is_folder, found.name) == ("s3://other/ck/", True, "checkpoints")  # fmt: skip


@pytest.mark.parametrize(
    "uri",
    ["s3://other/out/job/output/model.tar.gz", "s3://bucket/out2/model.tar.gz", "s3://bucket/model.tar.gz"],
)  # fmt: skip
def test_a_model_in_an_odd_place(uri: str) -> None:
    assert artifact(described(uri), Kind.MODEL).outside == parse_s3_uri("s3://bucket/out")


@pytest.mark.parametrize(
    ("description", "kind", "told"),
    [
        (
            described(TrainingJobStatus="Failed", FailureReason="AlgorithmError: no"),
            Kind.MODEL,
            "job has left no model. It is Failed: AlgorithmError: no",
        ),
        (described(TrainingJobStatus="Stopped"), Kind.MODEL, "It is Stopped"),
        (described(TrainingJobStatus="InProgress"), Kind.MODEL, "still runs"),
        (described("https://x/model.tar.gz"), Kind.MODEL, "does not begin with s3://"),
        (described("s3://bucket/m", output="s3://B_ad"), Kind.MODEL, "no valid bucket name"),
        (described(OutputDataConfig={}), Kind.OUTPUT, "no S3OutputPath"),
        (described(), Kind.CHECKPOINTS, "no checkpoint_config"),
    ],
)
def test_what_is_not_there(description: dict[str, object], kind: Kind, told: str) -> None:
    with pytest.raises(NoArtifactError, match=told):
        artifact(description, kind)
