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


@data_source("aws_kms_key", ("key_id",), ("grant_tokens",))
def read_key(clients: Clients, arguments: Arguments) -> Attributes:
    """KMS DescribeKey, of an id, an ARN or an alias."""
    key = _describe(clients, arguments.text("key_id"), arguments.texts("grant_tokens"))
    return {
        "arn": key.get("Arn"),
        "aws_account_id": key.get("AWSAccountId"),
        "cloud_hsm_cluster_id": key.get("CloudHsmClusterId") or "",
        "creation_date": key.get("CreationDate"),
        "custom_key_store_id": key.get("CustomKeyStoreId") or "",
        "customer_master_key_spec": key.get("CustomerMasterKeySpec"),
        "deletion_date": key.get("DeletionDate") or "",
        "description": key.get("Description"),
        "enabled": key.get("Enabled"),
        "expiration_model": key.get("ExpirationModel") or "",
        "id": key.get("KeyId"),
        "key_manager": key.get("KeyManager"),
        "key_spec": key.get("KeySpec"),
        "key_state": key.get("KeyState"),
        "key_usage": key.get("KeyUsage"),
        "multi_region": key.get("MultiRegion") or False,
        "origin": key.get("Origin"),
        "pending_deletion_window_in_days": key.get("PendingDeletionWindowInDays") or 0,
        "valid_to": key.get("ValidTo") or "",
    }


@data_source("aws_kms_alias", ("name",))
def read_alias(clients: Clients, arguments: Arguments) -> Attributes:
    """KMS DescribeKey of the key behind an alias."""
    name = arguments.text("name")
    if not name.startswith("alias/"):
        raise DataSourceError(
            f'The name of an alias begins with "alias/"; "{name}" does not.', "name"
        )
    key = _describe(clients, name)
    arn = str(key.get("Arn"))
    return {
        "arn": f"{arn.rpartition(':')[0]}:{name}",
        "id": f"{arn.rpartition(':')[0]}:{name}",
        "name": name,
        "target_key_arn": arn,
        "target_key_id": key.get("KeyId"),
    }


def _describe(clients: Clients, key: str, tokens: list[str] | None = None) -> dict[str, JSON]:
    request: dict[str, object] = {"KeyId": key, **({"GrantTokens": tokens} if tokens else {})}
    found = call(clients.client("kms"), "DescribeKey", request)["KeyMetadata"]
    assert isinstance(found, dict)
    return found
