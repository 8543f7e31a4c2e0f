"""What several rules say in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.diagnostics import Diagnostic
    from sm_tj_cli.request.facts import Facts

COMBINATION = "Invalid attribute combination"
MISSING_ARGUMENT = "Missing required argument"
MISSING_BLOCK = "Missing block"


def excludes(facts: Facts, path: str, other: str, why: str) -> Iterator[Diagnostic]:
    """An error at `path` where it and `other` are both given; `why` is the end of a sentence."""
    if facts.is_given(path) and facts.is_given(other):
        parts = 1 if _name(path, 1) != _name(other, 1) else 2
        yield facts.error(
            COMBINATION,
            f'"{_name(path, parts)}" cannot be given together with "{_name(other, parts)}" '
            f"({facts.place(other).label}): {why}.",
            path,
        )


def _name(path: str, parts: int) -> str:
    return ".".join([name for name in path.split(".") if not name.isdigit()][-parts:])
