"""Many things in a sentence: the first of them by name, of the others how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def a_few(items: Sequence[object], most: int) -> str:
    """`a, b and 3 more`, where `most` is 2; all of them where they are no more than that."""
    shown = ", ".join(map(str, items[:most]))
    return f"{shown} and {len(items) - most} more" if len(items) > most else shown
