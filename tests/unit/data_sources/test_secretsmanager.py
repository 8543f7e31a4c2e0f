"""Secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.data_sources.conftest import Make, Read


def test_the_current_version_and_one_that_is_named(read: Read, make: Make) -> None:
    first = make("secretsmanager", "CreateSecret", Name="s", SecretString="one")["VersionId"]
    make("secretsmanager", "PutSecretValue", SecretId="s", SecretString="two")
    kind = "aws_secretsmanager_secret_version"
    current = read(kind, 'secret_id = "s"')
    assert (current["secret_string"], current["id"]) == ("two", "s|AWSCURRENT")
    assert read(kind, f'secret_id = "s"\nversion_id = "{first}"')["secret_string"] == "one"
    stage = read(kind, 'secret_id = "s"\nversion_stage = "AWSPREVIOUS"')
    assert stage["secret_string"] == "one"
