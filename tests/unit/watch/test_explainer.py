from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.service import Kind
from sm_tj_cli.watch.events import Ended
from sm_tj_cli.watch.explainer import MOST_READ, Explainer
from sm_tj_cli.watch.verdict import Verdict
from tests.fakes.clock import FakeClock
from tests.fakes.logs import FakeLogs, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

DESCRIPTION = {
    "TrainingJobName": "job",
    "TrainingJobStatus": "Failed",
    "FailureReason": "AlgorithmError: exit code: 1",
}
FAILED = Ended(None, "job", "Failed", Verdict.ALGORITHM_ERROR, "failed", DESCRIPTION)


def explainer(logs: FakeLogs, clock: FakeClock | None = None) -> Explainer:
    return Explainer(lambda _description: logs, clock or FakeClock(), 2.0)


def test_what_did_not_fail_passes() -> None:
    done = Ended(None, "job", "Completed", Verdict.COMPLETED, "completed", {})
    assert explainer(FakeLogs())(done) is done


def test_a_log_that_comes_late_is_waited_for_once() -> None:
    logs, clock = FakeLogs(), FakeClock()
    found = explainer(logs, clock)(FAILED).triage
    assert found is not None
    assert (found.node, clock.slept) == (None, [2.0])


def test_a_traceback_is_not_waited_for() -> None:
    logs, clock = FakeLogs(), FakeClock()
    logs.write("job/algo-1-1", (1, "Traceback (most recent call last):"), (2, "ValueError: x"))
    found = explainer(logs, clock)(FAILED).triage
    assert found is not None
    assert found.traceback[-1] == "ValueError: x"
    assert clock.slept == []


def test_of_very_many_the_first_ones_are_read() -> None:
    logs = FakeLogs()
    logs.write("job/algo-1-1", (1, "Traceback (most recent call last):"), (2, "ValueError: x"))
    explain = explainer(logs)
    nodes = [explain(FAILED).triage for _ in range(MOST_READ + 5)]
    assert [bool(it and it.node) for it in nodes].count(True) == MOST_READ
    assert all(it and it.failure_reason for it in nodes)


def test_no_way_to_the_log() -> None:
    def closed(_description: Mapping[str, object]) -> FakeLogs:
        raise refusal("connect to logs", Kind.CREDENTIALS)

    found = Explainer(closed, FakeClock(), 1.0)(FAILED).triage
    assert found is not None
    assert "ExpiredTokenException" in (found.log_problem or "")
