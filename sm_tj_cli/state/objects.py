"""The port to a store of objects, such as a bucket of S3, for the backends that keep states there."""

from __future__ import annotations

from typing import Protocol


class StoredObject(Protocol):
    """An object's bytes, and the tag that changes with them."""

    @property
    def content(self) -> bytes:
        """The bytes."""
        ...

    @property
    def etag(self) -> str:
        """The tag."""
        ...


class ObjectStore(Protocol):
    """The objects of one bucket. Every method raises ServiceError where the store refuses or does not answer."""

    def keeps_versions(self) -> bool:
        """Whether the bucket keeps what is written over or deleted."""
        ...

    def get(self, key: str) -> StoredObject | None:
        """The object, None where there is none."""
        ...

    def put(self, key: str, content: bytes, etag: str | None) -> str:
        """Writes the object in the place of the version `etag`, with None only where there is none; its new tag.

        Another version in its place is `PreconditionFailed`, one that goes away meanwhile `NoSuchKey`, and a write at the same time
        `ConditionalRequestConflict`.
        """
        ...

    def delete(self, key: str, etag: str | None) -> None:
        """Removes the object, where it is the version `etag`; None: whatever version it is."""
        ...
