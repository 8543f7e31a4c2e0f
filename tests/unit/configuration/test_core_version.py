"""Which versions of Terraform a configuration accepts."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated


@pytest.mark.parametrize(
    ("constraint", "told"),
    [
        (">= 1.0", []),
        ("~> 1.11", []),
        ("~> 1.11.0", []),
        (">= 1.5, < 2.0", []),
        ("!= 1.11.4", ["1: Unsupported Terraform Core version"]),
        ("~> 1.10.0", ["1: Unsupported Terraform Core version"]),
        ("< 1.11", ["1: Unsupported Terraform Core version"]),
        ("= 0.12", ["1: Unsupported Terraform Core version"]),
        ("latest", ["1: Invalid version constraint"]),
        (">= 1.11.0-beta1", ["1: Invalid required_version constraint"]),
    ],
)
def test_constraints(constraint: str, told: list[str]) -> None:
    assert evaluated(f'terraform {{ required_version = "{constraint}" }}').told == told
