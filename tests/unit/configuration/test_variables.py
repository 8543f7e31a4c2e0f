"""The value of a variable: converted, checked, marked."""

from __future__ import annotations

import pytest

from sm_tj_cli.configuration.inputs import VariableSources
from sm_tj_cli.values.value import EPHEMERAL, SENSITIVE
from tests.fakes.configurations import evaluated


def value(declaration: str, given: str | None = None) -> tuple[object, list[str]]:
    text = f'variable "v" {{\n{declaration}\n}}\noutput "v" {{ value = var.v }}'
    sources = VariableSources((("var", f"v={given}"),) if given is not None else ())
    found = evaluated(text, sources)
    return found.outputs.get("v"), found.told


OBJECT = "object({ a = string, b = optional(number, 3), c = optional(object({ d = optional(bool, true) }), {}) })"


@pytest.mark.parametrize(
    ("declaration", "given", "expected"),
    [
        ('type = number\ndefault = "5"', None, 5),
        (f"type = {OBJECT}", '{ a = "x" }', {"a": "x", "b": 3, "c": {"d": True}}),
        (f"type = list({OBJECT})", "[{ a = 1, b = null }]", [{"a": "1", "b": 3, "c": {"d": True}}]),
        ("type = map(object({ n = optional(number) }))", "{ x = {} }", {"x": {"n": None}}),
        ("type = list\ndefault = [1]", None, [1]),
        ('type = "map"\ndefault = { a = 1 }', None, {"a": 1}),
        ("type = set(string)", '["b", "a", "b"]', ["a", "b"]),
        ("type = any\nnullable = false\ndefault = 1", "null", 1),
        ("type = any\ndefault = 1", "null", None),
    ],
)
def test_values(declaration: str, given: str | None, expected: object) -> None:
    assert value(declaration, given) == (expected, [])


@pytest.mark.parametrize(
    ("declaration", "given", "told"),
    [
        ("", None, "1: No value for required variable"),
        ("type = number", "x", "1: Invalid value for input variable"),
        ("type = list(number)\ndefault = 1", None, "3: Invalid default value for variable"),
        ("nullable = false\ndefault = null", None, "3: Required variable not set"),
        ("type = object({ a = string })", "{}", "1: Invalid value for input variable"),
        ("type = optional(string)\ndefault = 1", None, "2: Invalid type specification"),
    ],
)
def test_what_does_not_fit(declaration: str, given: str | None, told: str) -> None:
    assert value(declaration, given)[1] == [told]


def test_validations_may_refer_to_others_and_all_are_told() -> None:
    text = """variable "low" { default = 5 }
variable "v" {
  default = 3
  validation {
    condition     = var.v > var.low
    error_message = "above ${var.low}"
  }
  validation {
    condition     = var.v < 0
    error_message = "negative"
  }
}
"""
    found = evaluated(text)
    assert found.told == ["2: Invalid value for variable"] * 2
    assert [item.detail for item in found.diagnostics] == ["above 5", "negative"]


def test_a_validation_tests_its_own_variable() -> None:
    text = 'variable "w" { default = 1 }\nvariable "v" {\n  default = 1\n  validation {\n    condition     = var.w == 1\n    error_message = "no"\n  }\n}'
    assert evaluated(text).told == ["5: Invalid variable validation condition"]


@pytest.mark.parametrize(("kind", "mark"), [("sensitive", SENSITIVE), ("ephemeral", EPHEMERAL)])
def test_marks(kind: str, mark: str) -> None:
    text = f'variable "v" {{\n  {kind} = true\n  default = "x"\n}}\noutput "o" {{ value = var.v }}'
    assert mark in evaluated(text).configuration.outputs[0].value.marks


def test_a_module_that_takes_no_ephemeral_values() -> None:
    text = 'variable "e" {\n  ephemeral = true\n  default = "x"\n}\nmodule "m" {\n  source = "./m"\n  v = var.e\n}'
    found = evaluated({"main.tf": text, "m/main.tf": 'variable "v" {}'})
    assert found.told == ["7: Ephemeral value not allowed"]


def test_offline_a_missing_value_is_unknown() -> None:
    found = evaluated('variable "v" {}\noutput "o" { value = var.v }', offline=True)
    assert (found.told, found.outputs) == ([], {"o": None})
