"""The objects of one bucket: read whole, and written only in the place of a known version."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypedDict, TypeVar

from sm_tj_cli.aws.deadline import within
from sm_tj_cli.aws.errors import calling
from sm_tj_cli.service import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.aws.clients import Clients

Result = TypeVar("Result")


class _Body(Protocol):
    def read(self, amount: int | None = None, /) -> bytes: ...


class _Answer(TypedDict):
    Body: _Body
    ETag: str


class _S3(Protocol):
    def get_object(self, **request: object) -> _Answer: ...
    def put_object(self, **request: object) -> _Answer: ...
    def delete_object(self, **request: object) -> object: ...
    def create_bucket(self, **request: object) -> object: ...
    def head_bucket(self, **request: object) -> object: ...
    def get_bucket_versioning(self, **request: object) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class Found:
    """An object's bytes, and the tag that changes with them."""

    content: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Protection:
    """How objects are written.

    Attributes:
        writing: members of PutObject: the encryption, the ACL, the checksum.
        customer_key: the key of SSE-C, which reading takes as well.
    """

    writing: Mapping[str, object] = field(default_factory=dict)
    customer_key: bytes | None = field(default=None, repr=False)

    @property
    def reading(self) -> dict[str, object]:
        """Members of GetObject."""
        if self.customer_key is None:
            return {}
        return {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": self.customer_key}


@dataclass(frozen=True)
class S3Objects:
    """The objects of `bucket`. What the SDK sends and receives carries checksums, unless its configuration forbids it.

    `seconds`: after so many an object that is not read or written whole is given up.
    """

    clients: Clients
    bucket: str
    protection: Protection = field(default_factory=Protection)
    seconds: float = 300.0

    def get(self, key: str) -> Found | None:
        """The object, None where there is none. Raises ServiceError."""
        try:
            return self._ask("GetObject", key, lambda: self._read(key))
        except ServiceError as problem:
            if problem.code == "NoSuchKey":
                return None
            raise

    def put(self, key: str, content: bytes, etag: str | None) -> str:
        """Writes it where the version `etag` is, with None where nothing is; its new tag. Raises ServiceError."""
        condition = {"IfNoneMatch": "*"} if etag is None else {"IfMatch": etag}
        request = {
            "Bucket": self.bucket,
            "Key": key,
            "Body": content,
            "ContentType": "application/json",
            **condition,
            **self.protection.reading,
            **self.protection.writing,
        }
        answer = self._ask("PutObject", key, lambda: self._client().put_object(**request))
        return answer["ETag"]

    def delete(self, key: str, etag: str | None) -> None:
        """Removes it where it is the version `etag`, with None whatever it is. Raises ServiceError."""
        condition = {} if etag is None else {"IfMatch": etag}
        request = {"Bucket": self.bucket, "Key": key, **condition}
        self._ask("DeleteObject", key, lambda: self._client().delete_object(**request))

    def keeps_versions(self) -> bool:
        """Whether the bucket's versioning is on. Raises ServiceError."""
        with calling(f"GetBucketVersioning s3://{self.bucket}"):
            answer = self._client().get_bucket_versioning(Bucket=self.bucket)
        return answer.get("Status") == "Enabled"

    def create_bucket(self) -> None:
        """The bucket itself, where it is not there. Raises ServiceError."""
        with suppress(ServiceError), calling("HeadBucket"):
            self._client().head_bucket(Bucket=self.bucket)
            return
        region = self.clients.region_name() or "us-east-1"
        where = (
            {}
            if region == "us-east-1"
            else {"CreateBucketConfiguration": {"LocationConstraint": region}}
        )
        with calling("CreateBucket"):
            self._client().create_bucket(Bucket=self.bucket, **where)

    def _ask(self, operation: str, key: str, ask: Callable[[], Result]) -> Result:
        told = f"{operation} s3://{self.bucket}/{key}"
        with calling(told):
            return within(self.seconds, told, ask)

    def _read(self, key: str) -> Found:
        answer = self._client().get_object(Bucket=self.bucket, Key=key, **self.protection.reading)
        return Found(answer["Body"].read(), answer["ETag"])

    def _client(self) -> _S3:
        return _s3(self.clients)


def first_bytes(clients: Clients, most: int, place: Mapping[str, object]) -> bytes:
    """The content of an object, so many bytes of it at the most; `place` are GetObject's members. Raises ServiceError."""
    with calling("GetObject"):
        return _s3(clients).get_object(**place)["Body"].read(most)


def _s3(clients: Clients) -> _S3:
    client: _S3 = clients.s3()  # type: ignore[assignment]  # the SDK makes its methods at run time
    return client
