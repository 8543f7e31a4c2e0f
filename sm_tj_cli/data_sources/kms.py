"""KMS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.aws.calls import call
from sm_tj_cli.data_sources._registry import (
    JSON,
    Arguments,
    Attributes,
    DataSourceError,
    data_source,
)

if TYPE_CHECKING:
    from sm_tj_cli.aws.clients import Clients


@data_source("aws_kms_key")
def read_key(clients: Clients, arguments: Arguments) -> Attributes:
    """KMS DescribeKey, of an id, an ARN or an alias."""
    key = _describe(clients, arguments.text("key_id"))
    return {
        "arn": key.get("Arn"),
        "aws_account_id": key.get("AWSAccountId"),
        "creation_date": key.get("CreationDate"),
        "customer_master_key_spec": key.get("CustomerMasterKeySpec"),
        "description": key.get("Description"),
        "enabled": key.get("Enabled"),
        "id": key.get("KeyId"),
        "key_manager": key.get("KeyManager"),
        "key_spec": key.get("KeySpec"),
        "key_state": key.get("KeyState"),
        "key_usage": key.get("KeyUsage"),
        "multi_region": key.get("MultiRegion") or False,
        "origin": key.get("Origin"),
    }


@data_source("aws_kms_alias")
def read_alias(clients: Clients, arguments: Arguments) -> Attributes:
    """KMS DescribeKey of the key behind an alias."""
    name = arguments.text("name")
    if not name.startswith("alias/"):
        raise DataSourceError(f'The name of an alias begins with "alias/"; "{name}" does not.')
    key = _describe(clients, name)
    arn = str(key.get("Arn"))
    return {
        "arn": f"{arn.rpartition(':')[0]}:{name}",
        "id": f"{arn.rpartition(':')[0]}:{name}",
        "name": name,
        "target_key_arn": arn,
        "target_key_id": key.get("KeyId"),
    }


def _describe(clients: Clients, key: str) -> dict[str, JSON]:
    found = call(clients.client("kms"), "DescribeKey", {"KeyId": key})["KeyMetadata"]
    assert isinstance(found, dict)
    return found
