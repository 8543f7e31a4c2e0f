"""Against the sandbox, over the real SDK."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.calls import call
from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs
from sm_tj_cli.service import Kind, Processed, ServiceError
from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin

ARN = "arn:aws:sagemaker:us-east-1:123456789012:training-job/"


@pytest.fixture(scope="module")
def jobs(sandbox: SandboxAddress) -> SageMakerTrainingJobs:
    return SageMakerTrainingJobs(Clients(environment=sandbox.environment))


pytestmark = pytest.mark.usefixtures("sandbox_admin")


def test_create_then_describe(jobs: SageMakerTrainingJobs) -> None:
    assert jobs.create(training_job_request("One")) == f"{ARN}one"
    found = jobs.describe("One")
    assert found["TrainingJobName"] == "One"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z", str(found["CreationTime"]))
    assert "ResponseMetadata" not in found


def test_a_taken_name_and_an_unknown_one(jobs: SageMakerTrainingJobs) -> None:
    jobs.create(training_job_request("two"))
    with pytest.raises(ServiceError) as caught:
        jobs.create(training_job_request("two"))
    assert (caught.value.kind, caught.value.processed) == (Kind.NAME_TAKEN, Processed.NO)
    with pytest.raises(ServiceError) as caught:
        jobs.describe("nobody")
    assert caught.value.kind is Kind.NOT_FOUND


@pytest.mark.parametrize(
    "fault",
    [
        {"do": "error_after"},
        {"do": "reset_after"},
        {"do": "reset_before"},
        {"do": "truncate"},
        {"do": "body", "body": "{}", "status": 200},
        {"do": "body", "body": '{"TrainingJobArn": "arn:x/other"}', "status": 200},
        {"do": "body", "body": "<html>", "status": 503},
    ],
)
def test_create_is_sent_once_and_its_outcome_is_not_known(
    jobs: SageMakerTrainingJobs, sandbox_admin: Admin, fault: dict[str, object]
) -> None:
    sandbox_admin.faults.add({"operation": "CreateTrainingJob", **fault})  # type: ignore[dict-item]
    with pytest.raises(ServiceError) as caught:
        jobs.create(training_job_request("three"))
    assert caught.value.processed is Processed.MAYBE
    assert [entry.attempt for entry in sandbox_admin.requests.entries] == ["attempt=1; max=1"]


def test_the_environment_cannot_have_a_creation_sent_twice(
    jobs: SageMakerTrainingJobs,
    sandbox_admin: Admin,
    monkeypatch: pytest.MonkeyPatch,
    sandbox: SandboxAddress,
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "10")
    monkeypatch.setenv("AWS_RETRY_MODE", "legacy")
    sandbox_admin.faults.add({"operation": "CreateTrainingJob", "do": "error", "times": 0})
    with pytest.raises(ServiceError):
        SageMakerTrainingJobs(Clients(environment=sandbox.environment)).create(
            training_job_request("four")
        )
    assert len(sandbox_admin.requests.entries) == 1


def test_describe_is_sent_again(jobs: SageMakerTrainingJobs, sandbox_admin: Admin) -> None:
    jobs.create(training_job_request("five"))
    sandbox_admin.faults.add({"operation": "DescribeTrainingJob", "do": "error", "times": 2})
    assert jobs.describe("five")["TrainingJobName"] == "five"


def test_stop_and_delete(jobs: SageMakerTrainingJobs, sandbox_admin: Admin) -> None:
    jobs.create(training_job_request("six"))
    jobs.stop("six")
    sandbox_admin.clock.advance(10)
    assert jobs.describe("six")["TrainingJobStatus"] == "Stopped"
    with pytest.raises(ServiceError) as caught:
        jobs.stop("six")
    assert caught.value.kind is Kind.STATUS
    jobs.delete("six")


def test_update(jobs: SageMakerTrainingJobs) -> None:
    jobs.create(training_job_request("seven"))
    jobs.update({"TrainingJobName": "seven", "ProfilerConfig": {"DisableProfiler": True}})
    assert jobs.describe("seven")["ProfilerConfig"] == {"DisableProfiler": True}


def test_tags(jobs: SageMakerTrainingJobs) -> None:
    arn = jobs.create(training_job_request("eight", Tags=[{"Key": "a", "Value": "1"}]))
    jobs.set_tags(arn, {"b": "2"})
    jobs.remove_tags(arn, ["a"])
    assert jobs.tags(arn) == {"b": "2"}


def test_list_goes_through_all_pages_newest_first(
    jobs: SageMakerTrainingJobs, sandbox_admin: Admin
) -> None:
    for number in range(120):
        jobs.create(training_job_request(f"many-{number}"))
    sandbox_admin.requests.clear()
    names = [str(summary["TrainingJobName"]) for summary in jobs.list()]
    assert len(set(names)) == 120
    assert len(sandbox_admin.requests.entries) == 2
    assert names[-1] == "many-0"


def test_list_from_a_time_on(jobs: SageMakerTrainingJobs, sandbox_admin: Admin) -> None:
    jobs.create(training_job_request("old"))
    sandbox_admin.clock.advance(3600)
    after = datetime.fromtimestamp(sandbox_admin.clock.now() - 60, UTC)
    jobs.create(training_job_request("new"))
    assert [summary["TrainingJobName"] for summary in jobs.list(created_after=after)] == ["new"]


def test_a_list_whose_place_has_expired_begins_again(
    jobs: SageMakerTrainingJobs, sandbox_admin: Admin
) -> None:
    for number in range(101):
        jobs.create(training_job_request(f"job-{number}"))
    sandbox_admin.faults.add(
        {"do": "error", "operation": "ListTrainingJobs", "skip": 1, "times": 1, "code": "ValidationException", "message": "Invalid NextToken", "status": 400}
    )  # fmt: skip
    names = [summary["TrainingJobName"] for summary in jobs.list()]
    assert (len(names), len(set(names))) == (101, 101)


def test_a_list_that_is_refused_is_not_asked_for_again(
    jobs: SageMakerTrainingJobs, sandbox_admin: Admin
) -> None:
    sandbox_admin.faults.add(
        {"do": "error", "operation": "ListTrainingJobs", "code": "ValidationException", "message": "No", "status": 400}
    )  # fmt: skip
    with pytest.raises(ServiceError):
        list(jobs.list())


def test_list_of_one_status(jobs: SageMakerTrainingJobs, sandbox_admin: Admin) -> None:
    jobs.create(training_job_request("over"))
    sandbox_admin.clock.advance(60)
    jobs.create(training_job_request("fresh"))
    assert [job["TrainingJobName"] for job in jobs.list(status="Completed")] == ["over"]


def test_list_of_names_with_one_beginning(jobs: SageMakerTrainingJobs) -> None:
    for name in ("sweep-1", "other", "sweep-2"):
        jobs.create(training_job_request(name))
    found = [job["TrainingJobName"] for job in jobs.list(name_contains="sweep-")]
    assert sorted(found, key=str) == ["sweep-1", "sweep-2"]


def test_an_answer_that_trickles_is_given_up_and_its_outcome_unknown(
    sandbox: SandboxAddress, jobs: SageMakerTrainingJobs, sandbox_admin: Admin
) -> None:
    drip = {"do": "drip", "operation": "CreateTrainingJob", "seconds": 0.2}
    sandbox_admin.faults.add(drip, 0.0)
    once = Clients(environment=sandbox.environment).sagemaker_once()
    with pytest.raises(ServiceError) as caught:
        call(once, "CreateTrainingJob", training_job_request("drips"), 1.0)
    assert (caught.value.kind, caught.value.processed) == (Kind.UNAVAILABLE, Processed.MAYBE)
    assert jobs.describe("drips")["TrainingJobName"] == "drips"
