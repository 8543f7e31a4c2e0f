"""EC2's networks: VPCs, subnets and security groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.aws.calls import call, objects
from sm_tj_cli.data_sources._registry import (
    JSON,
    Arguments,
    Attributes,
    DataSourceError,
    data_source,
)
from sm_tj_cli.data_sources.partitions import partition_of

if TYPE_CHECKING:
    from sm_tj_cli.aws.clients import Clients

Item = dict[str, JSON]

# Argument -> the API's name of the filter.
_SUBNET_FILTERS = {
    "availability_zone": "availability-zone",
    "availability_zone_id": "availability-zone-id",
    "cidr_block": "cidr-block",
    "ipv6_cidr_block": "ipv6-cidr-block-association.ipv6-cidr-block",
    "state": "state",
    "vpc_id": "vpc-id",
}


@data_source(
    "aws_vpc",
    optional=("cidr_block", "default", "dhcp_options_id", "id", "state", "tags"),
    blocks=("filter",),
)
def read_vpc(clients: Clients, arguments: Arguments) -> Attributes:
    """EC2 DescribeVpcs; exactly one has to match."""
    filters = _filters(
        arguments, {"cidr_block": "cidr", "dhcp_options_id": "dhcp-options-id", "state": "state"}
    )
    if arguments.flag("default"):
        filters.append({"Name": "is-default", "Values": ["true"]})
    vpc = _one(_found(clients, "Vpcs", arguments, ("VpcIds", "id"), filters), "VPC")
    account, region = vpc.get("OwnerId"), clients.region_name() or ""
    partition = partition_of(region)[0]
    return {
        "arn": f"arn:{partition}:ec2:{region}:{account}:vpc/{vpc.get('VpcId')}",
        "cidr_block": vpc.get("CidrBlock"),
        "cidr_block_associations": [
            {
                "association_id": item.get("AssociationId"),
                "cidr_block": item.get("CidrBlock"),
                "state": _state(item.get("CidrBlockState")),
            }
            for item in objects(vpc.get("CidrBlockAssociationSet"))
        ],
        "default": vpc.get("IsDefault"),
        "dhcp_options_id": vpc.get("DhcpOptionsId"),
        "id": vpc.get("VpcId"),
        "instance_tenancy": vpc.get("InstanceTenancy"),
        "owner_id": account,
        "state": vpc.get("State"),
        "tags": _tags(vpc),
    }


@data_source(
    "aws_subnet",
    optional=(*_SUBNET_FILTERS, "default_for_az", "id", "tags"),
    blocks=("filter",),
)
def read_subnet(clients: Clients, arguments: Arguments) -> Attributes:
    """EC2 DescribeSubnets; exactly one has to match."""
    filters = _filters(arguments, _SUBNET_FILTERS)
    if arguments.flag("default_for_az"):
        filters.append({"Name": "default-for-az", "Values": ["true"]})
    found = _found(clients, "Subnets", arguments, ("SubnetIds", "id"), filters)
    subnet = _one(found, "subnet")
    return {
        "arn": subnet.get("SubnetArn"),
        "assign_ipv6_address_on_creation": subnet.get("AssignIpv6AddressOnCreation") or False,
        "availability_zone": subnet.get("AvailabilityZone"),
        "availability_zone_id": subnet.get("AvailabilityZoneId"),
        "available_ip_address_count": subnet.get("AvailableIpAddressCount"),
        "cidr_block": subnet.get("CidrBlock"),
        "default_for_az": subnet.get("DefaultForAz"),
        "enable_dns64": subnet.get("EnableDns64") or False,
        "id": subnet.get("SubnetId"),
        "ipv6_native": subnet.get("Ipv6Native") or False,
        "map_public_ip_on_launch": subnet.get("MapPublicIpOnLaunch"),
        "outpost_arn": subnet.get("OutpostArn") or "",
        "owner_id": subnet.get("OwnerId"),
        "state": subnet.get("State"),
        "tags": _tags(subnet),
        "vpc_id": subnet.get("VpcId"),
    }


@data_source("aws_subnets", optional=("tags",), blocks=("filter",))
def read_subnets(clients: Clients, arguments: Arguments) -> Attributes:
    """EC2 DescribeSubnets; the ids of all that match."""
    found = _found(clients, "Subnets", arguments, None, _filters(arguments, {}))
    return {"id": clients.region_name(), "ids": [item.get("SubnetId") for item in found]}


@data_source("aws_security_group", optional=("id", "name", "tags", "vpc_id"), blocks=("filter",))
def read_security_group(clients: Clients, arguments: Arguments) -> Attributes:
    """EC2 DescribeSecurityGroups; exactly one has to match."""
    filters = _filters(arguments, {"name": "group-name", "vpc_id": "vpc-id"})
    found = _found(clients, "SecurityGroups", arguments, ("GroupIds", "id"), filters)
    group = _one(found, "security group")
    return {**_group(clients, group), "tags": _tags(group)}


@data_source("aws_security_groups", optional=("tags",), blocks=("filter",))
def read_security_groups(clients: Clients, arguments: Arguments) -> Attributes:
    """EC2 DescribeSecurityGroups; all that match."""
    found = _found(clients, "SecurityGroups", arguments, None, _filters(arguments, {}))
    groups = [_group(clients, item) for item in found]
    return {
        "arns": [group["arn"] for group in groups],
        "id": clients.region_name(),
        "ids": [group["id"] for group in groups],
        "vpc_ids": [group["vpc_id"] for group in groups],
    }


def _group(clients: Clients, group: Item) -> Item:
    account, region, key = group.get("OwnerId"), clients.region_name() or "", group.get("GroupId")
    partition = partition_of(region)[0]
    return {
        "arn": f"arn:{partition}:ec2:{region}:{account}:security-group/{key}",
        "description": group.get("Description"),
        "id": key,
        "name": group.get("GroupName"),
        "vpc_id": group.get("VpcId"),
    }


def _found(
    clients: Clients,
    kind: str,
    arguments: Arguments,
    by_id: tuple[str, str] | None,
    filters: list[dict[str, object]],
) -> list[Item]:
    request: dict[str, object] = {"Filters": filters} if filters else {}
    if by_id is not None and arguments.text(by_id[1], ""):
        request[by_id[0]] = [arguments.text(by_id[1])]
    items: list[Item] = []
    while True:
        answer = call(clients.client("ec2"), f"Describe{kind}", request)
        items.extend(objects(answer.get(kind)))
        token = answer.get("NextToken")
        if not token:
            return items
        request["NextToken"] = token


def _filters(arguments: Arguments, names: dict[str, str]) -> list[dict[str, object]]:
    filters: list[dict[str, object]] = [
        {"Name": api_name, "Values": [arguments.text(name)]}
        for name, api_name in names.items()
        if arguments.text(name, "")
    ]
    filters.extend(
        {"Name": f"tag:{key}", "Values": [text]} for key, text in arguments.map("tags").items()
    )
    for block in arguments.blocks.get("filter", ()):
        given = Arguments(block)
        filters.append({"Name": given.text("name"), "Values": given.texts("values")})
    return filters


def _state(value: JSON) -> JSON:
    return value.get("State") if isinstance(value, dict) else None


def _one(items: list[Item], what: str) -> Item:
    if len(items) != 1:
        found = (
            f"{len(items)} match; say more about the one that is meant" if items else "none matches"
        )
        raise DataSourceError(f"Exactly one {what} has to match, but {found}.")
    return items[0]


def _tags(item: Item) -> dict[str, JSON]:
    return {str(tag["Key"]): tag["Value"] for tag in objects(item.get("Tags"))}
