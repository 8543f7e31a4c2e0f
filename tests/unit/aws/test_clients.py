from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.calls import call
from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.identity import caller_identity
from sm_tj_cli.service import Kind, ServiceError

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.sandbox.address import SandboxAddress


def test_a_client_is_made_once(sandbox: SandboxAddress) -> None:
    clients = Clients(environment=sandbox.environment)
    assert clients.sagemaker() is clients.sagemaker()
    assert clients.sagemaker() is not clients.sagemaker_once()


def test_every_service_can_be_had(sandbox: SandboxAddress) -> None:
    clients = Clients(environment=sandbox.environment)
    assert call(clients.client("iam"), "ListRoles", {})["Roles"] == []
    assert call(clients.s3(), "ListBuckets", {})["Buckets"] == []


def test_a_service_nobody_knows_is_told(sandbox: SandboxAddress) -> None:
    with pytest.raises(ServiceError, match="UnknownServiceError"):
        Clients(environment=sandbox.environment).client("nonsense")


def test_an_unknown_profile_is_a_matter_of_credentials(tmp_path: Path) -> None:
    environment = {"AWS_CONFIG_FILE": str(tmp_path / "none")}
    with pytest.raises(ServiceError) as caught:
        Clients(profile="nobody", environment=environment).sagemaker()
    assert caught.value.kind is Kind.CREDENTIALS


def test_a_missing_region_is_told_with_what_to_do(tmp_path: Path) -> None:
    environment = {"AWS_CONFIG_FILE": str(tmp_path / "none")}
    with pytest.raises(ServiceError, match="Name one with --region"):
        Clients(environment=environment).sagemaker()


def test_a_profile_gives_region_and_credentials(sandbox: SandboxAddress, tmp_path: Path) -> None:
    file = tmp_path / "config"
    file.write_text(
        "[profile mine]\nregion = eu-west-1\naws_access_key_id = a\naws_secret_access_key = b\n"
    )
    environment = {"AWS_CONFIG_FILE": str(file), "AWS_ENDPOINT_URL": sandbox.url}
    clients = Clients(profile="mine", environment=environment)
    assert caller_identity(clients).account == "123456789012"
    assert clients.sagemaker().meta.region_name == "eu-west-1"  # type: ignore[attr-defined]


def test_an_assumed_role(sandbox: SandboxAddress) -> None:
    role = "arn:aws:iam::123456789012:role/other"
    clients = Clients(assume_role_arn=role, environment=sandbox.environment)
    assert call(clients.s3(), "ListBuckets", {})["Buckets"] == []


def test_the_endpoint_of_one_service(sandbox: SandboxAddress) -> None:
    closed = {**sandbox.environment, "AWS_ENDPOINT_URL_STS": "http://127.0.0.1:1"}
    with pytest.raises(ServiceError) as caught:
        caller_identity(Clients(environment=closed))
    assert caught.value.kind is Kind.UNAVAILABLE
    own = Clients(environment=closed, endpoints={"sts": sandbox.url})
    assert caller_identity(own).arn.endswith("user/sandbox")
