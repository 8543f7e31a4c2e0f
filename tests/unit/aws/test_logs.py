from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.logs import TrainingJobLogs
from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs
from sm_tj_cli.service import Kind, ServiceError
from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin


@pytest.fixture(scope="module")
def clients(sandbox: SandboxAddress) -> Clients:
    return Clients(environment=sandbox.environment)


def test_before_the_first_line_there_are_no_streams(clients: Clients, sandbox_admin: Admin) -> None:
    assert list(TrainingJobLogs(clients).streams("nobody")) == []


def test_a_stream_per_node_and_not_those_of_a_longer_name(
    clients: Clients, sandbox_admin: Admin
) -> None:
    resources = {"InstanceType": "ml.m5.large", "InstanceCount": 2, "VolumeSizeInGB": 1}
    jobs = SageMakerTrainingJobs(clients)
    jobs.create(training_job_request("a", ResourceConfig=resources))
    jobs.create(training_job_request("a-1"))
    sandbox_admin.clock.advance(60)
    found = list(TrainingJobLogs(clients).streams("a"))
    assert [name.rpartition("-")[0] for name in found] == ["a/algo-1", "a/algo-2"]


def test_all_pages_of_streams(clients: Clients, sandbox_admin: Admin) -> None:
    resources = {"InstanceType": "ml.m5.large", "InstanceCount": 120, "VolumeSizeInGB": 1}
    SageMakerTrainingJobs(clients).create(training_job_request("wide", ResourceConfig=resources))
    sandbox_admin.clock.advance(60)
    assert len(set(TrainingJobLogs(clients).streams("wide"))) == 120


def test_events_until_the_token_stands_still(clients: Clients, sandbox_admin: Admin) -> None:
    SageMakerTrainingJobs(clients).create(training_job_request("told"))
    sandbox_admin.clock.advance(60)
    logs = TrainingJobLogs(clients)
    (stream,) = logs.streams("told")
    page = logs.events(stream)
    assert page.events[-1].message == "Reporting training SUCCESS"
    assert not page.is_last
    following = logs.events(stream, page.token)
    assert (following.events, following.is_last) == ([], True)
    late = logs.events(stream, since=page.events[-1].timestamp)
    assert [event.message for event in late.events] == ["Reporting training SUCCESS"]


def test_an_unknown_stream(clients: Clients, sandbox_admin: Admin) -> None:
    SageMakerTrainingJobs(clients).create(training_job_request("known"))
    sandbox_admin.clock.advance(60)
    with pytest.raises(ServiceError) as caught:
        TrainingJobLogs(clients).events("known/algo-9-1")
    assert caught.value.kind is Kind.NOT_FOUND


def test_the_last_events_and_what_comes_after(clients: Clients, sandbox_admin: Admin) -> None:
    SageMakerTrainingJobs(clients).create(training_job_request("ended"))
    sandbox_admin.clock.advance(60)
    logs = TrainingJobLogs(clients)
    (stream,) = logs.streams("ended")
    whole = [event.message for event in logs.events(stream).events]
    page = logs.last(stream, 3)
    assert [event.message for event in page.events] == whole[-3:]
    assert logs.events(stream, page.token).events == []
    assert [event.message for event in logs.last(stream, 100_000).events] == whole
