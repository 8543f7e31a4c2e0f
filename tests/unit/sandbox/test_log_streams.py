from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from sm_tj_cli.sandbox.clock import Clock
from sm_tj_cli.sandbox.job import Job
from sm_tj_cli.sandbox.log_streams import GROUP, LogOperations, job_streams
from sm_tj_cli.sandbox.protocol import ApiError, ApiRequest
from sm_tj_cli.sandbox.store import JobStore
from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sm_tj_cli.documents import JSON


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[LogOperations]:
    store = JobStore(tmp_path / "jobs")
    yield LogOperations(store, Clock(lambda: 1000.0))
    store.close()


def add(logs: LogOperations, name: str = "job", timeline: str = "success") -> Job:
    request = cast("dict[str, JSON]", training_job_request(name))
    job = Job("us-east-1", request, 1000.0, timeline)
    logs.store.put(job)
    return job


def call(logs: LogOperations, operation: str, **body: JSON) -> dict[str, JSON]:
    request = ApiRequest("logs", operation, "us-east-1", {"logGroupName": GROUP, **body})
    assert logs.answers(request)
    return logs.answer(request)


def items(value: JSON) -> list[dict[str, JSON]]:
    return cast("list[dict[str, JSON]]", value)


def test_the_group_comes_with_the_first_line(logs: LogOperations) -> None:
    add(logs)
    with pytest.raises(ApiError, match="The specified log group does not exist"):
        call(logs, "DescribeLogStreams")


def test_lines_come_with_time(logs: LogOperations) -> None:
    add(logs)
    logs.clock.advance(1.5)
    stream = items(call(logs, "DescribeLogStreams")["logStreams"])[0]["logStreamName"]
    assert stream == "job/algo-1-1001"
    first = call(logs, "GetLogEvents", logStreamName=stream, startFromHead=True)
    token = first["nextForwardToken"]
    assert call(logs, "GetLogEvents", logStreamName=stream, nextToken=token)["events"] == []
    logs.clock.advance(10)
    later = call(logs, "GetLogEvents", logStreamName=stream, nextToken=token)
    assert len(items(first["events"])) + len(items(later["events"])) == 23
    assert items(later["events"])[-1]["message"] == "Reporting training SUCCESS"


def test_a_restart_makes_a_new_stream(logs: LogOperations) -> None:
    job = add(logs, timeline="spot*10")
    names = [stream.name for stream in job_streams(job, 2000.0)]
    assert names == ["job/algo-1-1008", "job/algo-1-1029"]


def test_without_a_token_the_last_events_come(logs: LogOperations) -> None:
    add(logs)
    logs.clock.advance(60)
    found = call(logs, "GetLogEvents", logStreamName="job/algo-1-1001", limit=1)
    assert items(found["events"])[0]["message"] == "Reporting training SUCCESS"
    before = call(
        logs,
        "GetLogEvents",
        logStreamName="job/algo-1-1001",
        limit=1,
        nextToken=found["nextBackwardToken"],
    )
    assert "epoch 20/20" in str(items(before["events"])[0]["message"])


def test_filtering_goes_over_all_streams_of_a_prefix(logs: LogOperations) -> None:
    add(logs, "a")
    add(logs, "b")
    logs.clock.advance(60)
    found = call(logs, "FilterLogEvents", logStreamNamePrefix="a/", filterPattern='"epoch 1/"')
    assert [event["logStreamName"] for event in items(found["events"])] == ["a/algo-1-1001"]


def test_unknown_streams_and_tokens(logs: LogOperations) -> None:
    add(logs)
    logs.clock.advance(60)
    with pytest.raises(ApiError, match="The specified log stream does not exist"):
        call(logs, "GetLogEvents", logStreamName="job/algo-7-1")
    with pytest.raises(ApiError, match="The specified nextToken is invalid"):
        call(logs, "GetLogEvents", logStreamName="job/algo-1-1001", nextToken="x")


def test_other_groups_are_not_ours(logs: LogOperations) -> None:
    body: dict[str, JSON] = {"logGroupName": "/mine"}
    assert not logs.answers(ApiRequest("logs", "GetLogEvents", "us-east-1", body))


def test_an_event_has_one_id_whatever_was_asked_for(logs: LogOperations) -> None:
    add(logs)
    logs.clock.advance(2)
    first = items(call(logs, "FilterLogEvents")["events"])
    later = items(call(logs, "FilterLogEvents", startTime=first[3]["timestamp"])["events"])
    assert later[0]["message"] == first[3]["message"]
    assert later[0]["eventId"] == first[3]["eventId"]
    assert len({event["eventId"] for event in first}) == len(first)


def test_logs_outlive_their_job(logs: LogOperations) -> None:
    job = add(logs)
    logs.clock.advance(60)
    before = call(logs, "DescribeLogStreams", logStreamNamePrefix="job/")
    logs.store.remove(job)
    assert call(logs, "DescribeLogStreams", logStreamNamePrefix="job/") == before
    assert call(logs, "DescribeLogGroups", logGroupNamePrefix=GROUP)["logGroups"]


def test_a_line_may_be_late(logs: LogOperations) -> None:
    job = add(logs)
    late = LogOperations(logs.store, logs.clock, lambda: 5.0)
    logs.clock.advance(60)
    assert items(call(late, "DescribeLogStreams")["logStreams"])
    logs.store.remove(job)
    logs.store.clear()
    add(logs)
    with pytest.raises(ApiError, match="log group"):
        call(LogOperations(logs.store, Clock(lambda: 1003.0), lambda: 5.0), "DescribeLogStreams")
