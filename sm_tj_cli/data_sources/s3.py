"""S3."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

from sm_tj_cli.aws.calls import call
from sm_tj_cli.aws.objects import first_bytes
from sm_tj_cli.data_sources._registry import JSON, Arguments, Attributes, data_source
from sm_tj_cli.data_sources.partitions import partition_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.aws.clients import Clients

# Terraform reads the body of text only (the provider's data_source_aws_s3_object.go).
_TEXT = (
    "text/", "application/atom+xml", "application/json", "application/ld+json", "application/x-csh",
    "application/x-httpd-php", "application/x-sh", "application/x-sql", "application/xhtml+xml", "application/xml",
    "application/yaml",
)  # fmt: skip
_MOST_BYTES = 4 * 1024 * 1024


@data_source("aws_s3_bucket", ("bucket",))
def read_bucket(clients: Clients, arguments: Arguments) -> Attributes:
    """S3 HeadBucket and GetBucketLocation."""
    bucket = arguments.text("bucket")
    call(clients.s3(), "HeadBucket", {"Bucket": bucket})
    location = call(clients.s3(), "GetBucketLocation", {"Bucket": bucket})
    region = str(location.get("LocationConstraint") or "us-east-1")
    partition, suffix = partition_of(region)
    return {
        "arn": f"arn:{partition}:s3:::{bucket}",
        "bucket": bucket,
        "bucket_domain_name": f"{bucket}.s3.{suffix}",
        "bucket_region": region,
        "bucket_regional_domain_name": f"{bucket}.s3.{region}.{suffix}",
        "id": bucket,
        "region": region,
    }


@data_source("aws_s3_object", ("bucket", "key"), ("checksum_mode", "range", "tags", "version_id"))
def read_object(clients: Clients, arguments: Arguments) -> Attributes:
    """S3 HeadObject, and GetObject for text."""
    bucket, key = arguments.text("bucket"), arguments.text("key").lstrip("/")
    place: dict[str, object] = {"Bucket": bucket, "Key": key}
    for name, member in (("version_id", "VersionId"), ("range", "Range")):
        if arguments.text(name, ""):
            place[member] = arguments.text(name)
    facts = call(clients.s3(), "HeadObject", place)
    kind, size = str(facts.get("ContentType") or ""), int(str(facts.get("ContentLength") or 0))
    body: JSON = ""
    if kind.startswith(_TEXT) and size <= _MOST_BYTES:
        body = _text(clients, place)
    return {
        "arn": f"arn:{partition_of(clients.region_name() or '')[0]}:s3:::{bucket}/{key}",
        "body": body,
        "bucket_key_enabled": facts.get("BucketKeyEnabled") or False,
        "cache_control": facts.get("CacheControl") or "",
        "content_disposition": facts.get("ContentDisposition") or "",
        "content_encoding": facts.get("ContentEncoding") or "",
        "content_language": facts.get("ContentLanguage") or "",
        "content_length": size,
        "content_type": kind,
        "etag": str(facts.get("ETag") or "").strip('"'),
        "id": f"{bucket}/{key}",
        "key": key,
        "last_modified": _as_header(facts.get("LastModified")),
        "metadata": facts.get("Metadata") or {},
        "server_side_encryption": facts.get("ServerSideEncryption") or "",
        "sse_kms_key_id": facts.get("SSEKMSKeyId") or "",
        "storage_class": facts.get("StorageClass") or "STANDARD",
        "version_id": facts.get("VersionId") or "",
        "website_redirect_location": facts.get("WebsiteRedirectLocation") or "",
    }


def _as_header(time: JSON) -> JSON:
    """The time as HTTP writes it, which is the provider's form."""
    if not isinstance(time, str):
        return time
    moment = datetime.fromisoformat(time)
    return format_datetime(moment.astimezone(UTC), usegmt=True).replace("GMT", "UTC")


def _text(clients: Clients, place: Mapping[str, object]) -> str:
    return first_bytes(clients, _MOST_BYTES, place).decode("utf-8", "replace")
