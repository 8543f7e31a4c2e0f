"""From the lock to the summary, with SageMaker in memory; the real thing is in tests/verbs/test_apply.py."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.apply.intentions import as_intent, intend
from sm_tj_cli.apply.model import ApplyOptions
from sm_tj_cli.cli.applying import Manner, apply
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.interrupts import Terminated
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.pipeline import Asked
from sm_tj_cli.service import Kind
from sm_tj_cli.state.format import read_state, write_state
from sm_tj_cli.state.store import StateLocked
from tests.fakes.jobs import address, record, training_job
from tests.fakes.sagemaker import failure
from tests.fakes.sessions import Desk
from tests.fakes.worlds import FakeNames, state_of
from tests.verbs.conftest import JOB

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.state.model import State


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.tf").write_text(JOB.replace("NAME", "a"))
    return tmp_path / "smtj.tfstate"


def run(session: Session, manner: Manner | None = None, asked: Asked | None = None) -> ExitCode:
    manner = replace(manner or Manner(ApplyOptions()), preflight=False)
    return apply(session, (".",), (), asked or Asked(), manner)


def saved(place: Path) -> State:
    state, _ = read_state(place.read_text(), "")
    assert state is not None
    return state


def test_what_is_declared_is_submitted_and_recorded(desk: Desk, place: Path) -> None:
    assert run(desk.session()) is ExitCode.DONE
    assert list(desk.sagemaker.jobs) == ["a"]
    assert saved(place).job(address()) is not None
    assert run(desk.session()) is ExitCode.DONE
    assert desk.sagemaker.count("create") == 1


def begun(desk: Desk, place: Path, *, made: bool) -> None:
    """What a run left that was cut off after it had written its intent down."""
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1"
    job = training_job(
        name="a",
        algorithm_specification=[{"training_image": image, "training_input_mode": "File"}],
        output_data_config=[{"s3_output_path": "s3://bucket/out"}],
    )
    intention = intend(job, "memory", desk.clock.now(), FakeNames(), ownership_tags=True)
    place.write_text(str(write_state(state_of())))
    with desk.session().store(place).lock("test") as locked:
        locked.journal.begin([as_intent(intention, locked.state)])
    if made:
        desk.sagemaker.create(intention.request)


@pytest.mark.parametrize("made", [True, False])
def test_an_interrupted_run_is_found_out_about_first(desk: Desk, place: Path, made: bool) -> None:
    begun(desk, place, made=made)
    run(desk.session(), asked=Asked(refresh=False))
    assert desk.sagemaker.count("create") == 1
    assert saved(place).job(address()) is not None
    assert ("Job of an interrupted run was found" in desk.err.getvalue()) is made
    assert not place.with_name("smtj.tfstate.smtj-intents").exists()


def test_while_that_cannot_be_found_out_nothing_is_done(desk: Desk, place: Path) -> None:
    begun(desk, place, made=True)
    desk.sagemaker.trouble("describe", *[failure(Kind.UNAVAILABLE)] * 50)
    with pytest.raises(Stopped) as stopped:
        run(desk.session())
    assert stopped.value.code is ExitCode.OUTCOME_UNKNOWN
    assert place.with_name("smtj.tfstate.smtj-intents").exists()


def test_a_later_state_that_is_not_merged_stops_it(desk: Desk, place: Path) -> None:
    place.write_text(str(write_state(state_of())))
    later = replace(state_of(a=record("a")), serial=7)
    place.with_name("errored.tfstate").write_text(str(write_state(later)))
    with pytest.raises(Stopped):
        run(desk.session())
    assert desk.sagemaker.calls == []


def test_more_jobs_than_allowed_are_not_submitted(desk: Desk, place: Path) -> None:
    with pytest.raises(Stopped):
        run(desk.session(), Manner(ApplyOptions(), auto_approve=True, max_jobs=0))
    assert desk.sagemaker.count("create") == 0
    assert not place.exists()


@pytest.fixture
def interrupted(desk: Desk, place: Path) -> Session:
    """A session that gets its signal with the last of two submissions."""
    (place.parent / "b.tf").write_text(JOB.replace("NAME", "b"))
    session, create = desk.session(), desk.sagemaker.create

    def created(request: Mapping[str, JSON]) -> str:
        made = create(request)
        if len(desk.sagemaker.jobs) == 2:
            session.interrupts._event.set()
        return made

    desk.sagemaker.create = created  # type: ignore[method-assign]
    return session


@pytest.mark.parametrize(
    ("number", "kind"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, Terminated)]
)
def test_a_signal_while_the_lock_is_waited_for_is_an_interrupt(
    desk: Desk, place: Path, number: int, kind: type[BaseException]
) -> None:
    session = desk.session()
    sleep = session.clock.sleep

    def struck(seconds: float) -> None:
        if not session.interrupts.is_set():
            os.kill(os.getpid(), number)
        sleep(seconds)

    desk.clock.sleep = struck  # type: ignore[method-assign]
    with desk.session().store(place).lock("test"), pytest.raises(kind):
        run(session, Manner(ApplyOptions(), lock_timeout=60))
    assert desk.sagemaker.calls == []


def test_a_lock_that_is_not_given_back_is_told(desk: Desk, place: Path) -> None:
    with desk.session().store(place).lock("test"), pytest.raises(StateLocked):
        run(desk.session(), Manner(ApplyOptions(), lock_timeout=60))
    assert sum(desk.clock.slept) == pytest.approx(60)


STOPS = Manner(ApplyOptions(), stops_on_interrupt=True)


def test_an_interrupt_stops_this_runs_jobs_where_that_was_asked_for(
    desk: Desk, interrupted: Session
) -> None:
    assert run(interrupted, STOPS) is ExitCode.INTERRUPTED
    assert {job["TrainingJobStatus"] for job in desk.sagemaker.jobs.values()} == {"Stopped"}


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (Kind.STATUS, ""),
        (Kind.NOT_FOUND, ""),
        (Kind.PERMISSION, "Stop it with: smtj stop "),
        (Kind.UNAVAILABLE, "Stop it with: smtj stop "),
    ],
)
def test_a_job_that_cannot_be_stopped_keeps_no_other_one_running(
    desk: Desk, interrupted: Session, kind: Kind, told: str
) -> None:
    desk.sagemaker.trouble("stop", failure(kind))
    assert run(interrupted, STOPS) is ExitCode.INTERRUPTED
    statuses = sorted(str(job["TrainingJobStatus"]) for job in desk.sagemaker.jobs.values())
    assert statuses == ["InProgress", "Stopped"]
    errors = desk.err.getvalue()
    assert ("Training job was not stopped" in errors) is bool(told)
    assert told in errors
    assert errors.count("asked to stop") == 1
