"""`moved` blocks applied to the state, before anything is decided (Terraform's `refactoring` rules).

State and moves in, the state with the records at their new addresses out, and where each one came from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import InstanceAddress, parse_instance
from sm_tj_cli.diagnostics import Diagnostics, Findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sm_tj_cli.configuration.model import Move
    from sm_tj_cli.state.model import State


def apply_moves(
    state: State, moves: Iterable[Move]
) -> tuple[State, Mapping[InstanceAddress, InstanceAddress], Diagnostics]:
    """The state after all moves, the old address of each moved record by its new one, and warnings.

    A move whose source has no record is done already. One whose target has a record too is left out with
    a warning, as Terraform does.
    """
    came_from: dict[InstanceAddress, InstanceAddress] = {}
    findings = Findings()
    for move in moves:
        for source, target in _affected(state, move):
            if state.job(target) is not None:
                findings.warning(
                    "Unresolved resource instance address changes",
                    f"{source} could not be moved to {target}, because there is a record at {target} "
                    f'already. Use "smtj state mv" or "smtj state rm" to decide which one stays.',
                    move.range,
                )
                continue
            state = moved(state, source, target)
            came_from[target] = came_from.pop(source, source)
    return state, came_from, findings.result()


def moved(state: State, source: InstanceAddress, target: InstanceAddress) -> State:
    """The state with everything of `source`, its history too, at `target`."""
    for index, item in enumerate(reversed(state.history(source))):
        state = state.with_job(target, item)
        state = state.with_deposed(target, item.deposed or f"{index:08x}")
    current = state.job(source)
    if current is not None:
        state = state.with_job(target, current)
    return state.without_job(source)


def _affected(state: State, move: Move) -> list[tuple[InstanceAddress, InstanceAddress]]:
    pairs = []
    for address, _ in state.jobs():
        text = str(address)
        if text == move.source or text.startswith((f"{move.source}[", f"{move.source}.")):
            new = move.target + text[len(move.source) :]
            pairs.append((address, parse_instance(new)))
    return pairs
