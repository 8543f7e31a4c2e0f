"""Objects in a bucket of the sandbox."""

from __future__ import annotations

import base64
import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.connection import Connection
from sm_tj_cli.aws.downloads import Digest, RemoteFile, S3Downloads
from sm_tj_cli.aws.objects import S3Objects
from sm_tj_cli.service import Kind, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin

ACCOUNT = "123456789012"


@pytest.fixture
def clients(sandbox: SandboxAddress) -> Clients:
    return Clients(
        region="eu-west-1",
        connection=Connection(configuration={"s3": {"addressing_style": "path"}}),
        environment={**os.environ, **sandbox.environment},
    )


@pytest.fixture
def put(clients: Clients) -> Callable[..., None]:
    S3Objects(clients, "models").create_bucket()

    def put(key: str, body: bytes, **how: object) -> None:
        clients.s3().put_object(Bucket="models", Key=key, Body=body, **how)  # type: ignore[attr-defined]

    return put


@pytest.fixture
def downloads(clients: Clients) -> S3Downloads:
    return S3Downloads(clients, "models", ACCOUNT)


def looked(downloads: S3Downloads, key: str) -> RemoteFile:
    found = downloads.look(key)
    assert found is not None
    return found


def test_the_facts_of_an_object(downloads: S3Downloads, put: Callable[..., None]) -> None:
    put("a//../k", b"12345")
    found = looked(downloads, "a//../k")
    assert (found.key, found.size) == ("a//../k", 5)
    assert downloads.look("none") is None


def test_bytes_by_range_of_one_version(downloads: S3Downloads, put: Callable[..., None]) -> None:
    put("k", b"0123456789")
    etag = looked(downloads, "k").etag
    assert b"".join(downloads.read("k", etag, 2, 5)) == b"234"
    assert b"".join(downloads.read("k", etag, 8, 99)) == b"89"
    put("k", b"other bytes")
    with pytest.raises(ServiceError) as caught:
        list(downloads.read("k", etag, 2, 5))
    assert caught.value.code == "PreconditionFailed"


def test_all_pages_are_listed(
    downloads: S3Downloads, clients: Clients, put: Callable[..., None]
) -> None:
    for number in range(7):
        put(f"model/{number}", b"x" * number)
    put("model-2/k", b"")

    class _Small(S3Downloads):
        def _once(self, operation, key, request):  # type: ignore[no-untyped-def]
            return super()._once(operation, key, request | {"MaxKeys": 3})

    found = list(_Small(clients, "models", ACCOUNT).list("model/"))
    assert [(it.key, it.size) for it in found] == [(f"model/{it}", it) for it in range(7)]
    assert list(downloads.list("nothing/")) == []


@pytest.mark.parametrize("algorithm", ["SHA256", "CRC32", "SHA1"])
def test_the_checksum_that_was_uploaded_with_it(
    downloads: S3Downloads, put: Callable[..., None], algorithm: str
) -> None:
    put("k", b"123456789", ChecksumAlgorithm=algorithm)
    digest = looked(downloads, "k").digest
    assert digest is not None
    assert digest.algorithm == algorithm.lower()
    if algorithm != "CRC32":
        value = hashlib.new(algorithm, b"123456789", usedforsecurity=False).digest()
        assert digest == Digest(algorithm.lower(), value)


class Head:
    """An S3 client that answers HeadObject as told."""

    def __init__(self, part: int = 5, **facts: object) -> None:
        self.facts = {"ETag": f'"{"0" * 32}"', "ContentLength": 12, **facts}
        self.part = part

    def head_object(self, **request: object) -> dict[str, object]:
        return {"ContentLength": self.part} if "PartNumber" in request else self.facts

    def get_object(self, **_: object) -> dict[str, object]:
        raise AssertionError

    list_objects_v2 = get_object


class HeadClients(Clients):
    head: Head

    def s3(self) -> Head:  # type: ignore[override]
        return self.head


