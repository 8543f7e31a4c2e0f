"""Numbers that come out of a state file with more digits than a double keeps."""

from __future__ import annotations


class ExactNumber(float):
    """The nearest double; `text` is how the file writes the number."""

    __slots__ = ("text",)
    text: str


def read_number(text: str) -> float:
    """The number that JSON text writes; one whose text Python would write otherwise is an `ExactNumber`."""
    value = float(text)
    if repr(value) == text:
        return value
    exact = ExactNumber(value)
    exact.text = text
    return exact
