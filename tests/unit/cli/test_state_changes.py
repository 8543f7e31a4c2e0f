"""What `state mv|rm|push|show` change; what they print is in tests/verbs/test_state.py."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.state_changes import move_record, push_state, remove_records, show_record
from sm_tj_cli.state.format import read_state, write_state
from sm_tj_cli.state.journal import Intent
from tests.fakes.jobs import address, record
from tests.fakes.sessions import Desk
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.state.model import State

STATE = state_of(a=record(), b=record("b-1"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    place = tmp_path / "s.tfstate"
    place.write_text(str(write_state(STATE)))
    return Desk(GlobalOptions(state=str(place)))


def saved(desk: Desk) -> State:
    from pathlib import Path

    state, _ = read_state(Path(str(desk.options.state)).read_text(), "")
    assert state is not None
    return state


def test_a_record_moves(desk: Desk) -> None:
    move_record(desk.session(), "a", "aws_sagemaker_training_job.c", 0.0, dry_run=False)
    assert [place.label for place, _ in saved(desk).jobs()] == ["b", "c"]
    assert "Moved aws_sagemaker_training_job.a" in desk.out.getvalue()


@pytest.mark.parametrize("target", ["aws_sagemaker_training_job.b", "nonsense"])
def test_a_place_that_is_taken_or_none_is_refused(desk: Desk, target: str) -> None:
    with pytest.raises(Stopped):
        move_record(desk.session(), "a", target, 0.0, dry_run=False)
    assert saved(desk) == STATE


def test_records_are_forgotten(desk: Desk) -> None:
    remove_records(desk.session(), ["a"], 0.0, dry_run=False)
    assert saved(desk).job(address("a")) is None
    assert saved(desk).serial == 2


def push(desk: Desk, tmp_path: Path, state: State, *, force: bool) -> None:
    given = tmp_path / "given"
    given.write_text(str(write_state(state)))
    push_state(desk.session(), str(given), 0.0, force=force, dry_run=False)


def test_a_forced_push_keeps_the_lineage_that_the_jobs_are_tagged_with(
    desk: Desk, tmp_path: Path
) -> None:
    given = replace(state_of(c=record("c-1")), lineage="other", serial=9)
    with pytest.raises(Stopped):
        push(desk, tmp_path, given, force=False)
    push(desk, tmp_path, given, force=True)
    assert (saved(desk).lineage, saved(desk).serial) == (STATE.lineage, 9)
    assert [place.label for place, _ in saved(desk).jobs()] == ["c"]


def test_a_push_is_refused_while_a_journal_names_jobs_of_another_state(
    desk: Desk, tmp_path: Path
) -> None:
    store = desk.session().store(tmp_path / "s.tfstate")
    with store.lock("test") as locked:
        locked.journal.begin([Intent("1", "other", str(address()), "x", "2026")])
    with pytest.raises(Stopped):
        push(desk, tmp_path, replace(STATE, serial=9), force=True)


def test_a_record_is_shown(desk: Desk) -> None:
    show_record(desk.session(), "b")
    assert "b-1" in desk.out.getvalue()
