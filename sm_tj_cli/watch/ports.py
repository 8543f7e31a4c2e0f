"""What watching asks of the world. Failures of a service are raised as `service.ServiceError`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sm_tj_cli.request.training_job import JSON


class WatchedJobs(Protocol):
    """The two reading calls of SageMaker's training jobs in one account and region."""

    def describe(self, name: str) -> Mapping[str, JSON]:
        """DescribeTrainingJob; times are RFC 3339 UTC strings."""
        ...

    def list(
        self, *, created_after: datetime | None = None, created_before: datetime | None = None
    ) -> Iterator[Mapping[str, JSON]]:
        """ListTrainingJobs' summaries, newest first, page after page as they are asked for."""
        ...


class Clock(Protocol):
    """Time and the waiting for it."""

    def now(self) -> datetime:
        """The time, with UTC as its zone."""
        ...

    def sleep(self, seconds: float) -> None:
        """Waits; ends early where an interrupt asks for it."""
        ...


class StopSign(Protocol):
    """Whether somebody asked for an end: an interrupt, a termination."""

    def is_set(self) -> bool:
        """Whether nothing new may begin."""
        ...


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
