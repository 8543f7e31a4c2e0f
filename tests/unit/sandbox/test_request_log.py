from __future__ import annotations

from sm_tj_cli.sandbox.request_log import LoggedRequest, RequestLog


def log(*entries: tuple[str, str, bool]) -> RequestLog:
    made = RequestLog()
    for operation, subject, processed in entries:
        made.add(LoggedRequest(0.0, "sagemaker", operation, subject, processed=processed))
    return made


def test_a_job_created_twice_is_found() -> None:
    create = ("CreateTrainingJob", "a", True)
    assert log(create, ("CreateTrainingJob", "a", False)).created_twice() == []
    assert log(create, ("DeleteTrainingJob", "a", True), create).created_twice() == []
    assert log(create, create).created_twice() == ["a"]


def test_the_oldest_calls_go() -> None:
    made = RequestLog(limit=10)
    for number in range(25):
        made.add(LoggedRequest(float(number), "s3", "GET /", "/"))
    assert len(made.entries) <= 10
    assert made.entries[-1].time == 24.0
