"""Whether a reference leads anywhere."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated

CONFIGURATION = """
variable "name" { default = 1 }
locals { one = 1 }
resource "terraform_data" "single" {}
resource "terraform_data" "counted" { count = 1 }
resource "terraform_data" "each" { for_each = { a = 1 } }
module "m" { source = "./m" }
"""


@pytest.mark.parametrize(
    ("expression", "summary", "words"),
    [
        ("var", "Invalid reference", "cannot be accessed directly"),
        ("var.nmae", "Reference to undeclared input variable", 'Did you mean "name"?'),
        ("var.zzz", "Reference to undeclared input variable", 'variable "zzz" {} block'),
        ("local.on", "Reference to undeclared local value", 'Did you mean "one"?'),
        ("module.k.o", "Reference to undeclared module", "in the root module"),
        ("each.key", 'Reference to "each" in context without for_each', "for_each"),
        ("count.index", 'Reference to "count" in non-counted context', "count"),
        ("self.id", 'Invalid "self" reference', "postcondition"),
        ("path.rot", 'Invalid "path" attribute', 'Did you mean "root"?'),
        ("terraform.env", 'Invalid "terraform" attribute', "terraform.workspace"),
        ("word", "Invalid reference", "at least one attribute access"),
        ("data.aws_vpc", "Invalid reference", "two attribute names"),
        ("lazy.x", "Reserved symbol name", "resource."),
        ("terraform_data.singel.id", "Reference to undeclared resource", 'Did you mean "single"?'),
        ("ephemeral.a.b", "Reference to undeclared resource", "An ephemeral resource"),
        ("terraform_data.single[0].id", "Unexpected resource instance key", "Remove the bracketed"),
        ("terraform_data.counted.id", "Missing resource instance key", "[count.index]"),
        ("terraform_data.each.id", "Missing resource instance key", "[each.key]"),
    ],
)
def test_references_to_nowhere(expression: str, summary: str, words: str) -> None:
    found = evaluated(
        {"main.tf": f'{CONFIGURATION}output "o" {{ value = {expression} }}', "m/main.tf": ""}
    )
    assert [item.summary for item in found.diagnostics] == [summary]
    assert words in found.diagnostics.items[0].detail


@pytest.mark.parametrize(
    "expression",
    ["terraform_data.counted[0].input", "terraform_data.counted.0.input", "terraform_data.each[*]",
     "resource.terraform_data.single.input", "terraform_data.counted[*].id", "path.module"],
)  # fmt: skip
def test_references_that_lead_somewhere(expression: str) -> None:
    found = evaluated(
        {"main.tf": f'{CONFIGURATION}output "o" {{ value = {expression} }}', "m/main.tf": ""}
    )
    assert found.told == []