def digest_of(head: Head) -> Digest | None:
    clients = HeadClients()
    clients.head = head
    return looked(S3Downloads(clients, "models"), "k").digest


SHA = base64.b64encode(bytes(32)).decode()
CRC = base64.b64encode(bytes(8)).decode()
MULTI = f'"{"0" * 32}-3"'


@pytest.mark.parametrize(
    ("head", "digest"),
    [
        (Head(), Digest("md5", bytes(16))),
        (Head(ServerSideEncryption="AES256"), Digest("md5", bytes(16))),
        (Head(ServerSideEncryption="aws:kms"), None),
        (Head(SSECustomerAlgorithm="AES256"), None),
        (Head(ETag='"odd"'), None),
        (Head(ETag=MULTI), Digest("md5", bytes(16), 5)),
        (Head(ETag=MULTI, part=4), Digest("md5", bytes(16), 4)),
        (Head(ETag=MULTI, part=6), None),  # would be two parts
        (Head(ETag=MULTI, part=3), None),  # would be four
        (Head(ServerSideEncryption="aws:kms", ChecksumCRC64NVME=CRC), Digest("crc64nvme", bytes(8))),
        (Head(ChecksumCRC32="AAAAAA==", ChecksumSHA256=SHA), Digest("sha256", bytes(32))),
        (Head(ETag=MULTI, ChecksumSHA256=f"{SHA}-3"), Digest("sha256", bytes(32), 5)),
        (Head(ChecksumSHA256="?"), Digest("md5", bytes(16))),
    ],
)  # fmt: skip
def test_which_digest_can_be_checked(head: Head, digest: Digest | None) -> None:
    assert digest_of(head) == digest


def test_anothers_bucket_is_not_read(clients: Clients, put: Callable[..., None]) -> None:
    put("k", b"1")
    other = S3Downloads(clients, "models", "999999999999")
    for act in (lambda: other.look("k"), lambda: list(other.list("")), lambda: list(other.read("k", "e", 0, 1))):  # fmt: skip
        with pytest.raises(ServiceError) as caught:
            act()
        assert (caught.value.kind, caught.value.code) == (Kind.PERMISSION, "AccessDenied")
    assert S3Downloads(clients, "models").look("k") is not None


def test_a_refusal_has_words(
    downloads: S3Downloads, put: Callable[..., None], sandbox_admin: Admin
) -> None:
    put("k", b"1")
    message = "User is not authorized to perform: kms:Decrypt"
    sandbox_admin.faults.add(
        {"do": "denied", "service": "s3", "operation": "(HEAD|GET) /models/k", "message": message}
    )
    with pytest.raises(ServiceError) as caught:
        downloads.look("k")
    assert caught.value.message == message


def test_no_bucket(clients: Clients) -> None:
    with pytest.raises(ServiceError) as caught:
        list(S3Downloads(clients, "nowhere").list(""))
    assert caught.value.code == "NoSuchBucket"


def test_a_connection_that_ends_early(
    downloads: S3Downloads, put: Callable[..., None], sandbox_admin: Admin
) -> None:
    put("k", b"0123456789" * 10)
    etag = looked(downloads, "k").etag
    sandbox_admin.faults.add({"do": "truncate", "service": "s3", "operation": "GET /models/k"})
    with pytest.raises(ServiceError) as caught:
        list(downloads.read("k", etag, 0, 100))
    assert caught.value.kind is Kind.UNAVAILABLE
    assert len(b"".join(downloads.read("k", etag, 0, 100))) == 100


def test_expired_credentials_are_read_anew(
    downloads: S3Downloads, put: Callable[..., None], sandbox_admin: Admin
) -> None:
    put("k", b"1")
    fault = {"do": "error", "service": "s3", "operation": "GET .*", "code": "ExpiredToken", "status": 400}  # fmt: skip
    sandbox_admin.faults.add(fault)
    assert [it.key for it in downloads.list("")] == ["k"]
    sandbox_admin.faults.add(fault)
    assert list(downloads.read("k", looked(downloads, "k").etag, 0, 1)) == [b"1"]
