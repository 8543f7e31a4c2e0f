"""Regions and their partitions."""

from __future__ import annotations

import pytest

from sm_tj_cli.data_sources.partitions import partition_of


@pytest.mark.parametrize(
    ("region", "partition"),
    [
        ("eu-west-1", ("aws", "amazonaws.com")),
        ("cn-northwest-1", ("aws-cn", "amazonaws.com.cn")),
        ("us-gov-east-1", ("aws-us-gov", "amazonaws.com")),
        ("us-iso-east-1", ("aws-iso", "c2s.ic.gov")),
        ("us-isob-east-1", ("aws-iso-b", "sc2s.sgov.gov")),
    ],
)
def test_the_partition_and_its_suffix(region: str, partition: tuple[str, str]) -> None:
    assert partition_of(region) == partition
