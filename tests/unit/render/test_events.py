from __future__ import annotations

from sm_tj_cli.apply.events import Submitted, Submitting, Updated
from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.plan.change import Action, Change
from sm_tj_cli.render.events import (
    event_line,
    log_line,
    metric_line,
    outputs_line,
    planned_line,
    summary_line,
)
from sm_tj_cli.state.model import OutputState
from sm_tj_cli.watch.events import Ended, MetricSeen, Progressed, StatusChanged, Told
from sm_tj_cli.watch.outlook import Metric, Outlook
from sm_tj_cli.watch.verdict import Verdict
from tests.unit.render.samples import address

ADDRESS = "aws_sagemaker_training_job.tj"


def test_submission() -> None:
    assert event_line(Submitting(address(), "x"), {}) == {
        "type": "submitting",
        "address": ADDRESS,
        "name": "x",
    }
    adopted = event_line(Submitted(address(), "x", "arn", adopted=True), {})
    assert (adopted["type"], adopted["arn"], adopted["adopted"]) == ("submitted", "arn", True)
    assert "adopted" not in event_line(Submitted(address(), "x", "arn"), {})


def test_updates() -> None:
    assert event_line(Updated(address(), "x", "stopped"), {})["what"] == "stopped"


def test_status() -> None:
    line = event_line(StatusChanged(None, "x", "InProgress", "Training", "m", 1.23456), {})
    assert line == {
        "type": "status",
        "address": None,
        "name": "x",
        "status": "InProgress",
        "secondary_status": "Training",
        "message": "m",
        "elapsed_seconds": 1.235,
        "interruptions": 0,
    }


def test_a_metric_is_news_for_programs_and_progress_is_not() -> None:
    seen = event_line(MetricSeen(None, "x", Metric("loss", 0.5, "t")), {})
    assert seen == {
        "type": "metric",
        "address": None,
        "name": "x",
        "metric": "loss",
        "value": 0.5,
        "time": "t",
    }
    assert event_line(Progressed(None, "x", Outlook()), {}) is None


def test_ends() -> None:
    done = Ended(
        address(), "x", "Completed", Verdict.COMPLETED, "completed", {"BillableTimeInSeconds": 5}
    )
    assert event_line(done, {})["type"] == "completed"
    assert event_line(done, {})["billable_time_in_seconds"] == 5
    stopped = Ended(address(), "x", "Stopped", Verdict.STOPPED, "was stopped", {})
    assert event_line(stopped, {})["type"] == "failed"
    assert event_line(stopped, {})["verdict"] == "stopped"


def test_diagnostics() -> None:
    line = event_line(Told(Diagnostic.warning("Slow")), {})
    assert line["type"] == "diagnostic"


def test_the_lines_around_the_events() -> None:
    assert planned_line(Change(address(), Action.CREATE))["actions"] == ["create"]
    moved = planned_line(Change(address(), Action.NO_OP, previous_address=address(0)))
    assert moved["previous_address"] == f"{ADDRESS}[0]"
    assert metric_line(address(), "x", ("loss", 0.5), "t")["value"] == 0.5
    assert log_line(None, "x", "algo-1", "t", "hello")["node"] == "algo-1"
    assert outputs_line({"a": OutputState(1, "number")})["outputs"] == {
        "a": {"sensitive": False, "type": "number", "value": 1}
    }
    assert summary_line({"submitted": 2}, [Diagnostic.error("Bad")]) == {
        "type": "summary",
        "submitted": 2,
        "error_count": 1,
        "warning_count": 0,
    }
