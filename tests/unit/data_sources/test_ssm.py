"""Parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.data_sources.conftest import Make, Read


@pytest.mark.parametrize(("kind", "insecure"), [("String", "x"), ("SecureString", None)])
def test_a_parameter(read: Read, make: Make, kind: str, insecure: str | None) -> None:
    make("ssm", "PutParameter", Name=f"/{kind}", Value="x", Type=kind)
    found = read("aws_ssm_parameter", f'name = "/{kind}"')
    assert (found["value"], found["insecure_value"]) == ("x", insecure)
    assert (found["type"], found["version"], found["with_decryption"]) == (kind, 1, True)


def test_a_parameter_that_is_not_there(read: Read) -> None:
    assert "ParameterNotFound" in str(read("aws_ssm_parameter", 'name = "/none"')["detail"])
