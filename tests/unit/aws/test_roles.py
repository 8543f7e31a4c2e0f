"""Roles that are assumed in the sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.connection import Connection, WebIdentity
from sm_tj_cli.aws.identity import caller_identity

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.sandbox.address import SandboxAddress

ROLE = "arn:aws:iam::123456789012:role/other"
NAMED = {"RoleSessionName": "mine", "DurationSeconds": 900}


def signs_with(clients: Clients) -> list[object]:
    """How the credentials were come by, and whether they are a session's."""
    found = clients._session().get_credentials()
    return [found.method, found.get_frozen_credentials().access_key.startswith("ASIA")]


def test_a_role_with_all_that_is_said_of_it(sandbox: SandboxAddress) -> None:
    connection = Connection(role=NAMED | {"ExternalId": "mine"}, sts_region="us-west-2")
    clients = Clients(assume_role_arn=ROLE, connection=connection, environment=sandbox.environment)
    assert signs_with(clients) == ["assume-role", True]


@pytest.mark.parametrize("in_file", [False, True])
def test_a_role_that_a_token_opens(sandbox: SandboxAddress, tmp_path: Path, in_file: bool) -> None:
    file = tmp_path / "token"
    file.write_text("token")
    identity = (
        WebIdentity(ROLE, token_file=str(file), arguments=NAMED)
        if in_file
        else WebIdentity(ROLE, "token", arguments=NAMED)
    )
    clients = Clients(connection=Connection(web_identity=identity), environment=sandbox.environment)
    assert signs_with(clients) == ["assume-role-with-web-identity", True]


def test_a_role_of_a_role(sandbox: SandboxAddress) -> None:
    connection = Connection(web_identity=WebIdentity(ROLE, "token"), role=NAMED)
    clients = Clients(
        assume_role_arn=ROLE.replace("other", "last"),
        connection=connection,
        environment=sandbox.environment,
    )
    assert signs_with(clients) == ["assume-role", True]


def test_no_secret_is_shown() -> None:
    connection = Connection(
        keys=("a", "hidden", "hidden"),
        role={"ExternalId": "hidden"},
        web_identity=WebIdentity(ROLE, "hidden"),
    )
    assert "hidden" not in repr(connection)


def test_keys_that_are_given_are_used(sandbox: SandboxAddress) -> None:
    environment = {name: value for name, value in sandbox.environment.items() if "KEY" not in name}
    connection = Connection(
        keys=("sandbox", "sandbox", sandbox.environment["AWS_SESSION_TOKEN"]), asks_metadata=False
    )
    clients = Clients(connection=connection, environment=environment)
    assert caller_identity(clients).account == "123456789012"
