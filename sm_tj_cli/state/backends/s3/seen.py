"""The version of a state in S3 that was held last on this machine, noted here so that an older one is noticed.

An object that takes the place of a newer one brings its own metadata with it, so nothing in the bucket can tell.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.state.latest import note_latest, read_latest
from sm_tj_cli.state.store import StateUnreadable

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.state.model import State


@dataclass(frozen=True, slots=True)
class Seen:
    """Notes in `folder`, one for each state; None: nothing is noted."""

    folder: Path | None = None

    def note(self, described: str, state: State) -> None:
        """Writes the version of the state `described` down. Only whoever holds it may."""
        if self.folder is None:
            return
        # Without a note an older state is taken as it is, as on any other machine.
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            place = self._place(self.folder, described)
            place.touch(mode=0o600)
            note_latest(place, state)

    def accepted(self, described: str, state: State) -> State:
        """The state; raises StateUnreadable where it is older than the noted one."""
        found = read_latest(self._place(self.folder, described)) if self.folder else None
        if found is not None and found.is_ahead_of(state):
            meant = f"aws s3 cp {described} meant.tfstate, and smtj state restore meant.tfstate"
            raise StateUnreadable(found.objection(state, described, meant))
        return state

    def following(self, described: str, state: State) -> State:
        """The state as a version that is not older than the noted one, for every machine."""
        found = read_latest(self._place(self.folder, described)) if self.folder else None
        if found is not None and found.is_ahead_of(state):
            return state.with_serial(found.serial + 1)
        return state

    def _place(self, folder: Path, described: str) -> Path:
        return folder / f"{hashlib.sha256(described.encode()).hexdigest()[:32]}.json"
