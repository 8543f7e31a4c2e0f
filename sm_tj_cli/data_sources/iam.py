"""IAM."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sm_tj_cli.aws.calls import call, objects
from sm_tj_cli.data_sources._registry import Arguments, Attributes, data_source

if TYPE_CHECKING:
    from sm_tj_cli.aws.clients import Clients


@data_source("aws_iam_role", ("name",), ("tags",), is_regional=False)
def read_role(clients: Clients, arguments: Arguments) -> Attributes:
    """IAM GetRole."""
    answer = call(clients.client("iam"), "GetRole", {"RoleName": arguments.text("name")})
    role = answer["Role"]
    assert isinstance(role, dict)
    policy = role.get("AssumeRolePolicyDocument")
    boundary, used = role.get("PermissionsBoundary"), role.get("RoleLastUsed")
    return {
        "arn": role.get("Arn"),
        "assume_role_policy": policy if isinstance(policy, str) else json.dumps(policy),
        "create_date": role.get("CreateDate"),
        "description": role.get("Description") or "",
        "id": role.get("RoleName"),
        "max_session_duration": role.get("MaxSessionDuration"),
        "name": role.get("RoleName"),
        "path": role.get("Path"),
        "permissions_boundary": (
            boundary.get("PermissionsBoundaryArn") if isinstance(boundary, dict) else ""
        ),
        "role_last_used": [
            {"last_used_date": used.get("LastUsedDate"), "region": used.get("Region")}
            for used in ([used] if isinstance(used, dict) and used else [])
        ],
        "tags": {str(tag["Key"]): tag["Value"] for tag in objects(role.get("Tags"))},
        "unique_id": role.get("RoleId"),
    }
