"""Networks: found by arguments, tags and filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

if TYPE_CHECKING:
    from tests.unit.data_sources.conftest import Make, Read


@pytest.fixture
def vpc(make: Make) -> str:
    """A VPC with two subnets, and the security group that every VPC has."""
    made = cast("dict[str, str]", make("ec2", "CreateVpc", CidrBlock="10.9.0.0/16")["Vpc"])
    for at in (1, 2):
        make("ec2", "CreateSubnet", VpcId=made["VpcId"], CidrBlock=f"10.9.{at}.0/24")
    tags = [{"Key": "Name", "Value": "training"}]
    make("ec2", "CreateTags", Resources=[made["VpcId"]], Tags=tags)
    return made["VpcId"]


@pytest.mark.parametrize(
    "arguments",
    [
        'cidr_block = "10.9.0.0/16"',
        'tags = { Name = "training" }',
        'filter {\n  name   = "tag:Name"\n  values = ["training"]\n}',
    ],
)
def test_a_vpc(read: Read, vpc: str, arguments: str) -> None:
    found = read("aws_vpc", arguments)
    assert found["id"] == vpc
    assert found["arn"] == f"arn:aws:ec2:us-east-1:123456789012:vpc/{vpc}"
    assert (found["default"], found["tags"]) == (False, {"Name": "training"})


def test_subnets(read: Read, vpc: str) -> None:
    found = read("aws_subnets", f'filter {{\n  name   = "vpc-id"\n  values = ["{vpc}"]\n}}')
    assert len(cast("list[str]", found["ids"])) == 2
    one = read("aws_subnet", f'vpc_id = "{vpc}"\ncidr_block = "10.9.1.0/24"')
    assert one["id"] in cast("list[str]", found["ids"])
    assert (one["cidr_block"], one["vpc_id"]) == ("10.9.1.0/24", vpc)
    assert one["availability_zone"]


def test_several_and_none_are_told(read: Read, vpc: str) -> None:
    assert "but 2 match" in str(read("aws_subnet", f'vpc_id = "{vpc}"')["detail"])
    assert "none matches" in str(read("aws_vpc", 'cidr_block = "1.2.3.0/24"')["detail"])


def test_security_groups(read: Read, vpc: str) -> None:
    one = read("aws_security_group", f'name = "default"\nvpc_id = "{vpc}"')
    assert (one["name"], one["vpc_id"]) == ("default", vpc)
    many = read("aws_security_groups", f'filter {{\n  name   = "vpc-id"\n  values = ["{vpc}"]\n}}')
    assert (many["ids"], many["arns"], many["vpc_ids"]) == ([one["id"]], [one["arn"]], [vpc])
