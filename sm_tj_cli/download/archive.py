"""Archives (`model.tar.gz`) from somebody else: what is in them in, files in a folder out, or a refusal.

Everything is checked before anything is written, and checked again as it is written. Nothing outside the folder can be
reached: there are no links in it, and no step of a path follows one.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.download.safe_paths import KnownPaths, Limits, UnsafePathError, safe_parts, visible
from sm_tj_cli.download.tar_headers import (
    BLOCK,
    DamagedArchiveError,
    RefusedArchiveError,
    TarHeader,
    read_header,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from sm_tj_cli.download.safe_paths import Parts
    from sm_tj_cli.download.tree import Tree

_AT_ONCE = 256 << 10


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive unpacks to."""

    files: int
    size: int


@dataclass(frozen=True, slots=True)
class UnpackedFile:
    """A file that was written: its path below the target, its size in bytes, its SHA-256 in hexadecimal digits."""

    path: str
    size: int
    sha256: str


def check_archive(archive: BinaryIO, limits: Limits) -> Contents:
    """Reads all of it, writes nothing.

    Args:
        archive: from its beginning.
        limits: what it may be at the most.

    Raises:
        DamagedArchiveError: it is no archive, or not whole.
        RefusedArchiveError: something in it is not unpacked.
    """
    files = size = 0
    for _, header, _ in _members(archive, limits):
        files += not header.is_folder
        size += header.size
    return Contents(files, size)


def unpack_archive(archive: BinaryIO, tree: Tree, limits: Limits) -> Iterator[UnpackedFile]:
    """Writes what is in it; the files, as they are written.

    Raises:
        DamagedArchiveError: it is no archive, or not whole.
        RefusedArchiveError: something in it is not unpacked.
        OSError: a file cannot be written.
    """
    for parts, header, source in _members(archive, limits):
        if header.is_folder:
            tree.make_folder(parts)
            continue
        digest = hashlib.sha256()
        with tree.new_file(parts, executable=header.is_executable) as file:
            for data in source.blocks(header.size):
                digest.update(data)
                file.write(data)
        yield UnpackedFile("/".join(parts), header.size, digest.hexdigest())


def _members(archive: BinaryIO, limits: Limits) -> Iterator[tuple[Parts, TarHeader, _Unpacked]]:
    """Each member's path, header and, up to the next one, the source of its bytes."""
    archive.seek(0, 2)
    source = _Unpacked(archive.tell(), limits)
    archive.seek(0)
    known = KnownPaths(limits)
    try:
        with gzip.GzipFile(fileobj=archive) as source.stream:
            while header := read_header(source.read):
                parts = _safe(header, limits, known)
                end = source.position + header.size + -header.size % BLOCK
                if parts:
                    yield parts, header, source
                source.skip_to(end)
            source.drain()
    except (gzip.BadGzipFile, zlib.error) as problem:
        raise DamagedArchiveError(f"It is not gzip, or was damaged ({problem}).") from problem
    except EOFError as problem:
        raise DamagedArchiveError("It is cut off.") from problem


def _safe(header: TarHeader, limits: Limits, known: KnownPaths) -> Parts:
    try:
        parts = safe_parts(header.name, limits)
        if not parts and not header.is_folder:
            raise UnsafePathError("has no name")
        known.add(parts, is_folder=header.is_folder)
    except UnsafePathError as problem:
        raise RefusedArchiveError(f'"{visible(header.name)}" {problem}.') from problem
    return parts


@dataclass(slots=True)
class _Unpacked:
    """The unpacked bytes, counted: a small archive that unpacks to an enormous one is refused on the way."""

    packed_size: int
    limits: Limits
    position: int = 0
    stream: gzip.GzipFile = field(init=False)

    def read(self, size: int) -> bytes:
        """So many bytes; fewer only at the end."""
        data = self.stream.read(size) if size else b""
        self.position += len(data)
        if self.position > max(self.limits.free, self.limits.ratio * self.packed_size):
            raise RefusedArchiveError(
                f"It unpacks to more than {self.limits.ratio:g} times its {self.packed_size} bytes."
            )
        return data

    def blocks(self, size: int) -> Iterator[bytes]:
        """So many bytes, in pieces."""
        left = size
        while left:
            data = self.read(min(left, _AT_ONCE))
            if not data:
                raise DamagedArchiveError("It ends in the middle of a file.")
            left -= len(data)
            yield data

    def skip_to(self, position: int) -> None:
        """Goes on to a place further on."""
        for _ in self.blocks(position - self.position):
            pass

    def drain(self) -> None:
        """Goes on to the end, where the checksum is."""
        while self.read(_AT_ONCE):
            pass
