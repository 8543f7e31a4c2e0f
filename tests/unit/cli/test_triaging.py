from __future__ import annotations

from sm_tj_cli.cli.triaging import explained, explaining
from sm_tj_cli.configuration.model import ProviderSettings
from sm_tj_cli.watch.events import Ended, Told
from sm_tj_cli.watch.verdict import Verdict
from tests.fakes.jobs import ARN
from tests.fakes.sessions import Desk

PROVIDER = ProviderSettings()
FAILED = {
    "TrainingJobName": "a-1",
    "TrainingJobArn": f"{ARN}/a-1",
    "TrainingJobStatus": "Failed",
    "FailureReason": "AlgorithmError: exit code: 1",
}


def ended(verdict: Verdict = Verdict.ALGORITHM_ERROR) -> Ended:
    return Ended(None, "a-1", "Failed", verdict, "failed", FAILED)


def test_a_failed_job_is_explained_from_its_log() -> None:
    desk = Desk()
    desk.logs.write("a-1/algo-1-1", (1, "Traceback (most recent call last):\nValueError: no"))
    found = explained(desk.session(), FAILED, PROVIDER)
    assert found is not None
    assert found.traceback == ("Traceback (most recent call last):", "ValueError: no")


def test_a_completed_job_needs_no_explanation() -> None:
    done = {**FAILED, "TrainingJobStatus": "Completed"}
    desk = Desk()
    assert explained(desk.session(), done, PROVIDER) is None
    assert desk.logs.calls == 0


def test_only_ends_are_explained() -> None:
    desk, told = Desk(), []
    listener = explaining(desk.session(), told.append, lambda: PROVIDER)
    for event in (ended(), ended(Verdict.COMPLETED)):
        listener(event)
    first, second = told
    assert not isinstance(first, Told)
    assert (first.triage is not None, second.triage is None) == (True, True)
