"""Settings of the terraform block."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated, load


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('backend "s3" {}\nbackend "s3" {}', ["3: Duplicate backend configuration"]),
        ('backend "local" {\n  path = var.p\n}', ["3: Variables not allowed"]),
        ("cloud {}", ["2: HCP Terraform is not supported"]),
        (
            'cloud {}\nbackend "local" {}',
            [
                "2: HCP Terraform is not supported",
                "3: Both a backend and cloud configuration are present",
            ],
        ),
        ("experiments = [x]", ["2: Module uses experimental features"]),
        (
            "required_providers {}\nrequired_providers {}",
            ["3: Duplicate required providers configuration"],
        ),
        (
            'required_providers {\n  aws = { sorce = "x" }\n}',
            ["3: Invalid required_providers object"],
        ),
        ('required_providers {\n  aws = "~> 5.0"\n}', []),
        ('provider_meta "aws" {}', ["2: Provider metadata is not sent (warning)"]),
    ],
)
def test_settings(body: str, told: list[str]) -> None:
    assert evaluated(f"terraform {{\n{body}\n}}").told == told


def test_what_is_kept() -> None:
    text = """terraform {
  backend "s3" {
    bucket = "b"
    encrypt = true
  }
  required_providers {
    amazon = {
      source = "hashicorp/aws"
      configuration_aliases = [amazon.west]
    }
  }
}"""
    root = load(text)[0].root
    assert root.backend is not None
    assert (root.backend.type, root.backend.settings) == ("s3", {"bucket": "b", "encrypt": True})
    required = root.required_providers["amazon"]
    assert (required.source, required.aliases) == ("hashicorp/aws", ("west",))
