"""References of every block, evaluated or not."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'resource "aws_vpc" "v" {\n  cidr = var.x\n}',
            ["2: Reference to undeclared input variable"],
        ),
        (
            'resource "aws_vpc" "v" {\n  cidr = each.key\n}',
            ['2: Reference to "each" in context without for_each'],
        ),
        ('resource "aws_vpc" "v" {\n  count = 1\n  cidr  = count.index\n}', []),
        ('resource "aws_vpc" "v" {\n  cidr = self.id\n}', ['2: Invalid "self" reference']),
        (
            'resource "aws_vpc" "v" {\n  provisioner "local-exec" {\n    command = self.id\n    when = destroy\n  }\n}',
            [],
        ),
        (
            'resource "aws_vpc" "v" {\n  dynamic "x" {\n    for_each = [1]\n    content {\n      a = x.value + y.value\n    }\n  }\n}',
            ["5: Reference to undeclared resource"],
        ),
        (
            'resource "aws_vpc" "v" {\n  depends_on = [terraform_data.d]\n}',
            ["2: Reference to undeclared resource"],
        ),
        (
            'output "o" {\n  value = 1\n  depends_on = [local.l]\n}',
            ["3: Reference to undeclared local value"],
        ),
        (
            "locals {\n  a = [for v in [1] : v]\n  b = local.b\n}",
            ["3: Self-referencing local value"],
        ),
        (
            'module "m" {\n  source = "./m"\n  a = local.l\n}',
            ["3: Reference to undeclared local value"],
        ),
    ],
)
def test_each_place(text: str, told: list[str]) -> None:
    found = evaluated({"main.tf": text, "m/main.tf": 'variable "a" { default = 1 }'})
    assert found.told == told


def test_a_module_is_checked_once_however_many_instances_it_has() -> None:
    text = 'module "m" {\n  source = "./m"\n  count = 3\n}'
    found = evaluated({"main.tf": text, "m/main.tf": 'resource "aws_vpc" "v" {\n  a = local.l\n}'})
    assert found.told == ["m/main.tf 2: Reference to undeclared local value"]
