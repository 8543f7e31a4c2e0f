"""Each gap of moto that the sandbox closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from sm_tj_cli.sandbox.clock import Clock
from sm_tj_cli.sandbox.protocol import ApiError, ApiRequest
from sm_tj_cli.sandbox.settings import Settings
from sm_tj_cli.sandbox.store import JobStore
from sm_tj_cli.sandbox.training_jobs import TrainingJobOperations
from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sm_tj_cli.documents import JSON

ARN = "arn:aws:sagemaker:us-east-1:123456789012:training-job/job"


class Service:
    def __init__(self, path: Path) -> None:
        self.clock = Clock(lambda: 1000.0)
        self.settings = Settings()
        self.store = JobStore(path)
        self.operations = TrainingJobOperations(self.store, self.clock, self.settings)

    def call(self, operation: str, **body: object) -> dict[str, JSON]:
        request = ApiRequest("sagemaker", operation, "us-east-1", cast("dict[str, JSON]", body))
        assert self.operations.answers(request)
        return self.operations.answer(request)

    def create(self, name: str = "job", **members: object) -> dict[str, JSON]:
        return self.call("CreateTrainingJob", **training_job_request(name, **members))

    def describe(self, name: str = "job") -> dict[str, JSON]:
        return self.call("DescribeTrainingJob", TrainingJobName=name)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = Service(tmp_path / "jobs.jsonl")
    yield made
    made.store.close()


def refusal(service: Service, operation: str, **body: object) -> tuple[str, str]:
    with pytest.raises(ApiError) as caught:
        service.call(operation, **body)
    return caught.value.code, caught.value.message


def test_create_answers_the_arn_in_lower_case(service: Service) -> None:
    assert service.create("My-Job") == {"TrainingJobArn": ARN.replace("/job", "/my-job")}


def test_a_name_can_be_taken_once(service: Service) -> None:
    service.create()
    code, message = refusal(service, "CreateTrainingJob", **training_job_request())
    assert code == "ResourceInUse"
    assert message == (
        "Training job names must be unique within an AWS account and region, "
        f"and a training job with this name already exists ({ARN})"
    )


@pytest.mark.parametrize(
    "operation",
    ["DescribeTrainingJob", "StopTrainingJob", "DeleteTrainingJob", "UpdateTrainingJob"],
)
def test_an_unknown_name_has_the_services_text(service: Service, operation: str) -> None:
    assert refusal(service, operation, TrainingJobName="nobody") == (
        "ValidationException",
        "Requested resource not found.",
    )


def test_describe_echoes_what_moto_drops_and_fills_in_defaults(service: Service) -> None:
    service.create(
        Environment={"A": "1"},
        RetryStrategy={"MaximumRetryAttempts": 2},
        Tags=[{"Key": "a", "Value": "b"}],
        StoppingCondition={},
    )
    found = service.describe()
    assert found["Environment"] == {"A": "1"}
    assert found["RetryStrategy"] == {"MaximumRetryAttempts": 2}
    assert found["EnableManagedSpotTraining"] is False
    assert "Tags" not in found


def test_a_life_in_time(service: Service) -> None:
    service.create()
    assert (service.describe()["TrainingJobStatus"], service.describe()["SecondaryStatus"]) == (
        "InProgress",
        "Starting",
    )
    assert "TrainingStartTime" not in service.describe()
    service.clock.advance(10)
    found = service.describe()
    assert found["TrainingJobStatus"] == "Completed"
    assert found["ModelArtifacts"] == {
        "S3ModelArtifacts": "s3://bucket/out/job/output/model.tar.gz"
    }
    assert (found["CreationTime"], found["TrainingStartTime"], found["TrainingEndTime"]) == (
        1000.0,
        1000.5,
        pytest.approx(1003.8),
    )


def test_stop_then_stopped(service: Service) -> None:
    service.create()
    service.clock.advance(1.5)
    service.call("StopTrainingJob", TrainingJobName="job")
    assert service.describe()["TrainingJobStatus"] == "Stopping"
    service.clock.advance(5)
    assert service.describe()["TrainingJobStatus"] == "Stopped"
    assert refusal(service, "StopTrainingJob", TrainingJobName="job") == (
        "ValidationException",
        "The request was rejected because the training job is in status Stopped.",
    )


def test_delete_needs_an_end_and_frees_the_name(service: Service) -> None:
    service.create()
    assert refusal(service, "DeleteTrainingJob", TrainingJobName="job")[0] == "ResourceInUse"
    service.clock.advance(10)
    service.call("DeleteTrainingJob", TrainingJobName="job")
    assert (
        refusal(service, "DescribeTrainingJob", TrainingJobName="job")[0] == "ValidationException"
    )
    service.create()


def test_a_warm_pool_holds_the_record_until_it_ends(service: Service) -> None:
    resources = {
        "InstanceType": "ml.m5.large",
        "InstanceCount": 1,
        "VolumeSizeInGB": 10,
        "KeepAlivePeriodInSeconds": 60,
    }
    service.create(ResourceConfig=resources)
    service.clock.advance(10)
    assert service.describe()["WarmPoolStatus"] == {
        "Status": "Available",
        "ResourceRetainedBillableTimeInSeconds": 6,
    }
    assert refusal(service, "DeleteTrainingJob", TrainingJobName="job")[0] == "ResourceInUse"
    change = {"KeepAlivePeriodInSeconds": 0}
    service.call("UpdateTrainingJob", TrainingJobName="job", ResourceConfig=change)
    service.call("DeleteTrainingJob", TrainingJobName="job")


def test_update_changes_what_describe_answers(service: Service) -> None:
    service.create()
    service.clock.advance(1)
    service.call(
        "UpdateTrainingJob", TrainingJobName="job", ProfilerConfig={"DisableProfiler": True}
    )
    found = service.describe()
    assert found["ProfilerConfig"] == {"DisableProfiler": True}
    assert found["LastModifiedTime"] == 1001.0
    service.clock.advance(10)
    code, _ = refusal(service, "UpdateTrainingJob", TrainingJobName="job", ProfilerConfig={})
    assert code == "ValidationException"


def test_tags_come_and_go(service: Service) -> None:
    service.create(Tags=[{"Key": "a", "Value": "1"}])
    service.call("AddTags", ResourceArn=ARN, Tags=[{"Key": "b", "Value": "2"}])
    service.call("DeleteTags", ResourceArn=ARN, TagKeys=["a"])
    assert service.call("ListTags", ResourceArn=ARN) == {"Tags": [{"Key": "b", "Value": "2"}]}


def test_tags_of_other_resources_are_not_ours(service: Service) -> None:
    body: dict[str, JSON] = {"ResourceArn": ARN.replace("training-job", "model")}
    assert not service.operations.answers(ApiRequest("sagemaker", "ListTags", "us-east-1", body))


@pytest.mark.parametrize(
    ("members", "text"),
    [
        (
            {"StoppingCondition": {"MaxRuntimeInSeconds": 10, "MaxWaitTimeInSeconds": 20}},
            "Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set to true",
        ),
        ({"EnableManagedSpotTraining": True}, "MaxWaitTimeInSeconds is required"),
        ({"AlgorithmSpecification": {"TrainingInputMode": "File"}}, "but not both"),
        ({"Tags": [{"Key": "aws:x", "Value": ""}]}, "aws:"),
        ({"Tags": [{"Key": "x", "Value": ""}, {"Key": "x", "Value": ""}]}, "unique"),
        ({"Environment": {"SMTJ_SANDBOX_TIMELINE": "nonsense"}}, "neither one of"),
    ],
)
def test_what_only_the_service_checks(
    service: Service, members: dict[str, object], text: str
) -> None:
    code, message = refusal(service, "CreateTrainingJob", **training_job_request(**members))
    assert code == "ValidationException"
    assert text in message


def test_the_timeline_is_chosen_by_the_job_or_by_its_name(service: Service) -> None:
    service.settings.timelines = {"^bad-": "capacity"}
    service.create("bad-1")
    service.create("slow", HyperParameters={"SMTJ_SANDBOX_TIMELINE": "forever"})
    service.clock.advance(1e6)
    assert str(service.describe("bad-1")["FailureReason"]).startswith("CapacityError: ")
    assert service.describe("slow")["SecondaryStatus"] == "MaxRuntimeExceeded"


def test_speed_shortens_new_jobs(service: Service) -> None:
    service.settings.speed = 100
    service.create()
    service.clock.advance(0.05)
    assert service.describe()["TrainingJobStatus"] == "Completed"


def test_the_quota_counts_running_instances(service: Service) -> None:
    service.settings.quotas = {"ml.m5.large": 1}
    service.create("a")
    code, message = refusal(service, "CreateTrainingJob", **training_job_request("b"))
    assert code == "ResourceLimitExceeded"
    assert (
        "'ml.m5.large for training job usage' is 1 Instances, with current utilization of 1"
        in message
    )
    service.clock.advance(10)
    service.create("b")


def test_a_new_job_can_be_invisible_for_a_while(service: Service) -> None:
    service.settings.consistency_delay = 2
    service.create()
    assert (
        refusal(service, "DescribeTrainingJob", TrainingJobName="job")[1]
        == "Requested resource not found."
    )
    assert service.call("ListTrainingJobs")["TrainingJobSummaries"] == []
    assert refusal(service, "CreateTrainingJob", **training_job_request())[0] == "ResourceInUse"
    service.clock.advance(3)
    assert service.describe()["TrainingJobName"] == "job"


def test_regions_are_apart(service: Service) -> None:
    service.create()
    elsewhere = ApiRequest(
        "sagemaker", "DescribeTrainingJob", "eu-west-1", {"TrainingJobName": "job"}
    )
    with pytest.raises(ApiError, match="not found"):
        service.operations.answer(elsewhere)


def test_jobs_survive_a_restart(tmp_path: Path) -> None:
    first = Service(tmp_path / "jobs.jsonl")
    first.create("kept", Tags=[{"Key": "a", "Value": "1"}])
    first.create("gone")
    first.clock.advance(10)
    first.call("DeleteTrainingJob", TrainingJobName="gone")
    first.store.close()
    with (tmp_path / "jobs.jsonl").open("a") as file:
        file.write('{"job": {"torn')
    second = Service(tmp_path / "jobs.jsonl")
    assert second.store.all() == [first.store.get("us-east-1", "kept")]
    second.store.close()


def test_a_deletion_can_take_a_while(service: Service) -> None:
    service.settings.deleting = 2
    service.create()
    service.clock.advance(10)
    service.call("DeleteTrainingJob", TrainingJobName="job")
    assert service.describe()["TrainingJobStatus"] == "Deleting"
    listed = cast("list[dict[str, JSON]]", service.call("ListTrainingJobs")["TrainingJobSummaries"])
    assert [item["TrainingJobStatus"] for item in listed] == ["Deleting"]
    assert refusal(service, "CreateTrainingJob", **training_job_request())[0] == "ResourceInUse"
    assert refusal(service, "DeleteTrainingJob", TrainingJobName="job")[0] == "ResourceInUse"
    assert refusal(service, "StopTrainingJob", TrainingJobName="job")[1].endswith("Deleting.")
    service.clock.advance(2)
    assert service.call("ListTrainingJobs")["TrainingJobSummaries"] == []
    assert refusal(service, "ListTags", ResourceArn=ARN)[0] == "ValidationException"
    service.create()


def test_the_grace_of_a_stop_can_be_long(service: Service) -> None:
    service.settings.stop_grace, service.settings.speed = 120, 2
    service.create()
    service.clock.advance(1)
    service.call("StopTrainingJob", TrainingJobName="job")
    service.clock.advance(59.9)
    assert service.describe()["TrainingJobStatus"] == "Stopping"
    service.clock.advance(0.1)
    assert service.describe()["TrainingJobStatus"] == "Stopped"


def test_remote_debugging_is_for_instances_that_run(service: Service) -> None:
    service.create()
    change = {"RemoteDebugConfig": {"EnableRemoteDebug": True}}
    code, message = refusal(service, "UpdateTrainingJob", TrainingJobName="job", **change)
    assert (code, message.endswith("The SecondaryStatus is Starting.")) == (
        "ValidationException",
        True,
    )
    service.clock.advance(1.5)
    service.call("UpdateTrainingJob", TrainingJobName="job", **change)
    assert service.describe()["RemoteDebugConfig"] == {"EnableRemoteDebug": True}


@pytest.mark.parametrize(
    ("timeline", "seconds", "status"),
    [("success", 1, "InUse"), ("success", 10, "Available"), ("failure", 10, "Terminated")],
)
def test_the_warm_pool_of_a_job(
    service: Service, timeline: str, seconds: float, status: str
) -> None:
    service.settings.timelines = {"": timeline}
    resources = {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 10}
    service.create(ResourceConfig={**resources, "KeepAlivePeriodInSeconds": 60})
    service.clock.advance(seconds)
    assert cast("dict[str, JSON]", service.describe()["WarmPoolStatus"])["Status"] == status
