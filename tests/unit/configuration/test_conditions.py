"""Conditions: what they may say, and what is told where they do not hold."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated


def condition(condition: str, message: str = '"no"', value: str = "1") -> list[str]:
    """What is told of a precondition on a local value."""
    text = f"""locals {{ v = {value} }}
output "o" {{
  value = 1
  precondition {{
    condition     = {condition}
    error_message = {message}
  }}
}}"""
    return evaluated(text).told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["local.v == 1"], []),
        (["local.v == 2"], ["5: Module output value precondition failed"]),
        (['local.v == 1 ? "true" : "x"'], []),
        (["local.v"], ["5: Invalid condition result"]),
        (["local.v == 1 ? null : true"], ["5: Invalid condition result"]),
        (["true"], ["5: Invalid precondition expression"]),
        (
            ["local.v == 2", "[1]"],
            ["6: Invalid error message", "5: Module output value precondition failed"],
        ),
        (
            ["local.v == 2", "null"],
            ["6: Invalid error message", "5: Module output value precondition failed"],
        ),
        (["local.v == 1", "[1]"], ["6: Invalid error message"]),
        (["local.v == 2", "5"], ["5: Module output value precondition failed"]),
    ],
)
def test_conditions(words: list[str], told: list[str]) -> None:
    assert condition(*words) == told


@pytest.mark.parametrize("kind", ["sensitive", "ephemeral"])
def test_a_message_with_a_secret_is_not_shown(kind: str) -> None:
    text = f"""variable "v" {{
  default = "canary"
  {kind} = true
  validation {{
    condition     = length(var.v) == 1
    error_message = "v is ${{var.v}}"
  }}
}}"""
    (problem,) = evaluated(text).diagnostics
    assert "canary" not in problem.detail
    assert f"{kind} value" in problem.detail


def test_self_is_known_behind_the_resource_only() -> None:
    text = """resource "terraform_data" "d" {
  input = 1
  lifecycle {
    postcondition {
      condition     = self.output == 2
      error_message = "output is ${self.output}"
    }
  }
}"""
    (problem,) = evaluated(text).diagnostics
    assert (problem.summary, problem.detail) == ("Resource postcondition failed", "output is 1")
