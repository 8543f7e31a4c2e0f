"""Artifacts of a job in; the objects that they are made of, and where each goes below the target, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.download.artifacts import NoArtifactError
from sm_tj_cli.download.safe_paths import (
    KnownPaths,
    Limits,
    UnsafePathError,
    safe_parts,
    visible,
)
from sm_tj_cli.download.transfer import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.download.artifacts import Artifact
    from sm_tj_cli.download.ports import Downloads
    from sm_tj_cli.download.safe_paths import Parts


class UnsafeKeyError(Exception):
    """A key that no file is made from; its text says why, as a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """An artifact with its objects; each with its path below the artifact's folder, empty where it is one object."""

    artifact: Artifact
    sources: tuple[tuple[Source, Parts], ...]

    @property
    def size(self) -> int:
        """Of all objects together, in bytes."""
        return sum(source.file.size for source, _ in self.sources)


def find(artifact: Artifact, bucket: Downloads, limits: Limits) -> Found:
    """What is there now.

    Raises:
        NoArtifactError: nothing is.
        UnsafeKeyError: a key could lead out of the target, or cannot be a file's name.
        ServiceError: S3 refuses to be asked.
    """
    if artifact.is_folder:
        found = tuple(_listed(artifact, bucket, limits))
    else:
        file = bucket.look(artifact.location.key)
        found = ((Source(bucket, file), ()),) if file is not None else ()
    if not found:
        raise NoArtifactError(f"There is nothing at {artifact.location}.")
    return Found(artifact, found)


def _listed(
    artifact: Artifact, bucket: Downloads, limits: Limits
) -> Iterator[tuple[Source, Parts]]:
    known = KnownPaths(limits)
    prefix = artifact.location.key
    for file in bucket.list(prefix):
        if artifact.without is not None and file.key.startswith(artifact.without):
            continue
        # Some programs make an empty object for a folder.
        if file.key.endswith("/") and not file.size:
            continue
        name = file.key.removeprefix(prefix)
        try:
            if name.endswith("/"):
                raise UnsafePathError("is a file with the name of a folder")
            parts = safe_parts(name, limits)
            known.add(parts, is_folder=False)
        except UnsafePathError as problem:
            raise UnsafeKeyError(f'"{visible(file.key)}" {problem}.') from problem
        yield Source(bucket, file), parts
