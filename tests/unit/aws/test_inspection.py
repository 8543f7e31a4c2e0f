"""Against moto's own answers, in the sandbox."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.calls import call
from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.inspection import AccountInspection
from sm_tj_cli.service import ServiceError

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.address import SandboxAddress


@pytest.fixture
def clients(sandbox: SandboxAddress) -> Clients:
    return Clients(region="us-east-1", environment=sandbox.environment)


@pytest.fixture
def account(clients: Clients) -> AccountInspection:
    return AccountInspection(clients)


def policy(principal: object) -> str:
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.mark.parametrize(
    ("name", "principal", "trusted"),
    [
        ("one", {"Service": "sagemaker.amazonaws.com"}, {"sagemaker.amazonaws.com"}),
        ("several", {"Service": ["a.com", "b.com"]}, {"a.com", "b.com"}),
        ("nobody", {"AWS": "arn:aws:iam::123456789012:root"}, set()),
    ],
)
def test_a_role_says_whom_it_trusts(
    clients: Clients, account: AccountInspection, name: str, principal: object, trusted: set[str]
) -> None:
    request = {"RoleName": name, "AssumeRolePolicyDocument": policy(principal)}
    call(clients.client("iam"), "CreateRole", request)
    assert account.trusted_by_role(name) == trusted
    assert account.trusted_by_role("another") is None


def test_buckets_and_their_objects(clients: Clients, account: AccountInspection) -> None:
    s3 = clients.client("s3")
    call(s3, "CreateBucket", {"Bucket": "inspected"})
    assert account.has_objects("inspected", "x/") is False
    call(s3, "PutObject", {"Bucket": "inspected", "Key": "x/y", "Body": b"z"})
    assert account.has_objects("inspected", "x/") is True
    assert account.has_objects("no-such-bucket", "") is None
    assert account.bucket_region("inspected") == "us-east-1"
    assert account.bucket_region("no-such-bucket") is None


def test_images_and_networks_that_are_not_there(account: AccountInspection) -> None:
    assert not account.has_image("123456789012", "nothing", "1")
    assert not account.has_subnet("subnet-0123456789abcdef0")
    assert not account.has_security_group("sg-0123456789abcdef0")


def test_a_quota_that_is_not_told_is_no_answer(account: AccountInspection) -> None:
    assert account.knows_quota(("ml.m5.large",))
    assert not account.knows_quota(("ml.unheard.of",))
    with pytest.raises(ServiceError):
        account.quota(("ml.m5.large",))
