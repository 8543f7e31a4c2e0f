"""What tells a saved plan from a configuration: how the file begins that `plan --out` writes."""

from __future__ import annotations

_FAMILY = "smtj-plan-"
FORMAT = f"{_FAMILY}1"
BEGINNING = f'{{\n  "format": "{_FAMILY}'
"""Of every version of the format."""


def is_saved_plan(text: str) -> bool:
    """Whether the text says that it is one; whether it is whole is found out where it is applied."""
    return text.startswith(BEGINNING)
