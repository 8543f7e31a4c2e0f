from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.showing import look_up, show
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.state.format import write_state
from sm_tj_cli.watch.verdict import Verdict
from tests.fakes.jobs import ARN, record
from tests.fakes.sagemaker import failure
from tests.fakes.sessions import Desk
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    state = state_of(a=record(status="InProgress"), b=record("b-1", status="Stopped"))
    (tmp_path / "smtj.tfstate").write_text(str(write_state(state)))
    found = Desk()
    for name in ("a-1", "foreign"):
        found.sagemaker.add(name, StoppingCondition={"MaxWaitTimeInSeconds": 3600})
    return found


def test_a_recorded_job_is_brought_up_to_date(desk: Desk) -> None:
    desk.clock.advance(600)
    shown = look_up(desk.session(), "a", offline=False)
    assert shown.outlook is not None
    assert shown.outlook.limit_seconds == 3000
    desk.sagemaker.jobs["a-1"].update(TrainingJobStatus="Failed", FailureReason="ClientError: no")
    failed = look_up(desk.session(), "a", offline=False)
    assert (failed.verdict, failed.outlook) == (Verdict.CLIENT_ERROR, None)
    assert failed.triage is not None


def test_offline_nothing_is_asked(desk: Desk) -> None:
    shown = look_up(desk.session(), "a-1", offline=True)
    assert (shown.verdict, shown.outlook, desk.sagemaker.calls) == (Verdict.RUNNING, None, [])


@pytest.mark.parametrize("name", ["foreign", f"{ARN}/foreign"])
def test_a_job_that_only_aws_knows(desk: Desk, name: str) -> None:
    shown = look_up(desk.session(), name, offline=False)
    assert (shown.address, shown.attributes["name"]) == (None, "foreign")


@pytest.mark.parametrize(("name", "offline"), [("nobody", False), ("foreign", True), ("x y", False), ("*-1", True)])  # fmt: skip
def test_what_means_no_job_or_several_is_told(desk: Desk, name: str, *, offline: bool) -> None:
    with pytest.raises(Stopped):
        look_up(desk.session(), name, offline=offline)


def test_one_that_is_gone_is_shown_as_recorded(desk: Desk) -> None:
    del desk.sagemaker.jobs["a-1"]
    code = show(desk.session(), "a", offline=False, by_verdict=True)
    assert code is ExitCode.ERROR
    assert "Training job is gone in AWS" in desk.err.getvalue()
    assert desk.out.getvalue().startswith("a-1\n")


def test_another_job_that_has_the_name_by_now_is_not_laid_over_the_record(desk: Desk) -> None:
    desk.clock.advance(600)
    desk.sagemaker.add("a-1", "Failed", CreationTime="2027-01-01T00:00:00Z")
    shown = look_up(desk.session(), "a", offline=False)
    assert (shown.is_gone, shown.attributes["status"]) == (True, "InProgress")
    assert "is another one; what is shown is the record." in desk.err.getvalue()


def test_a_refusal_is_raised(desk: Desk) -> None:
    for name in ("a", "elsewhere"):
        desk.sagemaker.trouble("describe", failure(Kind.PERMISSION))
        with pytest.raises(ServiceError):
            look_up(desk.session(), name, offline=False)


def test_without_a_name_all_are_listed(desk: Desk) -> None:
    assert show(desk.session(), None, offline=True, by_verdict=True) is ExitCode.JOB_STOPPED
    assert show(desk.session(), None, offline=True, by_verdict=False) is ExitCode.DONE
    assert desk.out.getvalue().startswith("ADDRESS")


def test_the_document_is_the_whole_job(desk: Desk) -> None:
    desk.options = GlobalOptions(json=True)
    show(desk.session(), "a", offline=False, by_verdict=False)
    document = json.loads(desk.out.getvalue())
    assert {"address", "name", "status", "attributes", "history", "verdict"} <= set(document)
    assert document["progress"]["limit_seconds"] == 3600
