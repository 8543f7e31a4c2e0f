"""DescribeTrainingJob's answer in; where the job's model, output and checkpoints are out.

A model is what `ModelArtifacts` names: an object, or with `CompressionType` NONE a folder. What the job wrote to
`/opt/ml/output/data` is beside it: `output.tar.gz`, or everything there that is not the model
(https://docs.aws.amazon.com/sagemaker/latest/dg/model-train-storage.html).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sm_tj_cli.download.s3_uri import S3Location, S3UriError, parse_s3_uri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MODEL_ARCHIVE = "model.tar.gz"
OUTPUT_ARCHIVE = "output.tar.gz"


class Kind(StrEnum):
    """What a job leaves in S3."""

    MODEL = "model"
    OUTPUT = "output"
    CHECKPOINTS = "checkpoints"


class NoArtifactError(Exception):
    """The job has nothing of the kind; its text says why, in sentences."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """Something that a job left in S3.

    Attributes:
        kind: what it is.
        location: of an object, or of the folder of several.
        is_folder: whether it is a folder, in which a key ends with `/`.
        without: keys that begin so belong to another one.
        outside: the folder that it should be in but is not; None where all is well.
    """

    kind: Kind
    location: S3Location
    is_folder: bool = False
    without: str | None = None
    outside: S3Location | None = None

    @property
    def name(self) -> str:
        """What it is called beside other artifacts: a file, or a folder."""
        if self.is_folder:
            return self.kind.value
        return MODEL_ARCHIVE if self.kind is Kind.MODEL else OUTPUT_ARCHIVE


def artifacts_of(description: Mapping[str, object], kinds: Iterable[Kind]) -> Iterator[Artifact]:
    """Where those of these kinds are, if the job has left them.

    Raises:
        NoArtifactError: the job cannot have one.
    """
    for kind in kinds:
        match kind:
            case Kind.MODEL:
                yield _model(description)
            case Kind.OUTPUT:
                yield _output(description)
            case Kind.CHECKPOINTS:
                yield _checkpoints(description)


def _model(description: Mapping[str, object]) -> Artifact:
    text = _member(description, "ModelArtifacts", "S3ModelArtifacts")
    if not text:
        raise NoArtifactError(_no_model(description))
    location = _parsed(text, "S3ModelArtifacts")
    folder = _folder(description)
    # An uncompressed model's URI may or may not end with a slash.
    is_folder = _is_uncompressed(description) or location.key.endswith("/")
    if is_folder and not location.key.endswith("/"):
        location = S3Location(location.bucket, f"{location.key}/")
    outside = None if location.is_below(folder) else folder
    return Artifact(Kind.MODEL, location, is_folder, outside=outside)


def _output(description: Mapping[str, object]) -> Artifact:
    folder = _folder(description)
    prefix = f"{folder.key.rstrip('/')}/" if folder.key.rstrip("/") else ""
    beside = f"{prefix}{description.get('TrainingJobName')}/output/"
    if not _is_uncompressed(description):
        return Artifact(Kind.OUTPUT, S3Location(folder.bucket, f"{beside}{OUTPUT_ARCHIVE}"))
    return Artifact(
        Kind.OUTPUT, S3Location(folder.bucket, beside), is_folder=True, without=f"{beside}model/"
    )


def _checkpoints(description: Mapping[str, object]) -> Artifact:
    text = _member(description, "CheckpointConfig", "S3Uri")
    if not text:
        raise NoArtifactError("The job keeps no checkpoints: it has no checkpoint_config.")
    location = _parsed(text, "CheckpointConfig")
    key = location.key.rstrip("/")
    folder = S3Location(location.bucket, f"{key}/" if key else "")
    return Artifact(Kind.CHECKPOINTS, folder, is_folder=True)


def _no_model(description: Mapping[str, object]) -> str:
    name, status = description.get("TrainingJobName"), description.get("TrainingJobStatus")
    if status in {"InProgress", "Stopping"}:
        return f"{name} still runs, and its model is uploaded at its end: smtj wait {name}"
    reason = str(description.get("FailureReason") or "").strip()
    because = f": {reason[:300]}" if reason else ""
    return f"{name} has left no model. It is {status}{because}"


def _folder(description: Mapping[str, object]) -> S3Location:
    text = _member(description, "OutputDataConfig", "S3OutputPath")
    if not text:
        raise NoArtifactError("The job has no S3OutputPath.")
    return _parsed(text, "S3OutputPath")


def _is_uncompressed(description: Mapping[str, object]) -> bool:
    return _member(description, "OutputDataConfig", "CompressionType") == "NONE"


def _member(description: Mapping[str, object], structure: str, name: str) -> str:
    found = description.get(structure)
    value = found.get(name) if isinstance(found, dict) else None
    return value if isinstance(value, str) else ""


def _parsed(text: str, what: str) -> S3Location:
    try:
        return parse_s3_uri(text)
    except S3UriError as problem:
        raise NoArtifactError(f'The {what} "{text}" {problem}.') from problem
