"""What tells a saved plan from other files."""

from __future__ import annotations

import pytest

from sm_tj_cli.configuration.saved_plan import is_saved_plan
from sm_tj_cli.plan.saved import SavedPlan


def test_what_is_written_is_known_again() -> None:
    assert is_saved_plan(SavedPlan({}, "l", 1, "d").to_text())


@pytest.mark.parametrize(
    "text", ["", "{}", '{"format": "1.2"}', 'locals { format = "smtj-plan-1" }']
)
def test_what_is_not(text: str) -> None:
    assert not is_saved_plan(text)
