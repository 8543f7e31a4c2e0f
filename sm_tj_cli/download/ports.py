"""What downloading asks of a store of objects. Its failures are raised as `service.ServiceError`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class RemoteDigest(Protocol):
    """A digest that a store keeps of an object."""

    @property
    def algorithm(self) -> str:
        """`md5`, `sha1`, `sha256`, `crc32`, `crc32c` or `crc64nvme`."""
        ...

    @property
    def value(self) -> bytes:
        """Of the object, or of the digests of its parts one after another."""
        ...

    @property
    def part_size(self) -> int | None:
        """The size of its parts in bytes, of which the last may be smaller; None for the whole."""
        ...


class RemoteFile(Protocol):
    """An object of a store."""

    @property
    def key(self) -> str:
        """Its name."""
        ...

    @property
    def etag(self) -> str:
        """Changes with its bytes."""
        ...

    @property
    def size(self) -> int:
        """In bytes."""
        ...

    @property
    def digest(self) -> RemoteDigest | None:
        """None where there is none that can be checked, or it was not asked for."""
        ...


class Downloads(Protocol):
    """The objects of one bucket, to be fetched."""

    @property
    def bucket(self) -> str:
        """Its name."""
        ...

    def look(self, key: str) -> RemoteFile | None:
        """The facts of an object; None where there is none."""
        ...

    def list(self, prefix: str) -> Iterator[RemoteFile]:
        """The objects whose keys begin so, without their digests."""
        ...

    def read(self, key: str, etag: str, start: int, end: int) -> Iterator[bytes]:
        """The bytes from `start` up to but without `end`, of this version; fewer where the connection ends.

        Another version in its place is `PreconditionFailed`.
        """
        ...
