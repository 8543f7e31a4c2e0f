"""What each, count and self mean in one instance."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated


@pytest.mark.parametrize(
    ("repetition", "expression", "values"),
    [
        ("count = 2", "count.index", [0, 1]),
        ('for_each = toset(["a", "b"])', "[each.key, each.value]", [["a", "a"], ["b", "b"]]),
        ("for_each = { a = 1 }", "{ k = each.key, v = each.value }", [{"k": "a", "v": 1}]),
    ],
)
def test_repetition(repetition: str, expression: str, values: list[object]) -> None:
    text = f"""resource "terraform_data" "d" {{
  {repetition}
  input = {expression}
}}
output "o" {{ value = [for d in terraform_data.d : d.input] }}
"""
    assert evaluated(text).outputs == {"o": values}


def test_a_module_has_its_own() -> None:
    child = 'variable "v" {}\nresource "terraform_data" "d" {\n  count = 1\n  input = "${var.v}${count.index}"\n}\noutput "o" { value = terraform_data.d[0].input }'
    text = 'module "m" {\n  source = "./m"\n  for_each = { x = 1 }\n  v = each.key\n}\noutput "o" { value = module.m["x"].o }'
    assert evaluated({"main.tf": text, "m/main.tf": child}).outputs == {"o": "x0"}
