"""`--preflight`: what submissions need is looked for, in ten calls at the most, and never where nobody asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Program

LOOKS = ("GetRole", "GET /bucket", "HEAD /bucket", "DescribeImages", "GetServiceQuota")


def looks(admin: Admin) -> int:
    text = json.dumps(admin.requests.as_json())
    return sum(text.count(f'"{operation}') for operation in LOOKS)


def test_the_sandbox_is_asked_only_where_that_is_wanted(
    with_sandbox: Program, sandbox_admin: Admin
) -> None:
    with_sandbox.job()
    assert with_sandbox("--sandbox", "plan").code == 0
    assert looks(sandbox_admin) == 0


@pytest.mark.parametrize("verb", ["plan", "apply"])
def test_what_is_missing_is_told_where_it_was_written(with_sandbox: Program, verb: str) -> None:
    with_sandbox.job()
    ended = with_sandbox("--sandbox", verb, "--preflight")
    assert ended.code == 1
    assert "Role does not exist" in ended.err
    assert 'role_arn          = "arn:aws:iam::123456789012:role/training"' in ended.err
    assert "Image does not exist" in ended.err
    assert "--no-preflight" in ended.err
    assert not (with_sandbox.directory / "smtj.tfstate").exists()


def test_many_jobs_take_no_more_calls_than_one(with_sandbox: Program, sandbox_admin: Admin) -> None:
    with_sandbox.job(argument="training_job_name_prefix", extra="count = 30")
    document = with_sandbox("--sandbox", "plan", "--preflight", "--json").json()
    assert 0 < looks(sandbox_admin) <= 10
    assert "role training" in document["preflight"]["checked"]


def test_what_may_not_be_asked_is_noted_and_nothing_more(
    with_sandbox: Program, sandbox_admin: Admin
) -> None:
    for operation in ("GetRole", "DescribeImages", "HEAD .*", "GetServiceQuota"):
        sandbox_admin.answer(
            "POST", "faults", json.dumps({"do": "denied", "operation": operation}).encode()
        )
    with_sandbox.job()
    ended = with_sandbox("--sandbox", "plan", "--preflight")
    assert ended.code == 0, ended.err
    assert "Not looked for: role training (GetRole: AccessDenied" in ended.out
