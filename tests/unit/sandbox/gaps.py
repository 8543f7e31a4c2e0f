"""What SageMaker does and plain moto does not: one probe for each gap, which asks a service through WSGI alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.test import Client

from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed.wsgi import WSGIApplication

SIGNATURE = "AWS4-HMAC-SHA256 Credential={}/20260101/us-east-1/{}/aws4_request, Signature=x"
TAKEN = "Training job names must be unique within an AWS account and region"


@dataclass(frozen=True)
class Answer:
    status: int
    text: str

    @property
    def members(self) -> dict[str, object]:
        found = json.loads(self.text) if self.text.startswith("{") else {}
        assert isinstance(found, dict)
        return found

    @property
    def code(self) -> object:
        return self.members.get("__type")

    @property
    def message(self) -> str:
        return str(self.members.get("message"))


@dataclass(frozen=True)
class Service:
    """A SageMaker that may be asked, and how its time passes."""

    application: WSGIApplication
    wait: Callable[[float], object]
    is_settable: bool

    def call(self, operation: str, **members: object) -> Answer:
        return self.send(
            "POST",
            "/",
            "sagemaker",
            json.dumps(members),
            {"X-Amz-Target": f"SageMaker.{operation}"},
        )

    def logs(self, operation: str, **members: object) -> Answer:
        target = {"X-Amz-Target": f"Logs_20140328.{operation}"}
        group = {"logGroupName": "/aws/sagemaker/TrainingJobs"}
        return self.send("POST", "/", "logs", json.dumps({**group, **members}), target)

    def send(
        self, method: str, path: str, service: str, body: str, headers: dict[str, str]
    ) -> Answer:
        headers = {
            "Authorization": SIGNATURE.format("sandbox", service),
            "Content-Type": "application/x-amz-json-1.1",
            **headers,
        }
        sent = {name: text for name, text in headers.items() if text}
        try:
            response = Client(self.application).open(
                path, base_url="http://localhost:1", method=method, data=body, headers=sent
            )
        except (NotImplementedError, KeyError, AttributeError):
            # A server answers so for its application.
            return Answer(500, "<title>500 Internal Server Error</title>")
        return Answer(response.status_code, response.get_data(as_text=True))

    def object(self, method: str, body: str = "", **headers: str) -> Answer:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return self.send(method, "/bucket/key", "s3", body, {"Content-Type": "", **named})

    def set(self, page: str, **members: object) -> None:
        """Sets what only the sandbox has."""
        if self.is_settable:
            self.send("POST", f"/_sandbox/{page}", "", json.dumps(members), {"Authorization": ""})

    def create(self, name: str = "job", **members: object) -> Answer:
        return self.call("CreateTrainingJob", **training_job_request(name, **members))

    def describe(self, name: str = "job") -> dict[str, object]:
        return self.call("DescribeTrainingJob", TrainingJobName=name).members

    def listed(self, **members: object) -> list[dict[str, object]]:
        found = self.call("ListTrainingJobs", **members).members["TrainingJobSummaries"]
        assert isinstance(found, list)
        return found

    def names(self, **members: object) -> list[object]:
        return [item["TrainingJobName"] for item in self.listed(**members)]


def duplicate_name_is_refused(service: Service) -> bool:
    service.create()
    answer = service.create()
    return answer.code == "ResourceInUse" and answer.message.startswith(TAKEN)


def duplicate_name_keeps_the_tags(service: Service) -> bool:
    arn = service.create(Tags=[{"Key": "a", "Value": "b"}]).members["TrainingJobArn"]
    service.create()
    return service.call("ListTags", ResourceArn=arn).members["Tags"] == [{"Key": "a", "Value": "b"}]


def name_must_match_its_pattern(service: Service) -> bool:
    return "regular expression pattern: [a-zA-Z0-9]" in service.create("with_underscore").message


def name_has_at_most_63_characters(service: Service) -> bool:
    return service.create("x" * 200).code == "ValidationException"


def instance_type_is_one_of_the_known(service: Service) -> bool:
    resources = {"InstanceType": "ml.t2.medium", "InstanceCount": 1, "VolumeSizeInGB": 10}
    return (
        "Value 'ml.t2.medium' at 'resourceConfig.instanceType' failed to satisfy constraint: "
        "Member must satisfy enum value set: [ml."
        in service.create(ResourceConfig=resources).message
    )


def wait_time_is_for_spot_alone(service: Service) -> bool:
    condition = {"MaxRuntimeInSeconds": 1, "MaxWaitTimeInSeconds": 2}
    return "only supported when EnableManagedSpotTraining" in (
        service.create(StoppingCondition=condition).message
    )


def job_begins_in_progress(service: Service) -> bool:
    service.create()
    return service.describe()["TrainingJobStatus"] == "InProgress"


def job_takes_time(service: Service) -> bool:
    service.create()
    service.wait(60)
    found = service.describe()
    return found["TrainingJobStatus"] == "Completed" and (
        found["TrainingStartTime"] != found["TrainingEndTime"]
    )


def statuses_follow_the_timeline(service: Service) -> bool:
    timeline = "Starting 1, Pending 1, Downloading 1, Training 1, Completed"
    service.create(Environment={"SMTJ_SANDBOX_TIMELINE": timeline})
    seen = []
    for _ in range(5):
        seen.append(service.describe()["SecondaryStatus"])
        service.wait(1)
    return seen == ["Starting", "Pending", "Downloading", "Training", "Completed"]


def failure_has_its_reason(service: Service) -> bool:
    service.create(Environment={"SMTJ_SANDBOX_TIMELINE": "failure"})
    service.wait(60)
    return str(service.describe().get("FailureReason")).startswith("AlgorithmError: ")


def capacity_may_be_missing(service: Service) -> bool:
    service.create(Environment={"SMTJ_SANDBOX_TIMELINE": "capacity"})
    service.wait(60)
    return str(service.describe().get("FailureReason")).startswith("CapacityError: ")


def spot_is_interrupted(service: Service) -> bool:
    service.create(Environment={"SMTJ_SANDBOX_TIMELINE": "spot"})
    service.wait(60)
    steps = service.describe()["SecondaryStatusTransitions"]
    assert isinstance(steps, list)
    return "Interrupted" in [step["Status"] for step in steps]


def quota_is_kept(service: Service) -> bool:
    service.set("settings", quotas={"ml.m5.large": 1})
    service.create("a")
    return service.create("b").code == "ResourceLimitExceeded"


def stop_ends_a_job(service: Service) -> bool:
    service.create()
    if service.call("StopTrainingJob", TrainingJobName="job").status != 200:
        return False
    stopping = service.describe()["TrainingJobStatus"]
    service.wait(60)
    return (stopping, service.describe()["TrainingJobStatus"]) == ("Stopping", "Stopped")


def stop_of_an_ended_job_is_refused(service: Service) -> bool:
    service.create()
    service.wait(60)
    answer = service.call("StopTrainingJob", TrainingJobName="job")
    return answer.message == (
        "The request was rejected because the training job is in status Completed."
    )


def delete_frees_the_name(service: Service) -> bool:
    service.create()
    service.wait(60)
    deleted = service.call("DeleteTrainingJob", TrainingJobName="job").status
    return (deleted, service.create().status) == (200, 200)


def deletion_can_be_seen(service: Service) -> bool:
    service.set("settings", deleting=5)
    service.create()
    service.wait(60)
    service.call("DeleteTrainingJob", TrainingJobName="job")
    return service.describe()["TrainingJobStatus"] == "Deleting"


def update_changes_a_running_job(service: Service) -> bool:
    service.create()
    change = {"ProfilerConfig": {"DisableProfiler": True}}
    service.call("UpdateTrainingJob", TrainingJobName="job", **change)
    return service.describe().get("ProfilerConfig") == {"DisableProfiler": True}


def every_field_is_echoed(service: Service) -> bool:
    members: dict[str, object] = {
        "Environment": {"A": "1"},
        "RetryStrategy": {"MaximumRetryAttempts": 2},
        "ProfilerConfig": {"DisableProfiler": True},
    }
    service.create(**members)
    found = service.describe()
    return {name: found.get(name) for name in members} == members


def no_metric_is_made_up(service: Service) -> bool:
    service.create()
    algorithm = service.describe()["AlgorithmSpecification"]
    assert isinstance(algorithm, dict)
    return "MetricDefinitions" not in algorithm


def unknown_job_has_the_services_text(service: Service) -> bool:
    answer = service.call("DescribeTrainingJob", TrainingJobName="nobody")
    return answer.message == "Requested resource not found."


def page_has_ten_jobs(service: Service) -> bool:
    for number in range(11):
        service.create(f"job-{number}")
    return len(service.listed()) == 10


def newest_job_comes_first(service: Service) -> bool:
    for name in ("a", "b"):
        service.create(name)
        service.wait(1)
    return service.names() == ["b", "a"]


def jobs_are_sorted(service: Service) -> bool:
    for name in ("b", "c", "a"):
        service.create(name)
    return service.names(SortBy="Name", SortOrder="Ascending") == ["a", "b", "c"]


def name_filter_comes_before_paging(service: Service) -> bool:
    for name in ("wanted", "other-1", "other-2"):
        service.create(name)
        service.wait(1)
    first = service.names(NameContains="wanted", MaxResults=1, SortOrder="Descending")
    last = service.names(NameContains="other-2", MaxResults=1, SortOrder="Descending")
    return (first, last) == (["wanted"], ["other-2"])


def warm_pools_are_filtered(service: Service) -> bool:
    service.create("cold")
    resources = {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 10}
    service.create("warm", ResourceConfig={**resources, "KeepAlivePeriodInSeconds": 600})
    service.wait(60)
    return service.names(WarmPoolStatusEquals="Available") == ["warm"]


def next_token_is_no_offset(service: Service) -> bool:
    for name in ("a", "b", "c"):
        service.create(name)
        service.wait(1)
    page = service.call("ListTrainingJobs", MaxResults=1, SortOrder="Descending").members
    service.create("d")
    found = service.names(NextToken=page["NextToken"], SortOrder="Descending", MaxResults=1)
    return found == ["b"] and not str(page["NextToken"]).isdigit()


def tags_of_an_unknown_job_are_refused(service: Service) -> bool:
    arn = "arn:aws:sagemaker:us-east-1:123456789012:training-job/nobody"
    return service.call("ListTags", ResourceArn=arn).code == "ValidationException"


def new_job_may_be_unseen_for_a_while(service: Service) -> bool:
    service.set("settings", consistency_delay=5)
    service.create()
    unseen = service.call("DescribeTrainingJob", TrainingJobName="job").status
    service.wait(6)
    return (unseen, service.describe().get("TrainingJobName")) == (400, "job")


def rate_is_limited(service: Service) -> bool:
    service.set("faults", do="throttle", operation="List.*", rate=1, burst=2)
    codes = [service.call("ListTrainingJobs").code for _ in range(3)]
    return codes == [None, None, "ThrottlingException"]


def response_may_be_lost(service: Service) -> bool:
    service.set("faults", do="error_after", operation="CreateTrainingJob")
    return (service.create().status, service.create().code) == (500, "ResourceInUse")


def credentials_expire(service: Service) -> bool:
    service.set("faults", do="expired_credentials", skip=1)
    codes = [service.call("ListTrainingJobs").code for _ in range(3)]
    return codes == [None, "ExpiredTokenException", "ExpiredTokenException"]


def permission_may_be_missing(service: Service) -> bool:
    service.set("faults", do="denied", operation="ListTags")
    arn = service.create().members["TrainingJobArn"]
    return service.call("ListTags", ResourceArn=arn).code == "AccessDeniedException"


def signature_must_be_of_now(service: Service) -> bool:
    headers = {"X-Amz-Target": "SageMaker.ListTrainingJobs", "X-Amz-Date": "20200101T000000Z"}
    answer = service.send("POST", "/", "sagemaker", "{}", headers)
    return answer.code == "InvalidSignatureException"


def call_must_be_signed(service: Service) -> bool:
    headers = {"X-Amz-Target": "SageMaker.ListTrainingJobs", "Authorization": ""}
    answer = service.send("POST", "/", "sagemaker", "{}", headers)
    return answer.code == "MissingAuthenticationTokenException"


def job_writes_logs(service: Service) -> bool:
    service.create()
    service.wait(60)
    streams = service.logs("DescribeLogStreams", logStreamNamePrefix="job/").members
    found = streams.get("logStreams")
    return isinstance(found, list) and str(found[0]["logStreamName"]).startswith("job/algo-1-")


def unknown_log_stream_has_its_own_text(service: Service) -> bool:
    service.create()
    service.wait(60)
    service.logs("CreateLogGroup")
    answer = service.logs("GetLogEvents", logStreamName="nobody/algo-1-1")
    return answer.message == "The specified log stream does not exist."


def job_leaves_its_model(service: Service) -> bool:
    service.create()
    service.wait(60)
    return service.send("HEAD", "/bucket/out/job/output/model.tar.gz", "s3", "", {}).status == 200


def s3_write_may_conflict(service: Service) -> bool:
    service.send("PUT", "/bucket", "s3", "", {})
    rule = {"do": "error", "service": "s3", "operation": "PUT .*", "status": 409}
    service.set("faults", **rule, code="ConditionalRequestConflict", message="Conflict.")
    return "ConditionalRequestConflict" in service.object("PUT", "x", If_None_Match="*").text


GAPS: tuple[Callable[[Service], bool], ...] = (
    duplicate_name_is_refused,
    duplicate_name_keeps_the_tags,
    name_must_match_its_pattern,
    name_has_at_most_63_characters,
    instance_type_is_one_of_the_known,
    wait_time_is_for_spot_alone,
    job_begins_in_progress,
    job_takes_time,
    statuses_follow_the_timeline,
    failure_has_its_reason,
    capacity_may_be_missing,
    spot_is_interrupted,
    quota_is_kept,
    stop_ends_a_job,
    stop_of_an_ended_job_is_refused,
    delete_frees_the_name,
    deletion_can_be_seen,
    update_changes_a_running_job,
    every_field_is_echoed,
    no_metric_is_made_up,
    unknown_job_has_the_services_text,
    page_has_ten_jobs,
    newest_job_comes_first,
    jobs_are_sorted,
    name_filter_comes_before_paging,
    warm_pools_are_filtered,
    next_token_is_no_offset,
    tags_of_an_unknown_job_are_refused,
    new_job_may_be_unseen_for_a_while,
    rate_is_limited,
    response_may_be_lost,
    credentials_expire,
    permission_may_be_missing,
    signature_must_be_of_now,
    call_must_be_signed,
    job_writes_logs,
    unknown_log_stream_has_its_own_text,
    job_leaves_its_model,
    s3_write_may_conflict,
)
