from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.identity import caller_identity
from sm_tj_cli.service import Kind, ServiceError

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin


def test_account_and_arn(sandbox: SandboxAddress) -> None:
    found = caller_identity(Clients(environment=sandbox.environment))
    assert (found.account, found.arn) == ("123456789012", "arn:aws:iam::123456789012:user/sandbox")


def test_expired_credentials(sandbox: SandboxAddress, sandbox_admin: Admin) -> None:
    sandbox_admin.faults.add(
        {"do": "error", "operation": "GetCallerIdentity", "code": "ExpiredToken", "status": 403}
    )
    with pytest.raises(ServiceError) as caught:
        caller_identity(Clients(environment=sandbox.environment))
    assert caught.value.kind is Kind.CREDENTIALS
