"""Each rule of `tests/spec/rules` says exactly what stands beside it, and nothing of the file that keeps to it."""

from __future__ import annotations

import pytest

from tests.spec.rules_told import FOLDER, RULES, told


@pytest.mark.parametrize("rule", RULES)
def test_a_file_that_keeps_to_the_rule(rule: str) -> None:
    assert told(rule, "valid") == ""


@pytest.mark.parametrize("rule", RULES)
def test_a_file_that_breaks_the_rule(rule: str) -> None:
    assert told(rule, "invalid") == (FOLDER / rule / "invalid.txt").read_text("utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_something_is_said(rule: str) -> None:
    assert (FOLDER / rule / "invalid.txt").read_text("utf-8").startswith("line ")
