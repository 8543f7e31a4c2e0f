"""What may leave a module."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated

SECRET = 'variable "s" {\n  KIND = true\n  default = "x"\n}\n'


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("value = var.s", ["5: Output refers to sensitive values"]),
        ("value = var.s\n  sensitive = true", []),
        ("value = [{ a = var.s }]", ["5: Output refers to sensitive values"]),
        ("value = nonsensitive(var.s)", []),
    ],
)
def test_sensitive_values(output: str, told: list[str]) -> None:
    text = SECRET.replace("KIND", "sensitive") + f'output "o" {{\n  {output}\n}}'
    assert evaluated(text).told == told


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("value = var.s", ["6: Ephemeral value not allowed"]),
        ("value = ephemeralasnull(var.s)", []),
        ("value = var.s\n  ephemeral = true", ["5: Ephemeral output not allowed"]),
    ],
)
def test_ephemeral_values(output: str, told: list[str]) -> None:
    text = SECRET.replace("KIND", "ephemeral") + f'output "o" {{\n  {output}\n}}'
    assert evaluated(text).told == told


def test_a_modules_sensitive_output_stays_hidden() -> None:
    child = 'output "o" {\n  value = "z"\n  sensitive = true\n}'
    text = 'module "m" {\n  source = "./m"\n}\noutput "o" { value = module.m.o }'
    found = evaluated({"main.tf": text, "m/main.tf": child})
    # Terraform lets it out, since nothing in it is a secret by itself.
    assert (found.told, found.configuration.outputs[0].sensitive) == ([], True)


def test_an_infinite_number_cannot_be_kept() -> None:
    assert evaluated('output "o" {\n  value = [1 / 0]\n}').told == ["2: Output has no form in JSON"]
