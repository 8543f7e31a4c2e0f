"""Fetched objects in; files in their place out: all of an artifact, or, where anything goes wrong, nothing of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.download.archive import check_archive, unpack_archive
from sm_tj_cli.download.tree import Tree, move_new

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sm_tj_cli.download.artifacts import Artifact
    from sm_tj_cli.download.safe_paths import Limits, Parts
    from sm_tj_cli.download.staging import Staging
    from sm_tj_cli.download.transfer import Fetched


class NoRoomError(Exception):
    """The disk has not so much room; its text says how much is missing, as a sentence."""


@dataclass(frozen=True, slots=True)
class PlacedFile:
    """A file in its place.

    Attributes:
        path: where it is.
        size: in bytes.
        sha256: in hexadecimal digits.
        uri: the object that it is, or that it was in.
        verified: by what that object was found to be whole: an algorithm, or `size`.
    """

    path: Path
    size: int
    sha256: str
    uri: str
    verified: str


@dataclass(frozen=True, slots=True)
class Placing:
    """How artifacts get their place.

    Attributes:
        staging: where they were fetched to; their place is in its target.
        replace: whether what is there may be replaced.
        unpack: whether an archive is unpacked.
        limits: what an archive may be at the most.
    """

    staging: Staging
    replace: bool
    unpack: bool
    limits: Limits

    def target(self, artifact: Artifact) -> Path:
        """Where an artifact goes: a file, or a folder."""
        name = artifact.kind.value if self.unpack else artifact.name
        return self.staging.target / name

    def place(
        self, artifact: Artifact, fetched: Sequence[tuple[Fetched, Parts]]
    ) -> list[PlacedFile]:
        """Puts an artifact in its place.

        Raises:
            FileExistsError: something is there.
            DamagedArchiveError, RefusedArchiveError: the archive is not unpacked.
            NoRoomError: it would not fit.
            OSError: a file cannot be written.
        """
        target = self.target(artifact)
        if artifact.is_folder:
            return self._folder(target, fetched)
        (one, _), *_ = fetched
        if self.unpack:
            return self._unpacked(target, one)
        if self.replace:
            one.place.replace(target)
        else:
            move_new(one.place, str(target))
        return [_placed(target, one)]

    def _folder(self, target: Path, fetched: Sequence[tuple[Fetched, Parts]]) -> list[PlacedFile]:
        made = self._new_folder(target)
        with Tree(made) as tree:
            for one, parts in fetched:
                tree.take(one.place, parts)
        self._swap(made, target)
        return [_placed(target.joinpath(*parts), one) for one, parts in fetched]

    def _unpacked(self, target: Path, one: Fetched) -> list[PlacedFile]:
        made = self._new_folder(target)
        try:
            with one.place.open("rb") as archive:
                check_room(made, check_archive(archive, self.limits).size)
                with Tree(made) as tree:
                    files = list(unpack_archive(archive, tree, self.limits))
            self._swap(made, target)
        finally:
            shutil.rmtree(made, ignore_errors=True)
        uri, verified = str(one.source), one.checked.by
        return [PlacedFile(target / it.path, it.size, it.sha256, uri, verified) for it in files]

    def _new_folder(self, target: Path) -> Path:
        made = self.staging.folder / f"{target.name}.new"
        if made.exists():
            shutil.rmtree(made)
        made.mkdir()
        return made

    def _swap(self, made: Path, target: Path) -> None:
        old = self.staging.folder / f"{target.name}.old"
        if self.replace and target.exists():
            target.rename(old)
        made.rename(target)
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)


def check_room(folder: Path, size: int) -> None:
    """Whether so many bytes fit beside what is there.

    Raises:
        NoRoomError: they do not.
    """
    free = shutil.disk_usage(folder).free
    if free < size:
        raise NoRoomError(
            f"{size} bytes are needed, and the disk of {folder} has {free}: {size - free} too few."
        )


def _placed(path: Path, one: Fetched) -> PlacedFile:
    return PlacedFile(
        path, one.source.file.size, one.checked.sha256, str(one.source), one.checked.by
    )
