"""Which version of a state was saved last, so that an older copy in its place is noticed.

Of a state in a file it stands in the file that is locked for it, which stays where it is whatever becomes of the state.
It is written after the state and read before it: without a word from a user it is never ahead of it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.state.durable import read_regular

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.state.model import State


OLDER_COPY = "State is an older one"


@dataclass(frozen=True, slots=True)
class Latest:
    """The version that was saved last."""

    lineage: str
    serial: int

    def is_ahead_of(self, state: State) -> bool:
        """Whether `state` is an older version of the same state."""
        return state.lineage == self.lineage and state.serial < self.serial

    def gone(self, shown: str, copy: str) -> Diagnostic:
        """The warning that the state at `shown` is not there, while there is a copy of it."""
        return Diagnostic.warning(
            "State is not there any more",
            f"The serial {self.serial} of the state {shown} was saved here last, but the file is gone. A new state begins, "
            f"which knows no job. If that is not meant, stop, and bring back the newest copy, {copy}, with: "
            "smtj state restore",
        )

    def objection(self, state: State, shown: str, meant: str) -> Diagnostics:
        """The error that tells that `state`, found at `shown`, is an older version; `meant` says that it is wanted."""
        return Diagnostics.of(
            Diagnostic.error(
                OLDER_COPY,
                f"The state {shown} has the serial {state.serial}, but the serial {self.serial} was saved here last: an "
                "older copy took its place, which may not know all jobs. Nothing was done. Put the newest one back. "
                f"Or, if this one is meant, say so with: {meant}. What it does not know is then "
                "shown by: smtj list --remote",
            )
        )


def read_latest(sidecar: Path) -> Latest | None:
    """What `note_latest` wrote, None where nothing that can be read is there."""
    try:
        found = json.loads(read_regular(sidecar) or b"")
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    lineage, serial = found.get("lineage"), found.get("serial")
    return Latest(lineage, serial) if isinstance(lineage, str) and isinstance(serial, int) else None


def note_latest(sidecar: Path, state: State) -> None:
    """Writes the version of `state` down, where the file is there. Only whoever holds the state may."""
    content = json.dumps({"lineage": state.lineage, "serial": state.serial}).encode() + b"\n"
    # The state itself is saved; a note that cannot be made only leaves an older one, which objects to less.
    with suppress(OSError):
        descriptor = os.open(sidecar, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            os.write(descriptor, content)
            os.ftruncate(descriptor, len(content))
        finally:
            os.close(descriptor)
