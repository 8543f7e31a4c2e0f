"""From the settings of a `backend "s3"` block to the objects in its bucket."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from sm_tj_cli.aws.clients import ATTEMPTS, Clients
from sm_tj_cli.aws.connection import Connection, WebIdentity
from sm_tj_cli.aws.identity import caller_identity
from sm_tj_cli.aws.objects import Protection, S3Objects
from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.service import ServiceError
from sm_tj_cli.state.backends.s3.block import seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.cli.options import GlobalOptions
    from sm_tj_cli.state.backends.s3.arguments import Setting
    from sm_tj_cli.state.backends.s3.settings import S3Settings

_ROLE = {
    "external_id": "ExternalId",
    "policy": "Policy",
    "session_name": "RoleSessionName",
    "source_identity": "SourceIdentity",
    "transitive_tag_keys": "TransitiveTagKeys",
}


def objects_of(
    settings: S3Settings, options: GlobalOptions, sandbox: Mapping[str, str]
) -> S3Objects:
    """The bucket's objects; in the sandbox those of a bucket of the same name there, which is made.

    Raises:
        Stopped: the account is not one of those that the block allows.
        ServiceError: the account was to be checked and could not be.
    """
    if sandbox:
        # Nothing of the user's own accounts may be touched from inside the sandbox.
        clients = Clients(
            region=settings.text("region") or options.region, environment={**os.environ, **sandbox}
        )
        objects = S3Objects(clients, settings.bucket, Protection())
        with suppress(ServiceError):
            objects.create_bucket()
        return objects
    clients = Clients(
        region=settings.text("region") or options.region,
        profile=settings.text("profile") or options.profile,
        endpoint_url=options.endpoint_url,
        assume_role_arn=_text(settings.object("assume_role"), "role_arn"),
        endpoints=_endpoints(settings),
        connection=_connection(settings),
    )
    _check_account(settings, clients)
    # As Terraform: a key without `encrypt = true` encrypts nothing.
    key = settings.sse_customer_key if settings.flag("encrypt") else None
    return S3Objects(clients, settings.bucket, Protection(_writing(settings), key))


def _writing(settings: S3Settings) -> dict[str, object]:
    made: dict[str, object] = {}
    if settings.text("acl"):
        made["ACL"] = settings.text("acl")
    if not settings.flag("skip_s3_checksum"):
        made["ChecksumAlgorithm"] = "SHA256"
    if settings.flag("encrypt") and settings.sse_customer_key is None:
        key = settings.text("kms_key_id")
        made |= (
            {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key}
            if key
            else {"ServerSideEncryption": "AES256"}
        )
    return made


def _endpoints(settings: S3Settings) -> dict[str, str]:
    # The older names of the environment variables, which Terraform still reads.
    old = {"s3": os.environ.get("AWS_S3_ENDPOINT"), "sts": os.environ.get("AWS_STS_ENDPOINT")}
    known = {
        name: address
        for name, address in old.items()
        if address and not os.environ.get(f"AWS_ENDPOINT_URL_{name.upper()}")
    }
    return known | {
        name: str(address) for name, address in settings.object("endpoints").items() if address
    }


def _connection(settings: S3Settings) -> Connection:
    access, secret = settings.text("access_key"), settings.text("secret_key")
    identity = settings.object("assume_role_with_web_identity")
    return Connection(
        configuration=_configuration(settings),
        keys=(access, secret, settings.text("token")) if access and secret else None,
        session=_session(settings),
        role=_role(settings.object("assume_role")),
        web_identity=WebIdentity(
            str(identity["role_arn"]),
            _text(identity, "web_identity_token"),
            _text(identity, "web_identity_token_file"),
            _role(identity),
        )
        if identity
        else None,
        sts_region=settings.text("sts_region"),
        verify=False if settings.flag("insecure") else settings.text("custom_ca_bundle"),
        asks_metadata=not settings.flag("skip_metadata_api_check"),
    )


def _configuration(settings: S3Settings) -> dict[str, object]:
    retries = settings.values.get("max_retries")
    made: dict[str, object] = {
        "retries": {
            "mode": settings.text("retry_mode") or "standard",
            "total_max_attempts": int(retries) + 1 if isinstance(retries, float) else ATTEMPTS,
        }
    }
    if settings.flag("use_path_style") or settings.flag("force_path_style"):
        made["s3"] = {"addressing_style": "path"}
    if settings.flag("skip_s3_checksum"):
        made |= {
            "request_checksum_calculation": "when_required",
            "response_checksum_validation": "when_required",
        }
    for name in ("use_fips_endpoint", "use_dualstack_endpoint"):
        if settings.flag(name):
            made[name] = True
    proxies = {
        scheme: address
        for scheme in ("http", "https")
        if (address := settings.text(f"{scheme}_proxy"))
    }
    return made | ({"proxies": proxies} if proxies else {})


def _session(settings: S3Settings) -> dict[str, str]:
    made = {
        name: address
        for name in ("ec2_metadata_service_endpoint", "ec2_metadata_service_endpoint_mode")
        if (address := settings.text(name))
    }
    for name, ours in (
        ("shared_config_files", "config_file"),
        ("shared_credentials_files", "credentials_file"),
    ):
        for path in settings.texts(name):
            made[ours] = path
    return made


def _role(role: Mapping[str, Setting]) -> dict[str, object]:
    made: dict[str, object] = {
        theirs: role[name] for name, theirs in _ROLE.items() if role.get(name)
    }
    duration, arns, tags = role.get("duration"), role.get("policy_arns"), role.get("tags")
    if duration:
        made["DurationSeconds"] = seconds(str(duration))
    if isinstance(arns, list):
        made["PolicyArns"] = [{"arn": arn} for arn in arns]
    if isinstance(tags, dict):
        made["Tags"] = [{"Key": name, "Value": value} for name, value in tags.items()]
    return made


def _text(values: Mapping[str, Setting], name: str) -> str | None:
    value = values.get(name)
    return value if isinstance(value, str) and value else None


def _check_account(settings: S3Settings, clients: Clients) -> None:
    allowed = settings.texts("allowed_account_ids")
    forbidden = settings.texts("forbidden_account_ids")
    if not allowed and not forbidden:
        return
    account = caller_identity(clients).account
    if account in forbidden or (allowed and account not in allowed):
        raise stop("Invalid account ID", f"AWS account ID not allowed: {account}")
