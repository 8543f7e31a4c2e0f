"""Who and where we are: STS, the region and its partition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.aws.identity import caller_identity
from sm_tj_cli.aws.regions import known_regions
from sm_tj_cli.data_sources._registry import Arguments, Attributes, DataSourceError, data_source
from sm_tj_cli.data_sources.partitions import partition_of
from sm_tj_cli.diagnostics import did_you_mean

if TYPE_CHECKING:
    from sm_tj_cli.aws.clients import Clients


@data_source("aws_caller_identity", is_regional=False)
def read_caller_identity(clients: Clients, _arguments: Arguments) -> Attributes:
    """STS GetCallerIdentity."""
    identity = caller_identity(clients)
    return {
        "account_id": identity.account,
        "arn": identity.arn,
        "id": identity.account,
        "user_id": identity.user_id,
    }


@data_source("aws_region", optional=("endpoint", "name"))
def read_region(clients: Clients, arguments: Arguments) -> Attributes:
    """The provider's region, or the one that is named."""
    regions = known_regions()
    endpoint = arguments.text("endpoint", "").removesuffix(".").removeprefix("ec2.")
    name = arguments.text("region", arguments.text("name", endpoint.split(".")[0]))
    name = name or clients.region_name() or ""
    if not name:
        raise DataSourceError("No AWS region is set. Name one with --region or AWS_REGION.")
    if name not in regions:
        raise DataSourceError(f'There is no AWS region "{name}".{did_you_mean(name, regions)}')
    suffix = partition_of(name)[1]
    return {
        "description": regions[name],
        "endpoint": f"ec2.{name}.{suffix}",
        "id": name,
        "name": name,
        "region": name,
    }


@data_source("aws_partition", is_regional=False)
def read_partition(clients: Clients, _arguments: Arguments) -> Attributes:
    """The partition of the provider's region."""
    partition, suffix = partition_of(clients.region_name() or "")
    return {
        "dns_suffix": suffix,
        "id": partition,
        "partition": partition,
        "reverse_dns_prefix": ".".join(reversed(suffix.split("."))),
    }
