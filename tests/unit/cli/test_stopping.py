from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.stopping import stop_jobs, would_stop
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.state.format import write_state
from tests.fakes.jobs import record
from tests.fakes.sagemaker import FakeServices, failure
from tests.fakes.sessions import Desk
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "smtj.tfstate"
    running = state_of(a=record(status="InProgress"), b=record("b-1"))
    place.write_text(str(write_state(running)))
    found = Desk()
    found.sagemaker.add("a-1")
    found.sagemaker.add("b-1", "Completed")
    return found


def test_running_jobs_are_stopped_and_the_others_are_at_their_end(desk: Desk) -> None:
    assert stop_jobs(desk.session(), ["a", "b"], None) is ExitCode.DONE
    assert desk.sagemaker.jobs["a-1"]["TrainingJobStatus"] == "Stopped"
    assert desk.sagemaker.jobs["b-1"]["TrainingJobStatus"] == "Completed"


def test_a_refusal_is_raised(desk: Desk) -> None:
    desk.sagemaker.trouble("stop", failure(Kind.PERMISSION))
    with pytest.raises(ServiceError):
        stop_jobs(desk.session(), ["a"], None)


def test_one_that_does_not_stop_in_time_ends_with_6(desk: Desk) -> None:
    desk.sagemaker.add("a-1", "Stopping")
    desk.sagemaker.trouble("stop", failure(Kind.STATUS))
    assert stop_jobs(desk.session(), ["a"], 30.0) is ExitCode.TIMEOUT


def test_a_dry_run_stops_nothing(desk: Desk) -> None:
    assert would_stop(desk.session(), ["*"]) is ExitCode.DONE
    assert desk.out.getvalue() == "Would stop a-1.\nb-1 is Completed already.\n"
    assert desk.sagemaker.count("stop") == 0
    desk.options = GlobalOptions(json=True)
    desk.out.truncate(0)
    desk.out.seek(0)
    would_stop(desk.session(), ["*"])
    assert [job["stops"] for job in json.loads(desk.out.getvalue())["jobs"]] == [True, False]


def test_what_has_ended_is_said_not_to_be_stopped_now(desk: Desk) -> None:
    assert stop_jobs(desk.session(), ["a", "b"], None) is ExitCode.DONE
    told = desk.err.getvalue()
    assert "b-1 has ended or is stopping already.\n" in told
    assert "a-1 has ended" not in told


def test_what_is_gone_needs_no_stop(desk: Desk) -> None:
    del desk.sagemaker.jobs["b-1"]
    assert would_stop(desk.session(), ["b"]) is ExitCode.DONE
    assert desk.out.getvalue() == "b-1 is gone in AWS: there is nothing to stop.\n"
    assert stop_jobs(desk.session(), ["a", "b"], None) is ExitCode.DONE
    assert "b-1 is gone in AWS: there is nothing to stop.\n" in desk.err.getvalue()
    assert desk.sagemaker.jobs["a-1"]["TrainingJobStatus"] == "Stopped"


def test_what_another_account_does_not_know_is_not_gone(desk: Desk) -> None:
    del desk.sagemaker.jobs["a-1"]
    session = desk.session()
    vars(session)["services"] = FakeServices(desk.sagemaker, account_id="210987654321")
    with pytest.raises(ServiceError) as caught:
        stop_jobs(session, ["a"], None)
    assert caught.value.code == "AnotherAccount"
