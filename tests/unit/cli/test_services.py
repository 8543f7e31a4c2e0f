from __future__ import annotations

import pytest

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.services import AwsServices
from sm_tj_cli.configuration.model import ProviderSettings

EUROPE = ProviderSettings(region="eu-west-1")
ROLE = ProviderSettings(region="eu-west-1", assume_role_arn="arn:aws:iam::123456789012:role/x")


def test_one_adapter_for_each_account_and_region() -> None:
    services = AwsServices(GlobalOptions(), {})
    first = services.training_jobs(EUROPE, None)
    assert services.training_jobs(EUROPE, "eu-west-1") is first
    assert services.training_jobs(EUROPE, "us-east-1") is not first
    assert services.training_jobs(ROLE, None) is not first
    assert services.inspection(EUROPE, None) is services.inspection(EUROPE, None)


def test_one_account_and_region_is_connected_to_once() -> None:
    services = AwsServices(GlobalOptions(), {})
    assert services.clients(EUROPE) is services.clients(ProviderSettings(region="eu-west-1"))
    assert services.clients(EUROPE) is not services.clients(ROLE)


@pytest.mark.parametrize(
    ("options", "region", "wanted"),
    [
        (GlobalOptions(), None, "eu-west-1"),
        (GlobalOptions(region="us-west-2"), None, "us-west-2"),
        (GlobalOptions(region="us-west-2"), "ap-south-1", "ap-south-1"),
    ],
)
def test_what_says_the_region(options: GlobalOptions, region: str | None, wanted: str) -> None:
    assert AwsServices(options, {}).inspection(EUROPE, region).region == wanted
    assert AwsServices(options, {}).region(EUROPE, region) == wanted


def test_the_environment_says_the_region_where_nothing_else_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-north-1")
    assert AwsServices(GlobalOptions(), {}).region(ProviderSettings(), None) == "eu-north-1"


def test_without_a_session_no_region_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_REGION", raising=False)
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    services = AwsServices(GlobalOptions(profile="not-there"), {})
    assert services.region(ProviderSettings(), None) is None


@pytest.mark.parametrize(
    ("options", "sandbox", "variable", "are_aws"),
    [
        (GlobalOptions(), {}, "", True),
        (GlobalOptions(), {"AWS_ENDPOINT_URL": "http://x"}, "", False),
        (GlobalOptions(endpoint_url="http://x"), {}, "", False),
        (GlobalOptions(), {}, "http://x", False),
    ],
)
def test_what_stands_in_for_aws_is_known(
    monkeypatch: pytest.MonkeyPatch,
    options: GlobalOptions,
    sandbox: dict[str, str],
    variable: str,
    are_aws: bool,
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", variable)
    assert AwsServices(options, sandbox).are_aws is are_aws
