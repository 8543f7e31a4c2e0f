"""What a module block hands over."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated, job

AWS = """
provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
"""


def test_inputs_are_evaluated_in_the_caller() -> None:
    child = 'variable "a" {}\noutput "o" { value = var.a }'
    text = 'locals { a = "caller" }\nmodule "m" {\n  source = "./m"\n  a = local.a\n}\noutput "o" { value = module.m.o }'
    assert evaluated({"main.tf": text, "m/main.tf": child}).outputs == {"o": "caller"}


def test_what_is_too_much_and_what_is_missing_is_told_once() -> None:
    text = 'module "m" {\n  source = "./m"\n  count  = 3\n  nme    = 1\n}'
    found = evaluated({"main.tf": text, "m/main.tf": 'variable "name" {}'})
    assert found.told[:2] == ["4: Unsupported argument", "1: Missing required argument"]


@pytest.mark.parametrize(
    ("providers", "child", "region"),
    [
        ("", "", "us-east-1"),
        ("providers = { aws = aws.west }", "", "us-west-2"),
        ("providers = { aws.there = aws.west }", "provider = aws.there", "us-west-2"),
        ("providers = { random = random }", "", "us-east-1"),
    ],
)
def test_providers_are_passed_by_alias(providers: str, child: str, region: str) -> None:
    required = (
        'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n'
        f"      configuration_aliases = [{'aws.there' if child else ''}]\n    }}\n  }}\n}}\n"
    )
    text = AWS + f'module "m" {{\n  source = "./m"\n  {providers}\n}}\n'
    found = evaluated({"main.tf": text, "m/main.tf": required + job("j", child)})
    assert found.told == []
    assert found.configuration.jobs[0].provider.region == region


def test_an_alias_that_the_module_needs_is_missing() -> None:
    child = "terraform {\n  required_providers {\n    aws = { configuration_aliases = [aws.there] }\n  }\n}"
    found = evaluated({"main.tf": 'module "m" {\n  source = "./m"\n}', "m/main.tf": child})
    assert found.told == ["1: Missing required provider configuration"]
