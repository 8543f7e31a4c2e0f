"""Buckets and objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.data_sources.conftest import Make, Read


@pytest.fixture(autouse=True)
def bucket(make: Make) -> None:
    make("s3", "CreateBucket", Bucket="data")


def test_a_bucket(read: Read) -> None:
    found = read("aws_s3_bucket", 'bucket = "data"')
    assert (found["id"], found["arn"]) == ("data", "arn:aws:s3:::data")
    assert found["region"] == found["bucket_region"] == "us-east-1"
    assert found["bucket_regional_domain_name"] == "data.s3.us-east-1.amazonaws.com"


def test_a_bucket_that_is_not_there(read: Read) -> None:
    assert "It is not there" in str(read("aws_s3_bucket", 'bucket = "none"')["detail"])


@pytest.mark.parametrize(
    ("kind", "body"),
    [("text/plain", "é"), ("application/yaml", "é"), ("application/octet-stream", "")],
)
def test_the_body_of_an_object_is_read_where_it_is_text(
    read: Read, make: Make, kind: str, body: str
) -> None:
    content = {"Bucket": "data", "Key": "k", "Body": "é".encode(), "ContentType": kind}
    make("s3", "PutObject", **content, Metadata={"a": "b"})
    found = read("aws_s3_object", 'bucket = "data"\nkey = "/k"')
    assert (found["body"], found["content_type"], found["content_length"]) == (body, kind, 2)
    assert (found["metadata"], found["id"]) == ({"a": "b"}, "data/k")
    assert str(found["last_modified"]).endswith("UTC")
    assert found["version_id"] == ""
