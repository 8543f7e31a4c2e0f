"""What may stand in each block of the language."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("outpt {}", ["1: Unsupported block type"]),
        ("output {}", ["1: Missing name for output"]),
        ('output "a" "b" {}', ["1: Extraneous label for output"]),
        ('locals "a" {}', ["1: Extraneous label for locals"]),
        ('output "a" {}', ["1: Missing required argument"]),
        ('output "a" {\n  value = 1\n  typ = 2\n}', ["3: Unsupported argument"]),
        ("terraform {\n  backnd {}\n}", ["2: Unsupported block type"]),
        ("moved {\n  to = a.b\n}", ["1: Missing required argument"]),
        (
            'variable "v" {\n  default = 1\n  validation {\n    condition = var.v > 0\n  }\n}',
            ["3: Missing required argument"],
        ),
        (
            'resource "terraform_data" "d" {\n  lifecycle {\n    prevent = true\n  }\n}',
            ["3: Unsupported argument"],
        ),
        (
            'module "m" {\n  source = "./m"\n  count = 1\n  for_each = {}\n}',
            ['4: Invalid combination of "count" and "for_each"'],
        ),
    ],
)
def test_what_does_not_fit_is_told_where_it_stands(text: str, told: list[str]) -> None:
    assert evaluated({"main.tf": text, "m/main.tf": ""}).told == told


def test_json_means_the_same() -> None:
    text = """{
      "locals": {"n": 1},
      "resource": {"terraform_data": {"d": {
        "input": "${local.n}",
        "lifecycle": {"precondition": {"condition": "${local.n == 2}", "error_message": "no"}}
      }}},
      "output": {"o": {"value": 1, "valu": 2}}
    }"""
    assert evaluated({"main.tf.json": text}).told == [
        "main.tf.json 7: Extraneous JSON object property",
        "main.tf.json 5: Resource precondition failed",
    ]


def test_a_missing_argument_of_an_override_is_the_blocks_own() -> None:
    found = evaluated({"main.tf": 'output "o" { value = 1 }', "override.tf": 'output "o" {}'})
    assert (found.told, found.outputs) == ([], {"o": 1})
