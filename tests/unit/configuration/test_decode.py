"""Names that are taken or impossible."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('variable "a b" {\n  default = 1\n}', "Invalid variable name"),
        ('variable "count" {\n  default = 1\n}', "Invalid variable name"),
        ('output "1" {\n  value = 1\n}', "Invalid output name"),
        ('resource "a b" "c" {}', "Invalid resource type name"),
        ('resource "a_b" "c d" {}', "Invalid resource name"),
        ('data "a_b" "c d" {}', "Invalid data resource name"),
        ('ephemeral "a_b" "c d" {}', "Invalid ephemeral resource name"),
        ('module "a b" {\n  source = "./m"\n}', "Invalid module instance name"),
        (
            'module "m" {\n  source = "./m"\n  lifecycle {}\n}',
            "Reserved block type name in module block",
        ),
        ("locals {\n  a {}\n}", "Unexpected block"),
        (
            'output "o" {\n  value = 1\n  postcondition {\n    condition = var.x\n    error_message = ""\n  }\n}',
            "Postconditions are not allowed",
        ),
        ('variable "a" {\n  type = strin\n}', "Invalid type specification"),
    ],
)
def test_refused(text: str, told: str) -> None:
    assert told in [
        item.summary for item in evaluated({"main.tf": text, "m/main.tf": ""}).diagnostics
    ]


@pytest.mark.parametrize(
    ("block", "summary"),
    [
        ('variable "a" { default = 1 }', "Duplicate variable declaration"),
        ("locals { a = 1 }", "Duplicate local value definition"),
        ('output "a" { value = 1 }', "Duplicate output definition"),
        ('resource "terraform_data" "a" {}', 'Duplicate resource "terraform_data" configuration'),
        ('module "a" { source = "./m" }', "Duplicate module call"),
    ],
)
def test_declared_twice(block: str, summary: str) -> None:
    found = evaluated({"main.tf": f"{block}\n{block}", "m/main.tf": ""})
    assert f"2: {summary}" in found.told
    assert "main.tf line 1" in found.diagnostics.items[0].detail
