from __future__ import annotations

from sm_tj_cli.sandbox.request_log import LoggedRequest, RequestLog


def log(*entries: tuple[str, str, bool]) -> RequestLog:
    made = RequestLog()
    for operation, subject, processed in entries:
        made.add(LoggedRequest(0.0, "sagemaker", operation, subject, processed=processed))
    return made


def test_a_job_created_twice_is_found() -> None:
    create = ("CreateTrainingJob", "a", True)
    assert log(create, ("CreateTrainingJob", "a", False)).check()["created_twice"] == []
    assert log(create, ("DeleteTrainingJob", "a", True), create).check()["created_twice"] == []
    assert log(create, create).check()["created_twice"] == ["a"]


def test_a_job_that_the_state_does_not_have_is_found() -> None:
    made = log(("CreateTrainingJob", "a", True), ("CreateTrainingJob", "b", True))
    assert made.check(["a"])["unknown"] == ["b"]
    assert made.check()["unknown"] == []


def test_a_foreign_job_stopped_is_found() -> None:
    assert log(("StopTrainingJob", "theirs", True)).check()["foreign"] == ["theirs"]


def test_a_creation_that_the_sdk_may_repeat_is_found() -> None:
    made = RequestLog()
    made.add(LoggedRequest(0.0, "sagemaker", "CreateTrainingJob", "a", "attempt=1; max=1"))
    made.add(LoggedRequest(0.0, "sagemaker", "CreateTrainingJob", "b", "attempt=1; max=3"))
    assert made.check()["sent_again"] == ["b"]


def test_the_oldest_calls_go() -> None:
    made = RequestLog(limit=10)
    for number in range(25):
        made.add(LoggedRequest(float(number), "s3", "GET /", "/"))
    assert len(made.entries) <= 10
    assert made.entries[-1].time == 24.0
