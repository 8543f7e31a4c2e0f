"""Where a saved plan belongs: the options at its planning, in; those with which it is applied, out."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from sm_tj_cli.cli.outcome import stop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.cli.options import GlobalOptions

# By the names of `GlobalOptions`. `chdir` is not among them: a pipeline has a checkout of its own for each step.
_FILES = frozenset({"state", "terraform_state"})
_PLACES = (*sorted(_FILES), "region", "profile", "endpoint_url", "sandbox")


def places(options: GlobalOptions) -> dict[str, object]:
    """What a saved plan keeps of the options, as plain JSON; None where nothing was given."""
    return {name: getattr(options, name) for name in _PLACES}


def as_planned(
    options: GlobalOptions, kept: Mapping[str, object] | None, file: str
) -> GlobalOptions:
    """The options of this run, with those that the plan was made with.

    Args:
        options: as given now.
        kept: what `places` said when the plan was made; None in a plan of an earlier version.
        file: the plan's, to be named.

    Raises:
        Stopped: another place is given than the plan was made for.
    """
    if kept is None:
        return options
    given = places(options)
    for name, now in given.items():
        if now not in (None, False) and not _same(name, now, kept.get(name)):
            made, here = _said(name, kept.get(name)), _said(name, now)
            raise stop(
                "Saved plan is for another place",
                f"{file} was made {made}, and is to be applied {here}. Nothing was done. Apply it without that option, "
                "since the plan keeps what it was made with; or make a new plan.",
            )
    return replace(options, **cast("dict[str, str | None]", dict(kept)))  # type: ignore[arg-type]  # as `places` made them


def _same(name: str, now: object, kept: object) -> bool:
    if name in _FILES and isinstance(now, str) and isinstance(kept, str):
        return os.path.abspath(now) == os.path.abspath(kept)  # noqa: PTH100 - a link in it is not followed
    return now == kept


def _said(name: str, given: object) -> str:
    option = f"--{name.replace('_', '-')}"
    if given in (None, False):
        return f"without {option}"
    return f"with {option}" if given is True else f"with {option} {given}"
