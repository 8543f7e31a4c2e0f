"""One module instance, evaluated as it is asked."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated

CHILD = 'variable "v" { default = 0 }\noutput "o" { value = var.v }\noutput "p" { value = "P" }'


@pytest.mark.parametrize(
    ("call", "expression", "expected"),
    [
        ("v = 1", "module.m.o", 1),
        ("v = 1", "module.m", {"o": 1, "p": "P"}),
        ("count = 2\n  v = count.index", "module.m[1].o", 1),
        ("count = 2\n  v = count.index", "module.m[*].o", [0, 1]),
        ("for_each = { a = 1 }\n  v = each.value", 'module.m["a"].o', 1),
        ("for_each = {}", "module.m", {}),
        ("v = module.m.p", "module.m.o", "P"),
    ],
)
def test_modules(call: str, expression: str, expected: object) -> None:
    text = f'module "m" {{\n  source = "./m"\n  {call}\n}}\noutput "o" {{ value = {expression} }}'
    found = evaluated({"main.tf": text, "m/main.tf": CHILD})
    assert (found.told, found.outputs) == ([], {"o": expected})


def test_fixed_names() -> None:
    text = 'output "o" { value = [path.module, path.root, path.cwd, terraform.workspace] }'
    found = evaluated(text, workspace="dev", working_directory="/w")
    assert found.outputs == {"o": [".", ".", "/w", "dev"]}


def test_a_fault_is_told_once_however_many_refer_to_it() -> None:
    text = 'locals {\n  a = tonumber("x")\n}\noutput "o" { value = [local.a, local.a] }\noutput "p" { value = local.a }'
    assert evaluated(text).told == ["2: Invalid function argument"]


def test_an_ephemeral_resource_cannot_be_opened() -> None:
    text = 'ephemeral "aws_x" "e" {}\noutput "o" {\n  value = length(ephemeral.aws_x.e.s)\n}'
    assert "3: Ephemeral resource cannot be opened" in evaluated(text).told
