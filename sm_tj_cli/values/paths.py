"""Paths that configurations name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.values.call import FunctionError

if TYPE_CHECKING:
    from sm_tj_cli.values.value import Value


def path_of(value: Value, *, argument: int | None = None) -> Path:
    """The path that a string names, `~` being the home directory.

    Raises:
        FunctionError: there can be no such path.
    """
    text = value.raw
    assert isinstance(text, str)
    if "\0" in text:
        raise FunctionError("a path cannot have a NUL character in it", argument)
    try:
        return Path(text).expanduser() if text.startswith("~") else Path(text)
    except RuntimeError:
        raise FunctionError(
            "failed to expand ~: cannot expand user-specific home dir", argument
        ) from None
