"""What can stand in a `backend "s3"` block: Terraform 1.11's arguments, their types, and what smtj makes of each.

The source is Terraform's own schema of the backend (internal/backend/remote-state/s3/backend.go).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

Setting: TypeAlias = "None | bool | float | str | list[Setting] | dict[str, Setting]"


class Type(Enum):
    """Terraform's types, by how its messages ask for them."""

    STRING = "string required."
    BOOL = "a bool is required."
    NUMBER = "a number is required."
    STRINGS = "set of string required."
    MAP = "map of string required."
    OBJECT = "object required."


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument.

    Attributes:
        type: what its value is converted to.
        inside: the members of an object.
        required: in an object, whether it must be there.
        instead: it is deprecated for this one.
        refused: smtj cannot do it, and what to do about that.
    """

    type: Type = Type.STRING
    inside: dict[str, Argument] | None = None
    required: bool = False
    instead: str = ""
    refused: str = ""


_TEXT = Argument()
_FLAG = Argument(Type.BOOL)
_TEXTS = Argument(Type.STRINGS)
_ROLE = {
    "role_arn": Argument(required=True),
    "duration": _TEXT,
    "policy": _TEXT,
    "policy_arns": _TEXTS,
    "session_name": _TEXT,
}

ARGUMENTS: dict[str, Argument] = {
    "access_key": _TEXT,
    "acl": _TEXT,
    "allowed_account_ids": _TEXTS,
    "assume_role": Argument(
        Type.OBJECT,
        inside=_ROLE
        | {
            "external_id": _TEXT,
            "source_identity": _TEXT,
            "tags": Argument(Type.MAP),
            "transitive_tag_keys": _TEXTS,
        },
    ),
    "assume_role_with_web_identity": Argument(
        Type.OBJECT,
        inside=_ROLE | {"web_identity_token": _TEXT, "web_identity_token_file": _TEXT},
    ),
    "bucket": _TEXT,
    "custom_ca_bundle": _TEXT,
    "dynamodb_endpoint": Argument(instead="endpoints.dynamodb"),
    "dynamodb_table": Argument(instead="use_lockfile"),
    "ec2_metadata_service_endpoint": _TEXT,
    "ec2_metadata_service_endpoint_mode": _TEXT,
    "encrypt": _FLAG,
    "endpoint": Argument(instead="endpoints.s3"),
    "endpoints": Argument(
        Type.OBJECT,
        inside={"dynamodb": _TEXT, "iam": _TEXT, "s3": _TEXT, "sso": _TEXT, "sts": _TEXT},
    ),
    "forbidden_account_ids": _TEXTS,
    "force_path_style": Argument(Type.BOOL, instead="use_path_style"),
    "http_proxy": _TEXT,
    "https_proxy": _TEXT,
    "iam_endpoint": Argument(instead="endpoints.iam"),
    "insecure": _FLAG,
    "key": _TEXT,
    "kms_key_id": _TEXT,
    "max_retries": Argument(Type.NUMBER),
    "no_proxy": Argument(
        refused="Leave http_proxy, https_proxy and no_proxy out of the block, and set the environment variables "
        "HTTPS_PROXY and NO_PROXY, which smtj and Terraform both follow."
    ),
    "profile": _TEXT,
    "region": _TEXT,
    "retry_mode": _TEXT,
    "secret_key": _TEXT,
    "shared_config_files": _TEXTS,
    "shared_credentials_file": Argument(instead="shared_credentials_files"),
    "shared_credentials_files": _TEXTS,
    # What Terraform would look up before it begins; smtj does not, so there is nothing to skip.
    "skip_credentials_validation": _FLAG,
    "skip_metadata_api_check": _FLAG,
    "skip_region_validation": _FLAG,
    "skip_requesting_account_id": _FLAG,
    "skip_s3_checksum": _FLAG,
    "sse_customer_key": _TEXT,
    "sts_endpoint": Argument(instead="endpoints.sts"),
    "sts_region": _TEXT,
    "token": _TEXT,
    "use_dualstack_endpoint": _FLAG,
    "use_fips_endpoint": _FLAG,
    "use_lockfile": _FLAG,
    "use_path_style": _FLAG,
    "workspace_key_prefix": _TEXT,
}

CONFLICTS = (
    ("kms_key_id", "sse_customer_key"),
    ("allowed_account_ids", "forbidden_account_ids"),
    ("shared_credentials_file", "shared_credentials_files"),
    ("force_path_style", "use_path_style"),
)


class Inappropriate(Exception):  # noqa: N818 - the word of Terraform's message
    """A value that does not have the argument's type; the message ends Terraform's sentence."""


def converted(value: Setting, argument: Argument) -> Setting:
    """The value in the argument's type; null stays.

    Raises:
        Inappropriate: it cannot be converted.
    """
    match argument.type, value:
        case _, None:
            return None
        case Type.STRINGS, list():
            return [converted(item, _TEXT) for item in value]
        case Type.MAP, dict():
            return {name: converted(item, _TEXT) for name, item in value.items()}
        case Type.OBJECT, dict():
            return _object(value, argument.inside or {})
        case kind, bool() | int() | float() | str():
            return _primitive(value, kind)
        case kind, _:
            raise Inappropriate(kind.value)


def _primitive(value: bool | float | str, kind: Type) -> Setting:  # noqa: FBT001 - a value, not a switch
    match kind, value:
        case Type.STRING, bool():
            return "true" if value else "false"
        case Type.STRING, int() | float():
            return f"{value:.17g}"
        case (Type.STRING, str()) | (Type.BOOL, bool()):
            return value
        case Type.BOOL, "true" | "false" | "1" | "0":
            return value in {"true", "1"}
        case Type.NUMBER, int() | float() | str() if not isinstance(value, bool):
            try:
                return float(value)
            except ValueError:
                raise Inappropriate(kind.value) from None
        case _:
            raise Inappropriate(kind.value)


def _object(value: dict[str, Setting], inside: dict[str, Argument]) -> dict[str, Setting]:
    made: dict[str, Setting] = {}
    for name, argument in inside.items():
        given = value.get(name)
        if given is None and argument.required:
            raise Inappropriate(f'attribute "{name}" is required.')
        try:
            made[name] = converted(given, argument)
        except Inappropriate as problem:
            raise Inappropriate(f'attribute "{name}": {problem}') from None
    return {name: item for name, item in made.items() if item is not None}
