"""Files and the digests that S3 keeps of them in; whether they fit out."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from sm_tj_cli.download.ports import RemoteDigest

_AT_ONCE = 1 << 20
# The polynomials with their top bit, reflected, all bits of the result inverted:
# RFC 3720 (CRC32C) and the NVM Express base specification (CRC64NVME).
_POLYNOMIALS = {"crc32c": (0x11EDC6F41, 32), "crc64nvme": (0x1AD93D23594C93659, 64)}


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


@dataclass(slots=True)
class _Crc:
    """A CRC with the methods of a hash; big-endian, as S3 writes it."""

    step: Callable[[bytes, int], int]
    width: int
    value: int = 0

    def update(self, data: bytes, /) -> None:
        self.value = self.step(data, self.value)

    def digest(self) -> bytes:
        return self.value.to_bytes(self.width // 8, "big")


@dataclass(slots=True)
class _Parted:
    """The digest of the digests of parts."""

    algorithm: str
    part_size: int
    left: int = 0
    part: _Hash | None = None
    parts: list[bytes] = field(default_factory=list)

    def update(self, data: bytes, /) -> None:
        while data:
            if self.part is None:
                self.part, self.left = _new(self.algorithm), self.part_size
            taken, data = data[: self.left], data[self.left :]
            self.part.update(taken)
            self.left -= len(taken)
            if not self.left:
                self._close()

    def digest(self) -> bytes:
        self._close()
        whole = _new(self.algorithm)
        whole.update(b"".join(self.parts))
        return whole.digest()

    def _close(self) -> None:
        if self.part is not None:
            self.parts.append(self.part.digest())
            self.part = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file is: its SHA-256, and by what it was found to be whole: an algorithm, or `size`."""

    sha256: str
    by: str


def check_file(file: BinaryIO, digest: RemoteDigest | None) -> Checked | None:
    """Reads the file to its end; None where it does not fit the digest."""
    own = hashlib.sha256()
    told = _made_for(digest) if digest is not None else None
    while data := file.read(_AT_ONCE):
        own.update(data)
        if told is not None:
            told.update(data)
    if digest is None or told is None:
        return Checked(own.hexdigest(), "size")
    if told.digest() != digest.value:
        return None
    return Checked(own.hexdigest(), digest.algorithm)


def _made_for(digest: RemoteDigest) -> _Hash:
    if digest.part_size is None:
        return _new(digest.algorithm)
    return _Parted(digest.algorithm, digest.part_size)


def _new(algorithm: str) -> _Hash:
    if algorithm == "crc32":
        return _Crc(zlib.crc32, 32)
    if algorithm in _POLYNOMIALS:
        from crcmod import mkCrcFun

        polynomial, width = _POLYNOMIALS[algorithm]
        return _Crc(mkCrcFun(polynomial, 0, rev=True, xorOut=(1 << width) - 1), width)
    return hashlib.new(algorithm, usedforsecurity=False)
