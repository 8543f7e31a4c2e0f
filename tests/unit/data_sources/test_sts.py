"""Who and where we are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.data_sources.conftest import Read


def test_the_caller(read: Read) -> None:
    me = read("aws_caller_identity")
    assert me["account_id"] == me["id"] == "123456789012"
    assert str(me["arn"]).startswith("arn:aws:")
    assert me["user_id"]


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ("", "us-east-1"),
        ('region = "eu-west-1"', "eu-west-1"),
        ('name = "eu-west-1"', "eu-west-1"),
        ('endpoint = "ec2.cn-north-1.amazonaws.com.cn"', "cn-north-1"),
    ],
)
def test_a_region_has_the_names_of_every_version_of_the_provider(
    read: Read, arguments: str, name: str
) -> None:
    found = read("aws_region", arguments)
    assert found["id"] == found["name"] == found["region"] == name
    assert str(found["endpoint"]).startswith(f"ec2.{name}.amazonaws.com")
    assert found["description"]


def test_a_region_that_is_not_there(read: Read) -> None:
    assert 'Did you mean "us-west-2"?' in str(read("aws_region", 'name = "us-west2"')["detail"])


@pytest.mark.parametrize(
    ("region", "partition", "suffix"),
    [
        ("us-east-1", "aws", "amazonaws.com"),
        ("cn-north-1", "aws-cn", "amazonaws.com.cn"),
        ("us-gov-west-1", "aws-us-gov", "amazonaws.com"),
    ],
)
def test_the_partition_is_the_regions(read: Read, region: str, partition: str, suffix: str) -> None:
    found = read("aws_partition", region=region)
    assert (found["partition"], found["dns_suffix"]) == (partition, suffix)
    assert found["reverse_dns_prefix"] == ".".join(reversed(suffix.split(".")))
