"""Where objects are kept while they are fetched: a folder beside the target, from which a later run goes on.

A file there is called by the object's address and version: what is whole keeps that name, what is not has `.part`,
and `.chunks` says which pieces of it are there.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.download.ports import RemoteFile

FOLDER = ".smtj-download"


class StagingBusyError(Exception):
    """Another run fetches into the same folder."""


@dataclass(slots=True)
class Staging:
    """The folder `.smtj-download` in a target, to be entered and left with `with`; it stays until `clear`."""

    target: Path
    _lock: int = -1

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self.target / FOLDER

    def __enter__(self) -> Self:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            os.close(self._lock)
            raise StagingBusyError from problem
        return self

    def __exit__(self, *_: object) -> None:
        if self.folder.is_dir() and not any(self.folder.iterdir()):
            self.folder.rmdir()
        os.close(self._lock)

    @property
    def used(self) -> int:
        """The bytes that what is there takes on the disk."""
        return sum(it.stat().st_blocks * 512 for it in self.folder.iterdir() if it.is_file())

    def place(self, bucket: str, file: RemoteFile) -> Path:
        """Where this version of an object is kept."""
        text = f"{bucket}\0{file.key}\0{file.etag}\0{file.size}"
        return self.folder / hashlib.sha256(text.encode()).hexdigest()[:32]

    def clear(self) -> None:
        """Removes the folder with all that is in it."""
        shutil.rmtree(self.folder)


@dataclass(slots=True)
class Part:
    """An object that is being fetched, in pieces of `chunk` bytes, by several threads."""

    place: Path
    size: int
    chunk: int
    _file: int = -1
    _chunks: int = -1
    _left: set[int] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def open(cls, place: Path, size: int, chunk: int) -> Part:
        """The part as an earlier run left it, or a new one."""
        part = cls(place, size, chunk)
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        part._file = os.open(part.data, flags, 0o600)
        part._chunks = os.open(part.record, flags | os.O_APPEND, 0o600)
        there = part._recorded() if os.fstat(part._file).st_size == size else set()
        if not there:
            os.ftruncate(part._chunks, 0)
            os.ftruncate(part._file, size)
        part._left = set(range(-(-size // chunk))) - there
        return part

    @property
    def data(self) -> Path:
        """The bytes."""
        return self.place.with_suffix(".part")

    @property
    def record(self) -> Path:
        """Which pieces are there."""
        return self.place.with_suffix(".chunks")

    @property
    def missing(self) -> list[int]:
        """The numbers of the pieces that are not there."""
        return sorted(self._left)

    def span(self, number: int) -> tuple[int, int]:
        """Where a piece begins, and where the next one does."""
        return number * self.chunk, min(self.size, (number + 1) * self.chunk)

    def write(self, data: bytes, at: int) -> None:
        """Writes bytes in their place."""
        view = memoryview(data)
        while view:
            written = os.pwrite(self._file, view, at)
            view, at = view[written:], at + written

    def done(self, number: int) -> bool:
        """Notes that a piece is there, for later runs too; whether it was the last."""
        os.fsync(self._file)
        with self._lock:
            os.write(self._chunks, b"%d/%d\n" % (number, self.chunk))
            self._left.discard(number)
            return not self._left

    def keep(self) -> None:
        """It is whole: takes its name."""
        os.fsync(self._file)
        self.data.rename(self.place)
        self.record.unlink()

    def drop(self) -> None:
        """It is worth nothing: removes it."""
        self.data.unlink()
        self.record.unlink()

    def close(self) -> None:
        """Closes its files, where they are open; what is there stays."""
        with self._lock:
            for descriptor in (self._file, self._chunks):
                if descriptor >= 0:
                    os.close(descriptor)
            self._file = self._chunks = -1

    def _recorded(self) -> set[int]:
        found: set[int] = set()
        for line in self.record.read_text(encoding="ascii", errors="replace").splitlines():
            number, _, chunk = line.partition("/")
            # A line that a crash has cut is none; pieces of another size were other pieces.
            if number.isdecimal() and chunk == str(self.chunk):
                found.add(int(number))
        return found
