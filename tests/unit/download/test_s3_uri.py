from __future__ import annotations

import pytest

from sm_tj_cli.download.s3_uri import S3Location, S3UriError, parse_s3_uri


@pytest.mark.parametrize(
    ("text", "bucket", "key"),
    [
        ("s3://bucket", "bucket", ""),
        ("s3://bucket/", "bucket", ""),
        ("s3://b.k-1/a/model.tar.gz", "b.k-1", "a/model.tar.gz"),
        ("s3://bucket//k", "bucket", "/k"),
        ("s3://bucket/../k", "bucket", "../k"),
        ("s3://bucket/%2e%2e/k", "bucket", "%2e%2e/k"),
        ("s3://bucket/k?versionId=1#x", "bucket", "k?versionId=1#x"),
        ("s3://bucket/größe", "bucket", "größe"),
    ],
)
def test_the_key_is_what_it_is(text: str, bucket: str, key: str) -> None:
    assert parse_s3_uri(text) == S3Location(bucket, key)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "does not begin with s3://"),
        ("S3://bucket/k", "does not begin with s3://"),
        ("https://s3.amazonaws.com/bucket/k", "does not begin with s3://"),
        ("file:///etc/passwd", "does not begin with s3://"),
        ("arn:aws:s3:us-east-1:123456789012:accesspoint/ap", "access point"),
        ("s3://", "bucket name"),
        ("s3:///k", "bucket name"),
        ("s3://b/k", "bucket name"),
        ("s3://B_ad/k", "bucket name"),
        ("s3://user@bucket/k", "bucket name"),
        ("s3://bucket:443/k", "bucket name"),
        ("s3://-bucket/k", "bucket name"),
        ("s3://bu..cket/k", "bucket name"),
        ("s3://10.0.0.1/k", "bucket name"),
        ("s3://arn:aws:s3:::x/k", "bucket name"),
        ("s3://bucket/a\0b", "control characters"),
        ("s3://bucket/a\nb", "control characters"),
        ("s3://bucket/" + "k" * 1025, "more than 1024 bytes"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, why: str) -> None:
    with pytest.raises(S3UriError, match=why):
        parse_s3_uri(text)


@pytest.mark.parametrize(
    ("uri", "folder", "inside"),
    [
        ("s3://bucket/out/job/m", "s3://bucket/out", True),
        ("s3://bucket/out/job/m", "s3://bucket/out/", True),
        ("s3://bucket/out/job/m", "s3://bucket", True),
        ("s3://bucket/out2/m", "s3://bucket/out", False),
        ("s3://bucket2/out/m", "s3://bucket/out", False),
        ("s3://bucket/out", "s3://bucket/out", False),
    ],
)
def test_inside_a_folder(uri: str, folder: str, inside: bool) -> None:
    assert parse_s3_uri(uri).is_below(parse_s3_uri(folder)) is inside


def test_it_prints_as_it_was_written() -> None:
    assert str(parse_s3_uri("s3://bucket//a/../b")) == "s3://bucket//a/../b"
