"""Override files change, and add nothing."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated


def overridden(text: str, override: str, name: str = "override.tf") -> tuple[object, list[str]]:
    found = evaluated({"main.tf": text, name: override})
    return found.outputs.get("o"), found.told


@pytest.mark.parametrize(
    ("text", "override", "value"),
    [
        (
            'variable "v" { default = 1 }\noutput "o" { value = var.v }',
            'variable "v" { default = 2 }',
            2,
        ),
        (
            'locals {\n  a = 1\n  b = 2\n}\noutput "o" { value = [local.a, local.b] }',
            "locals { b = 3 }",
            [1, 3],
        ),
        ('output "o" { value = 1 }', 'output "o" { value = 2 }', 2),
        (
            'resource "terraform_data" "d" {\n  count = 1\n  input = 1\n}\noutput "o" { value = terraform_data.d[*].input }',
            'resource "terraform_data" "d" {\n  count = 2\n}',
            [1, 1],
        ),
    ],
)
def test_arguments_are_replaced(text: str, override: str, value: object) -> None:
    assert overridden(text, override) == (value, [])
    assert overridden(text, override, "x_override.tf") == (value, [])


def test_a_later_file_wins_and_json_too() -> None:
    texts = {
        "main.tf": 'variable "v" { default = 1 }\noutput "o" { value = var.v }',
        "a_override.tf": 'variable "v" { default = 2 }',
        "b_override.tf.json": '{"variable": {"v": {"default": 3}}}',
    }
    assert evaluated(texts).outputs == {"o": 3}


@pytest.mark.parametrize(
    ("override", "summary"),
    [
        ('variable "n" {}', "Missing base variable declaration to override"),
        ("locals { n = 1 }", "Missing base local value definition to override"),
        ('output "n" {}', "Missing base output definition to override"),
        ('resource "terraform_data" "n" {}', "Missing resource to override"),
        ('data "aws_vpc" "n" {}', "Missing data resource to override"),
        ('module "n" {}', "Missing module call to override"),
        ("moved {\n  from = a.b\n  to = a.c\n}", "Cannot override 'moved' blocks"),
        ('check "c" {}', "Can't override check blocks"),
        ('output "o" {\n  depends_on = [terraform_data.d]\n}', "Unsupported override"),
        (
            'output "o" {\n  precondition {\n    condition = var.v\n    error_message = ""\n  }\n}',
            "Can't override precondition blocks",
        ),
    ],
)
def test_what_cannot_be_overridden(override: str, summary: str) -> None:
    _, told = overridden('output "o" { value = 1 }', override)
    assert f"override.tf 1: {summary}" in told or any(summary in line for line in told)


def test_conditions_stay_where_the_lifecycle_changes() -> None:
    text = """resource "terraform_data" "d" {
  lifecycle {
    precondition {
      condition     = local.one == 2
      error_message = "kept"
    }
  }
}
locals { one = 1 }
"""
    override = 'resource "terraform_data" "d" {\n  lifecycle { prevent_destroy = true }\n}'
    assert overridden(text, override)[1] == ["4: Resource precondition failed"]
