from __future__ import annotations

from sm_tj_cli.render.rows import JobRow, duration, verdict
from sm_tj_cli.watch.verdict import Verdict
from tests.unit.render.samples import JOB, address


def test_a_row_of_a_recorded_job() -> None:
    row = JobRow.of(address(), JOB)
    assert (row.name, row.status, row.seconds) == ("my-training-job", "Completed", 4205.0)
    assert row.metric == ("loss", 0.25)


def test_a_running_job_has_trained_until_now() -> None:
    running = {**JOB, "training_end_time": None}
    assert duration(running) is None
    assert duration(running, "2026-01-01T10:03:00Z") == 60.0


def test_the_verdict_is_that_of_watching() -> None:
    failed = {"status": "Failed", "failure_reason": "AlgorithmError: exit 1"}
    assert verdict(failed)[0] is Verdict.ALGORITHM_ERROR
    assert "exit 1" in verdict(failed)[1]


def test_odd_metrics_are_passed_over() -> None:
    odd = {**JOB, "final_metric_data_list": [{"metric_name": "a", "value": 1}, {"value": "x"}, 5]}
    assert JobRow.of(None, odd).metric == ("a", 1.0)
