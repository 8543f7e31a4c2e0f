"""Objects in a bucket of the sandbox."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.connection import Connection
from sm_tj_cli.aws.objects import Protection, S3Objects
from sm_tj_cli.service import ServiceError

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin


@pytest.fixture
def clients(sandbox: SandboxAddress) -> Clients:
    return Clients(
        region="eu-west-1",
        connection=Connection(configuration={"s3": {"addressing_style": "path"}}),
        environment={**os.environ, **sandbox.environment},
    )


@pytest.fixture
def objects(clients: Clients) -> S3Objects:
    made = S3Objects(clients, "states")
    made.create_bucket()
    return made


def test_what_is_written_is_read(objects: S3Objects) -> None:
    assert objects.get("a/k") is None
    etag = objects.put("a/k", b"1", None)
    found = objects.get("a/k")
    assert found is not None
    assert (found.content, found.etag) == (b"1", etag)
    objects.delete("a/k", etag)
    assert objects.get("a/k") is None


def test_a_bucket_says_whether_it_keeps_versions(objects: S3Objects, clients: Clients) -> None:
    assert not objects.keeps_versions()
    clients.client("s3").put_bucket_versioning(
        Bucket="states", VersioningConfiguration={"Status": "Enabled"}
    )
    assert objects.keeps_versions()
    with pytest.raises(ServiceError, match="GetBucketVersioning s3://none: NoSuchBucket"):
        replace(objects, bucket="none").keeps_versions()


def test_nothing_is_made_twice(objects: S3Objects) -> None:
    objects.put("k", b"1", None)
    with pytest.raises(ServiceError, match=r"PutObject s3://states/k: PreconditionFailed"):
        objects.put("k", b"2", None)


def test_another_version_is_neither_replaced_nor_removed(objects: S3Objects) -> None:
    old = objects.put("k", b"1", None)
    new = objects.put("k", b"2", old)
    for act in (lambda: objects.put("k", b"3", old), lambda: objects.delete("k", old)):
        with pytest.raises(ServiceError) as caught:
            act()
        assert caught.value.code == "PreconditionFailed"
    objects.delete("k", None)
    with pytest.raises(ServiceError) as caught:
        objects.put("k", b"3", new)
    assert caught.value.code == "NoSuchKey"


def test_a_bucket_that_is_not_there(clients: Clients) -> None:
    for act in (lambda o: o.get("k"), lambda o: o.put("k", b"", None)):
        with pytest.raises(ServiceError) as caught:
            act(S3Objects(clients, "none"))
        assert caught.value.code == "NoSuchBucket"


def test_objects_are_written_as_protected(clients: Clients, objects: S3Objects) -> None:
    protection = Protection(
        {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "alias/x", "ChecksumAlgorithm": "SHA256"}
    )
    S3Objects(clients, "states", protection).put("k", b"1", None)
    head = clients.s3().head_object(Bucket="states", Key="k")  # type: ignore[attr-defined]
    assert (head["ServerSideEncryption"], head["SSEKMSKeyId"]) == ("aws:kms", "alias/x")


def test_the_customers_key_is_sent_for_writing_and_reading(clients: Clients) -> None:
    protection = Protection(customer_key=bytes(32))
    assert protection.reading == {
        "SSECustomerAlgorithm": "AES256",
        "SSECustomerKey": bytes(32),
    }
    assert "SSECustomerKey" not in repr(protection)


def test_an_object_that_trickles_is_given_up(objects: S3Objects, sandbox_admin: Admin) -> None:
    objects.put("slow", b"0" * 100, None)
    drip = {"do": "drip", "operation": "GET /states/slow", "seconds": 0.2}
    sandbox_admin.faults.add(drip, 0.0)
    with pytest.raises(ServiceError, match="GetObject s3://states/slow: AnswerTimeout"):
        replace(objects, seconds=1.0).get("slow")
