"""Click's contexts, one for the program and each verb, in; global options out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

PREFIX = "global_"
"""Before the name of the parameter that a global option is."""


def chain(context: click.Context) -> list[click.Context]:
    """The contexts from the program's to this one: what stands further right comes later."""
    around = chain(context.parent) if context.parent else []
    return [*around, context]


def given(context: click.Context, name: str) -> object:
    """A global option's value, None where it was not given; what stands further right wins."""
    found = [level.params.get(f"{PREFIX}{name}") for level in chain(context)]
    return next((it for it in reversed(found) if it is not None), None)
