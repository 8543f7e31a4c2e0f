"""What a backend block says of a connection is what the connection is made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.s3_states import objects_of
from sm_tj_cli.state.backends.s3.settings import S3Settings

if TYPE_CHECKING:
    from sm_tj_cli.aws.objects import S3Objects
    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.state.backends.s3.arguments import Setting

ROLE = "arn:aws:iam::123456789012:role/x"
KEY = bytes(32)


def made(options: GlobalOptions | None = None, **values: Setting) -> S3Objects:
    settings = S3Settings("b", "k", sse_customer_key=KEY, values=values)
    return objects_of(settings, options or GlobalOptions(), {})


def test_places() -> None:
    clients = made(
        region="eu-west-1", profile="p", endpoints={"s3": "http://a", "sts": "http://b"}
    ).clients
    assert (clients.region, clients.profile) == ("eu-west-1", "p")
    assert clients.endpoints == {"s3": "http://a", "sts": "http://b"}


def test_options_stand_for_what_the_block_leaves_open() -> None:
    options = GlobalOptions(region="r", profile="p", endpoint_url="http://a")
    clients = made(options).clients
    assert (clients.region, clients.profile, clients.endpoint_url) == ("r", "p", "http://a")
    assert made(options, region="mine", profile="my").clients.region == "mine"


def test_older_names_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL_S3", raising=False)
    monkeypatch.setenv("AWS_S3_ENDPOINT", "http://a")
    assert made().clients.endpoints == {"s3": "http://a"}
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://b")
    assert made().clients.endpoints == {}


def test_roles() -> None:
    clients = made(
        assume_role={
            "role_arn": ROLE,
            "duration": "1h",
            "external_id": "e",
            "policy_arns": ["p"],
            "session_name": "s",
            "tags": {"a": "b"},
            "transitive_tag_keys": ["a"],
        }
    ).clients
    assert clients.assume_role_arn == ROLE
    assert clients.connection.role == {
        "DurationSeconds": 3600,
        "ExternalId": "e",
        "PolicyArns": [{"arn": "p"}],
        "RoleSessionName": "s",
        "Tags": [{"Key": "a", "Value": "b"}],
        "TransitiveTagKeys": ["a"],
    }


def test_a_token_of_another_provider() -> None:
    identity = made(
        assume_role_with_web_identity={"role_arn": ROLE, "web_identity_token_file": "f"}
    ).clients.connection.web_identity
    assert identity is not None
    assert (identity.role_arn, identity.token, identity.token_file) == (ROLE, None, "f")


def test_connections() -> None:
    connection = made(
        access_key="a",
        secret_key="s",
        use_path_style=True,
        use_fips_endpoint=True,
        skip_s3_checksum=True,
        skip_metadata_api_check=True,
        max_retries=2.0,
        retry_mode="adaptive",
        https_proxy="http://p",
        insecure=True,
        shared_config_files=["c"],
        ec2_metadata_service_endpoint="http://m",
    ).clients.connection
    assert connection.keys == ("a", "s", None)
    assert connection.configuration == {
        "retries": {"mode": "adaptive", "total_max_attempts": 3},
        "s3": {"addressing_style": "path"},
        "use_fips_endpoint": True,
        "request_checksum_calculation": "when_required",
        "response_checksum_validation": "when_required",
        "proxies": {"https": "http://p"},
    }
    assert connection.verify is False
    assert not connection.asks_metadata
    assert connection.session == {"config_file": "c", "ec2_metadata_service_endpoint": "http://m"}


@pytest.mark.parametrize(
    ("values", "writing", "key"),
    [
        ({}, {"ChecksumAlgorithm": "SHA256"}, None),
        ({"skip_s3_checksum": True, "acl": "private"}, {"ACL": "private"}, None),
        ({"encrypt": True}, {"ChecksumAlgorithm": "SHA256"}, KEY),
        ({"kms_key_id": "alias/x"}, {"ChecksumAlgorithm": "SHA256"}, None),
    ],
)
def test_how_objects_are_written(
    values: dict[str, Setting], writing: dict[str, object], key: bytes | None
) -> None:
    protection = made(**values).protection
    assert (protection.writing, protection.customer_key) == (writing, key)


@pytest.mark.parametrize(
    ("values", "encryption"),
    [
        ({}, {"ServerSideEncryption": "AES256"}),
        (
            {"kms_key_id": "alias/x"},
            {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "alias/x"},
        ),
    ],
)
def test_encryption(values: dict[str, Setting], encryption: dict[str, object]) -> None:
    settings = S3Settings("b", "k", values={"encrypt": True, **values})
    writing = objects_of(settings, GlobalOptions(), {}).protection.writing
    assert writing == {"ChecksumAlgorithm": "SHA256", **encryption}


def test_the_sandbox_has_a_bucket_of_that_name_and_nothing_of_the_users(
    sandbox: SandboxAddress,
) -> None:
    values: dict[str, Setting] = {"region": "eu-west-1", "profile": "mine", "kms_key_id": "alias/x"}
    settings = S3Settings("states", "k", values=values)
    objects = objects_of(settings, GlobalOptions(), sandbox.environment)
    assert objects.clients.profile is None
    assert objects.get("k") is None


@pytest.mark.parametrize(
    "values", [{"allowed_account_ids": ["1"]}, {"forbidden_account_ids": ["123456789012"]}]
)
def test_accounts(
    sandbox: SandboxAddress, monkeypatch: pytest.MonkeyPatch, values: dict[str, Setting]
) -> None:
    for name, value in sandbox.environment.items():
        monkeypatch.setenv(name, value)
    made(allowed_account_ids=["123456789012"])
    with pytest.raises(Stopped) as caught:
        made(**values)
    assert "AWS account ID not allowed: 123456789012" in str(
        caught.value.diagnostics.items[0].detail
    )
