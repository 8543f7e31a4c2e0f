from __future__ import annotations

import pytest
from botocore.session import get_session

from sm_tj_cli.cli.exit_codes import for_verdict
from sm_tj_cli.watch.verdict import (
    ENDED_STATUSES,
    KNOWN_STATUSES,
    Verdict,
    classify,
    judge,
    unknown_status,
)


def described(status: str, secondary: str = "", reason: str | None = None) -> dict[str, object]:
    return {"TrainingJobStatus": status, "SecondaryStatus": secondary, "FailureReason": reason}


TABLE = [
    ("Completed", "Completed", None, Verdict.COMPLETED, 0, "completed"),
    ("Failed", "Failed", "AlgorithmError: x", Verdict.ALGORITHM_ERROR, 4, "failed in the training code: AlgorithmError: x"),
    ("Failed", "Failed", "algorithmError: x", Verdict.ALGORITHM_ERROR, 4, "failed in the training code: algorithmError: x"),
    ("Failed", "Failed", "ClientError: x", Verdict.CLIENT_ERROR, 4, "failed on its own settings or data: ClientError: x"),
    ("Failed", "Failed", "CapacityError: x", Verdict.CAPACITY, 4, "failed because AWS had no capacity for its instances: CapacityError: x"),
    ("Failed", "Failed", "Unable to provision requested ML compute capacity.", Verdict.CAPACITY, 4,
     "failed for want of capacity: Unable to provision requested ML compute capacity."),
    ("Failed", "Failed", "AlgorithmError: capacity 3", Verdict.ALGORITHM_ERROR, 4, "failed in the training code: AlgorithmError: capacity 3"),
    ("Failed", "Failed", "InternalServerError: x", Verdict.SERVICE_ERROR, 4, "failed inside SageMaker: InternalServerError: x"),
    ("Failed", "Failed", "Something", Verdict.FAILED, 4, "failed: Something"),
    ("Failed", "Failed", None, Verdict.FAILED, 4, "failed (no reason given)"),
    ("Failed", "", "", Verdict.FAILED, 4, "failed (no reason given)"),
    ("Stopped", "MaxRuntimeExceeded", None, Verdict.MAX_RUNTIME_EXCEEDED, 5,
     "was stopped at its time limit (stopping_condition.max_runtime_in_seconds)"),
    ("Stopped", "MaxWaitTimeExceeded", None, Verdict.MAX_WAIT_TIME_EXCEEDED, 5,
     "was stopped at the end of its waiting time (stopping_condition.max_wait_time_in_seconds)"),
    ("Stopped", "Stopped", None, Verdict.STOPPED, 5, "was stopped by a user (StopTrainingJob)"),
    ("Stopped", "", None, Verdict.STOPPED, 5, "was stopped"),
    ("Deleting", "Completed", None, Verdict.GONE, 1, "is being deleted"),
    ("InProgress", "Training", None, Verdict.RUNNING, 0, "is training (Training)"),
    ("InProgress", "Pending", None, Verdict.RUNNING, 0, "waits for training capacity (Pending)"),
    ("Stopping", "MaxRuntimeExceeded", None, Verdict.RUNNING, 0, "is stopping (MaxRuntimeExceeded)"),
    ("Stopping", "", None, Verdict.RUNNING, 0, "is stopping (Stopping)"),
    ("InProgress", "Hibernating", None, Verdict.RUNNING, 0, "is InProgress (Hibernating)"),
    ("Hibernating", "Completed", None, Verdict.RUNNING, 0, "is Hibernating (Completed)"),
    ("", "", None, Verdict.RUNNING, 0, "is in an unknown state (?)"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "secondary", "reason", "verdict", "code", "sentence"), TABLE)
def test_table(
    status: str, secondary: str, reason: str | None, verdict: Verdict, code: int, sentence: str
) -> None:
    description = described(status, secondary, reason)
    assert judge(description) == (verdict, sentence)
    assert for_verdict(verdict) == code
    assert classify(description)[0] is verdict
    assert sentence.startswith(classify(description)[1])


def statuses(shape: str) -> list[str]:
    return list(get_session().get_service_model("sagemaker").shape_for(shape).enum)


@pytest.mark.parametrize("status", statuses("TrainingJobStatus"))
@pytest.mark.parametrize("secondary", statuses("SecondaryStatus"))
def test_the_services_own_statuses_are_all_known(status: str, secondary: str) -> None:
    description = described(status, secondary)
    assert unknown_status(description) is None
    verdict, sentence = judge(description)
    assert verdict.is_final == (status in ENDED_STATUSES)
    assert sentence
    assert verdict.is_failure == (status == "Failed")


def test_what_is_not_known_is_named() -> None:
    assert unknown_status(described("Hibernating", "Training")) == "Hibernating"
    assert unknown_status(described("InProgress", "Dreaming")) == "Dreaming"
    assert unknown_status(described("InProgress")) is None
    assert set(statuses("TrainingJobStatus")) == KNOWN_STATUSES


def test_every_verdict_has_an_exit_code() -> None:
    assert {for_verdict(verdict) for verdict in Verdict} == {0, 1, 4, 5}
