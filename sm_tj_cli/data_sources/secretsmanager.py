"""Secrets Manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.aws.calls import call
from sm_tj_cli.data_sources._registry import Arguments, Attributes, data_source

if TYPE_CHECKING:
    from sm_tj_cli.aws.clients import Clients


@data_source(
    "aws_secretsmanager_secret_version",
    ("secret_id",),
    ("version_id", "version_stage"),
    sensitive=("secret_string", "secret_binary"),
)
def read_secret_version(clients: Clients, arguments: Arguments) -> Attributes:
    """Secrets Manager GetSecretValue; AWSCURRENT where no version is named."""
    secret = arguments.text("secret_id")
    request: dict[str, object] = {"SecretId": secret}
    version, stage = arguments.text("version_id", ""), arguments.text("version_stage", "")
    if version:
        request["VersionId"] = version
    elif stage:
        request["VersionStage"] = stage
    answer = call(clients.client("secretsmanager"), "GetSecretValue", request)
    return {
        "arn": answer.get("ARN"),
        "created_date": answer.get("CreatedDate"),
        "id": f"{secret}|{version or stage or 'AWSCURRENT'}",
        "secret_binary": answer.get("SecretBinary") or "",
        "secret_id": secret,
        "secret_string": answer.get("SecretString") or "",
        "version_id": answer.get("VersionId"),
        "version_stages": answer.get("VersionStages"),
    }
