"""An S3 URI in, its bucket and key out; what is not understood for certain is refused.

Bucket names by https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; a key is opaque: nothing in
it is normalised, decoded or resolved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LONGEST_KEY = 1024


class S3UriError(ValueError):
    """A text that is no S3 URI; its own text says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True, order=True)
class S3Location:
    """An object, or the beginning of the keys of several."""

    bucket: str
    key: str

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.key}"

    def is_below(self, folder: S3Location) -> bool:
        """Whether this is in a folder, or in a folder of it."""
        prefix = folder.key.rstrip("/")
        return self.bucket == folder.bucket and (not prefix or self.key.startswith(f"{prefix}/"))


def parse_s3_uri(text: str) -> S3Location:
    """`s3://bucket/key`; the key may be empty.

    Raises:
        S3UriError: it is something else.
    """
    if text.startswith("arn:"):
        raise S3UriError("names an access point, which smtj does not read from")
    if not text.startswith("s3://"):
        raise S3UriError("does not begin with s3://")
    bucket, _, key = text.removeprefix("s3://").partition("/")
    if not _BUCKET.fullmatch(bucket) or ".." in bucket or _ADDRESS.fullmatch(bucket):
        raise S3UriError(f'has no valid bucket name ("{bucket}")')
    if _CONTROL.search(key):
        raise S3UriError("has control characters in its key")
    if len(key.encode()) > _LONGEST_KEY:
        raise S3UriError(f"has a key of more than {_LONGEST_KEY} bytes")
    return S3Location(bucket, key)
