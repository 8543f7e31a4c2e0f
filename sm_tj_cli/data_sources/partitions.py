"""Regions and the partitions of AWS that they lie in."""

from __future__ import annotations

# Region prefix -> partition and its DNS suffix (the SDK's partitions.json).
_PARTITIONS = (
    ("cn-", "aws-cn", "amazonaws.com.cn"),
    ("us-gov-", "aws-us-gov", "amazonaws.com"),
    ("us-iso-", "aws-iso", "c2s.ic.gov"),
    ("us-isob-", "aws-iso-b", "sc2s.sgov.gov"),
    ("eusc-", "aws-eusc", "amazonaws.eu"),
    ("", "aws", "amazonaws.com"),
)


def partition_of(region: str) -> tuple[str, str]:
    """The partition of a region, and its DNS suffix."""
    found = next(item for item in _PARTITIONS if region.startswith(item[0]))
    return found[1], found[2]
