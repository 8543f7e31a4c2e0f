"""What a run knows, and what of it is durable: the state, its saves, and the intents that they settle.

Saving the whole state after each job would cost the square of the work. So saves keep a distance that grows with
what they take, and an intent is settled only after the save that holds its outcome: whenever the run ends, each job
is in the saved state or in an open intent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.ports import Journal, StateWriter
    from sm_tj_cli.state.journal import Intent
    from sm_tj_cli.state.model import State
    from sm_tj_cli.watch.ports import Clock

# Saving takes a thirtieth of the time at the most.
DISTANCE = 29.0


class Ledger:
    """The state of one run. Only the thread that owns the run may use it."""

    def __init__(
        self,
        state: State,
        writer: StateWriter,
        journal: Journal,
        clock: Clock,
        forgets: Collection[InstanceAddress] = (),
    ) -> None:
        self.state = state
        self._forgets = forgets
        self._writer, self._journal, self._clock = writer, journal, clock
        self._settled: dict[str, str] = {}
        self._is_saved = True
        self._last: datetime | None = None
        self._took = 0.0

    def begin(self, intents: Sequence[Intent]) -> None:
        """Writes intents down; durable when it returns. Raises StateNotSaved."""
        if intents:
            self._journal.begin(intents)

    def record(self, state: State, settled: Mapping[str, str] | None = None) -> None:
        """What is known by now, with the outcomes of the intents, by id, that it holds."""
        if state is not self.state:
            self.state, self._is_saved = state, False
        self._settled.update(settled or {})

    def save_if_due(self) -> None:
        """Saves what is not saved yet, unless the last save was a moment ago. Raises StateNotSaved."""
        if self._last is not None:
            since = (self._clock.now() - self._last).total_seconds()
            # A clock that was set back must not put the save off.
            if 0 <= since < self._took * DISTANCE:
                return
        self.save()

    def save(self) -> None:
        """Saves what is not saved yet, then settles the intents that it holds. Raises StateNotSaved."""
        if not self._is_saved:
            began = self._clock.now()
            self.state = self._writer.save(self.state, self._forgets)
            self._is_saved = True
            self._last = self._clock.now()
            self._took = (self._last - began).total_seconds()
        if self._settled:
            self._journal.settle(self._settled)
            self._settled = {}
