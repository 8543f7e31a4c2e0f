"""Saves keep their distance; an intent is settled only behind the save that holds its outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.apply.ledger import DISTANCE, Ledger
from sm_tj_cli.state.journal import Intent
from sm_tj_cli.state.model import OutputState, State
from sm_tj_cli.state.store import StateNotSaved
from tests.fakes.clock import FakeClock

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress

INTENT = Intent("1", "l", "aws_sagemaker_training_job.a", "job-a", "2026-01-01T00:00:00Z")


@dataclass
class Disk:
    """Writes down the order of what happens; a save takes a second."""

    clock: FakeClock = field(default_factory=FakeClock)
    log: list[str] = field(default_factory=list)
    is_full: bool = False

    def save(self, state: State, forgets: Collection[InstanceAddress]) -> State:
        assert not forgets
        if self.is_full:
            raise StateNotSaved("full")
        self.clock.advance(1)
        self.log.append(f"save {len(state.outputs)}")
        return state.with_serial(state.serial + 1)

    def begin(self, intents: Sequence[Intent]) -> None:
        self.log.append(f"begin {len(intents)}")

    def settle(self, outcomes: Mapping[str, str]) -> None:
        self.log.append(f"settle {','.join(outcomes)}")


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def ledger(disk: Disk) -> Ledger:
    return Ledger(State("l"), disk, disk, disk.clock)


def version(number: int) -> State:
    return State("l").with_outputs({str(n): OutputState(n, "number") for n in range(number)})


def test_an_intent_is_settled_behind_the_save_that_holds_its_outcome(
    disk: Disk, ledger: Ledger
) -> None:
    ledger.begin([INTENT])
    ledger.record(version(1), {"1": "created"})
    assert disk.log == ["begin 1"]
    ledger.save()
    assert disk.log == ["begin 1", "save 1", "settle 1"]
    assert ledger.state.serial == 1


def test_no_intents_are_no_write(disk: Disk, ledger: Ledger) -> None:
    ledger.begin([])
    assert disk.log == []


def test_the_first_save_is_due_at_once(disk: Disk, ledger: Ledger) -> None:
    ledger.record(version(1))
    ledger.save_if_due()
    assert disk.log == ["save 1"]


def test_the_next_save_is_due_after_many_times_what_the_last_one_took(
    disk: Disk, ledger: Ledger
) -> None:
    ledger.record(version(1))
    ledger.save_if_due()
    ledger.record(version(2), {"2": "created"})
    ledger.save_if_due()
    disk.clock.advance(DISTANCE - 0.1)
    ledger.record(version(3), {"3": "created"})
    ledger.save_if_due()
    assert disk.log == ["save 1"]
    disk.clock.advance(0.1)
    ledger.save_if_due()
    assert disk.log == ["save 1", "save 3", "settle 2,3"]


def test_a_clock_that_was_set_back_does_not_put_a_save_off(disk: Disk, ledger: Ledger) -> None:
    ledger.record(version(1))
    ledger.save_if_due()
    disk.clock.at = disk.clock.at.replace(year=2020)
    ledger.record(version(2))
    ledger.save_if_due()
    assert disk.log == ["save 1", "save 2"]


def test_what_is_saved_is_not_saved_again(disk: Disk, ledger: Ledger) -> None:
    ledger.record(version(1))
    ledger.save()
    ledger.save()
    assert disk.log == ["save 1"]


def test_an_outcome_without_a_change_settles_without_a_save(disk: Disk, ledger: Ledger) -> None:
    ledger.record(ledger.state, {"1": "refused"})
    ledger.save()
    assert disk.log == ["settle 1"]


def test_what_could_not_be_saved_is_neither_settled_nor_forgotten(
    disk: Disk, ledger: Ledger
) -> None:
    ledger.record(version(1), {"1": "created"})
    disk.is_full = True
    with pytest.raises(StateNotSaved):
        ledger.save()
    assert disk.log == []
    disk.is_full = False
    ledger.save()
    assert disk.log == ["save 1", "settle 1"]
