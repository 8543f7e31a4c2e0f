from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.waiting import still_meant, wait_for, watched
from sm_tj_cli.service import Kind
from sm_tj_cli.state.format import write_state
from sm_tj_cli.watch.events import Ended
from sm_tj_cli.watch.verdict import Verdict
from sm_tj_cli.watch.wait import Until
from tests.fakes.jobs import ARN, address, record
from tests.fakes.sagemaker import failure
from tests.fakes.sessions import Desk
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from pathlib import Path

STATE = state_of(a=record(status="InProgress"), b=record("b-1", status="InProgress"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smtj.tfstate").write_text(str(write_state(STATE)))
    found = Desk()
    for name in ("a-1", "b-1", "foreign"):
        found.sagemaker.add(name)
    found.sagemaker.lives = 600
    return found


def test_the_worst_end_is_the_exit_code(desk: Desk) -> None:
    desk.sagemaker.fates = {"b-1": "Stopped"}
    assert wait_for(desk.session(), ["*"], Until()) is ExitCode.JOB_STOPPED
    assert "aws_sagemaker_training_job.a: The job completed\n" in desk.err.getvalue()
    assert desk.out.getvalue() == ""


def test_how_they_ended_is_recorded(desk: Desk, tmp_path: Path) -> None:
    wait_for(desk.session(), ["a"], Until())
    assert json.loads((tmp_path / "smtj.tfstate").read_text())["resources"][0]["instances"][0]["attributes"]["status"] == "Completed"  # fmt: skip


def test_json_lines_end_with_the_summary(desk: Desk) -> None:
    desk.options = GlobalOptions(json=True)
    assert wait_for(desk.session(), ["a"], Until()) is ExitCode.DONE
    lines = [json.loads(line) for line in desk.out.getvalue().splitlines()]
    assert [line["type"] for line in lines] == ["status", "status", "completed", "summary"]
    assert (lines[-1]["ended"], lines[-1]["running"]) == (1, [])


def test_a_timeout_says_what_runs_on(desk: Desk) -> None:
    code = wait_for(desk.session(), ["a", "b"], Until(timeout_seconds=60))
    assert code is ExitCode.TIMEOUT
    assert "2 training jobs run on in AWS: a-1, b-1." in desk.err.getvalue()
    assert "smtj wait a b" in desk.err.getvalue()


def test_what_has_ended_is_not_proposed_again() -> None:
    ended = [
        Ended(address('a["x"]'), "Job-1", "Completed", Verdict.COMPLETED, "completed", {}),
        Ended(None, "other", "Failed", Verdict.FAILED, "failed", {}),
    ]
    gone = ["Job-1", 'a["x"]', f'{TRAINING_JOB}.a["x"]', f"{ARN}/job-1", "other"]
    assert still_meant([*gone, "a", "*", "b"], ended) == ["a", "*", "b"]
    assert still_meant(["other"], ended) == ["other"]


def test_a_status_that_was_passed_by(desk: Desk) -> None:
    assert wait_for(desk.session(), ["a"], Until(status="Stopped")) is ExitCode.ERROR
    assert wait_for(desk.session(), ["a"], Until(status="Training")) is ExitCode.DONE
    with pytest.raises(Stopped):
        wait_for(desk.session(), ["a"], Until(status="Trainig"))


def test_a_service_that_cannot_be_asked_any_more(desk: Desk) -> None:
    desk.sagemaker.trouble("describe", *[failure(Kind.CREDENTIALS)] * 3)
    with pytest.raises(Stopped) as caught:
        wait_for(desk.session(), ["a"], Until())
    assert caught.value.code is ExitCode.CREDENTIALS
    assert "1 training job runs on" in desk.err.getvalue()


def test_what_is_recorded_to_have_ended_does_not_run_on(desk: Desk, tmp_path: Path) -> None:
    mixed = state_of(a=record(), b=record("b-1", status="InProgress"))
    (tmp_path / "smtj.tfstate").write_text(str(write_state(mixed)))
    for names, told in ((["a"], ""), (["a", "b"], "1 training job runs on in AWS: b-1.")):
        desk.sagemaker.trouble("describe", *[failure(Kind.CREDENTIALS)] * 3)
        with pytest.raises(Stopped):
            wait_for(desk.session(), names, Until())
        assert told in desk.err.getvalue()
        assert ("on in AWS" in desk.err.getvalue()) is bool(told)
        desk.sagemaker.troubles.clear()


def test_names_mean_recorded_jobs_and_else_those_of_the_account(desk: Desk) -> None:
    found = watched(desk.session(), STATE, ["a", "foreign", f"{ARN}/foreign", "a-1"])
    assert [(job.name, job.address is None) for job in found] == [
        ("foreign", True),
        ("a-1", False),
    ]
    assert found[0].created == desk.clock.now()


def test_an_arn_says_where_a_job_of_the_account_runs(desk: Desk) -> None:
    (job,) = watched(desk.session(), STATE, [f"{ARN}/foreign"])
    assert job.region == "eu-west-1"
    (job,) = watched(desk.session(), STATE, ["foreign"])
    assert job.region is None


def test_names_that_mean_nothing_are_told_together(desk: Desk) -> None:
    with pytest.raises(Stopped) as caught:
        watched(desk.session(), STATE, ["x*", "y*", "a"])
    assert len(caught.value.diagnostics.items) == 2
