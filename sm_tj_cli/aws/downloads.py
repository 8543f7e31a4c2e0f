"""Objects of a bucket, to be fetched: their facts, their digests, their bytes by range, their keys by prefix.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html says which digests S3 keeps.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from sm_tj_cli.aws.calls import renewed
from sm_tj_cli.aws.errors import calling
from sm_tj_cli.service import ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sm_tj_cli.aws.clients import Clients

_AT_ONCE = 256 << 10
_MD5 = re.compile(r'"?([0-9a-f]{32})(?:-([0-9]+))?"?')
# The strongest first.
_CHECKSUMS = {
    "sha256": "ChecksumSHA256",
    "crc64nvme": "ChecksumCRC64NVME",
    "sha1": "ChecksumSHA1",
    "crc32c": "ChecksumCRC32C",
    "crc32": "ChecksumCRC32",
}


class _Body(Protocol):
    def iter_chunks(self, chunk_size: int) -> Iterator[bytes]: ...
    def close(self) -> None: ...


class _S3(Protocol):
    def head_object(self, **request: object) -> Mapping[str, object]: ...
    def get_object(self, **request: object) -> Mapping[str, object]: ...
    def list_objects_v2(self, **request: object) -> Mapping[str, object]: ...


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest that S3 keeps of an object.

    Attributes:
        algorithm: `md5`, `sha1`, `sha256`, `crc32`, `crc32c` or `crc64nvme`.
        value: of the whole object; of the digests of its parts, one after another, where it has a part size.
        part_size: of the object's parts in bytes, the last of which may be smaller; None for the whole.
    """

    algorithm: str
    value: bytes
    part_size: int | None = None


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """An object. `etag` changes with its bytes; `size` in bytes; `digest` is None where S3 keeps none that can be checked."""

    key: str
    etag: str
    size: int
    digest: Digest | None = None


@dataclass(frozen=True, slots=True)
class S3Downloads:
    """The objects of `bucket`, which has to be `owner`'s: an account's number, None for anybody's."""

    clients: Clients
    bucket: str
    owner: str | None = None

    def look(self, key: str) -> RemoteFile | None:
        """The facts of an object, None where there is none. Raises ServiceError."""
        request = self._request(key) | {"ChecksumMode": "ENABLED"}
        try:
            answer = self._call("HeadObject", key, request)
        except ServiceError as problem:
            if problem.code in {"404", "NoSuchKey", "NotFound"}:
                return None
            # HEAD has no words for a refusal, and no code for credentials that have expired; GET has.
            first = self._call("GetObject", key, self._request(key) | {"Range": "bytes=0-0"})
            cast("_Body", first["Body"]).close()
            answer = self._call("HeadObject", key, request)
        etag, size = str(answer["ETag"]), int(str(answer["ContentLength"]))
        return RemoteFile(key, etag, size, self._digest(key, answer, size))

    def read(self, key: str, etag: str, start: int, end: int) -> Iterator[bytes]:
        """The bytes from `start` up to but without `end`, of the version `etag`; fewer where the connection ends.

        Raises:
            ServiceError: another version is there (`PreconditionFailed`), or S3 refuses or does not answer.
        """
        request = self._request(key) | {"IfMatch": etag, "Range": f"bytes={start}-{end - 1}"}
        body = cast("_Body", self._call("GetObject", key, request)["Body"])
        try:
            with calling(f"GetObject {self._uri(key)}"):
                yield from body.iter_chunks(_AT_ONCE)
        finally:
            body.close()

    def list(self, prefix: str) -> Iterator[RemoteFile]:
        """The objects whose keys begin so, page after page, without their digests. Raises ServiceError."""
        request = {"Bucket": self.bucket, "Prefix": prefix} | self._owner()
        while True:
            page = self._call("ListObjectsV2", prefix, request)
            for item in cast("Sequence[Mapping[str, object]]", page.get("Contents") or ()):
                size = int(str(item["Size"]))
                yield RemoteFile(str(item["Key"]), str(item["ETag"]), size)
            token = page.get("NextContinuationToken")
            if not token:
                return
            request = request | {"ContinuationToken": str(token)}

    def _digest(self, key: str, answer: Mapping[str, object], size: int) -> Digest | None:
        for algorithm, member in _CHECKSUMS.items():
            text = answer.get(member)
            if isinstance(text, str):
                value, _, count = text.partition("-")
                try:
                    told = base64.b64decode(value, validate=True)
                except binascii.Error:
                    continue
                return self._parted(key, Digest(algorithm, told), count, size)
        found = _MD5.fullmatch(str(answer["ETag"]))
        # With keys of KMS or of the customer an ETag is no MD5 (RestCommonResponseHeaders).
        if found is None or answer.get("ServerSideEncryption") not in {None, "AES256"}:
            return None
        if answer.get("SSECustomerAlgorithm"):
            return None
        return self._parted(key, Digest("md5", bytes.fromhex(found[1])), found[2] or "", size)

    def _parted(self, key: str, digest: Digest, count: str, size: int) -> Digest | None:
        """The digest with its part size; None where the parts are not known to be of one size."""
        if not count:
            return digest
        request = self._request(key) | {"PartNumber": 1}
        try:
            part = self._call("HeadObject", key, request)
        except ServiceError:
            return None  # the object can be had without
        first = int(str(part["ContentLength"]))
        if not count.isdigit() or not first * (int(count) - 1) < size <= first * int(count):
            return None
        return Digest(digest.algorithm, digest.value, first)

    def _call(
        self, operation: str, key: str, request: Mapping[str, object]
    ) -> Mapping[str, object]:
        return renewed(self.clients, lambda: self._once(operation, key, request))

    def _once(
        self, operation: str, key: str, request: Mapping[str, object]
    ) -> Mapping[str, object]:
        with calling(f"{operation} {self._uri(key)}"):
            s3 = self._client()
            calls = {
                "GetObject": s3.get_object,
                "HeadObject": s3.head_object,
                "ListObjectsV2": s3.list_objects_v2,
            }
            return calls[operation](**request)

    def _request(self, key: str) -> dict[str, object]:
        return {"Bucket": self.bucket, "Key": key} | self._owner()

    def _owner(self) -> dict[str, object]:
        return {} if self.owner is None else {"ExpectedBucketOwner": self.owner}

    def _uri(self, key: str) -> str:
        return f"s3://{self.bucket}/{key}"

    def _client(self) -> _S3:
        client: _S3 = self.clients.s3()  # type: ignore[assignment]  # the SDK makes its methods at run time
        return client
