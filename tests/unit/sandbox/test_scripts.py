"""Jobs that run a script of this machine."""

from __future__ import annotations

import tarfile
import time
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, cast

import pytest

from sm_tj_cli.sandbox.protocol import ApiError, ApiRequest
from sm_tj_cli.sandbox.scripts import relative_name
from sm_tj_cli.sandbox.server import Owner, assemble
from sm_tj_cli.sandbox.store import JobStore
from tests.fakes.requests import IMAGE, training_job_request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.application import Application
    from sm_tj_cli.sandbox.scripts import Scripts

METRIC = {"Name": "loss", "Regex": "loss=([0-9.]+)"}


@dataclass
class Service:
    """A sandbox whose owner asks."""

    directory: Path
    application: Application

    @property
    def scripts(self) -> Scripts:
        found = self.application.admin.artifacts.scripts
        assert found is not None
        return found

    def call(self, operation: str, *, is_owner: bool = True, **body: object) -> dict[str, JSON]:
        members = cast("dict[str, JSON]", body)
        request = ApiRequest("sagemaker", operation, "us-east-1", members, is_owner)
        return self.application._jobs.answer(request)

    def create(self, text: str, *, is_owner: bool = True, **members: object) -> None:
        script = self.directory / "train.sh"
        script.write_text(text)
        algorithm = {
            "TrainingImage": IMAGE,
            "TrainingInputMode": "File",
            "MetricDefinitions": [METRIC],
        }
        request = training_job_request(
            **{
                "Environment": {"SMTJ_SANDBOX_SCRIPT": str(script)},
                "AlgorithmSpecification": algorithm,
                **members,
            }
        )
        self.call("CreateTrainingJob", is_owner=is_owner, **request)

    def describe(self) -> dict[str, JSON]:
        return self.call("DescribeTrainingJob", TrainingJobName="job")

    def until(self, *statuses: str, secondary: bool = False) -> dict[str, JSON]:
        member = "SecondaryStatus" if secondary else "TrainingJobStatus"
        for _ in range(600):
            found = self.describe()
            if found[member] in statuses:
                return found
            time.sleep(0.02)  # noqa: TID251 - a process of its own
        raise AssertionError(found)

    def until_it_says(self, text: str) -> None:
        for _ in range(600):
            if text in self.lines():
                return
            time.sleep(0.02)  # noqa: TID251 - a process of its own
        raise AssertionError(self.lines())

    def lines(self, node: int = 1) -> list[str]:
        job = self.scripts.store.get("us-east-1", "job")
        assert job is not None
        return [line.text for line in self.scripts.lines(job, node)]

    def archive(self, name: str) -> dict[str, bytes]:
        artifacts = self.application.admin.artifacts
        artifacts.upload(self.application.admin.clock.now())
        found = dict(artifacts.others.objects("us-east-1", "bucket", f"out/job/output/{name}"))
        if not found:
            return {}
        with tarfile.open(fileobj=BytesIO(next(iter(found.values())))) as archive:
            opened = {item.name: archive.extractfile(item) for item in archive if item.isfile()}
            return {name: file.read() for name, file in opened.items() if file}


def make(directory: Path) -> Service:
    owner = Owner(
        "key", directory / "runs", directory / "objects", lambda: {"AWS_REGION": "us-east-1"}
    )
    store = JobStore(directory / "jobs.jsonl")
    return Service(directory, assemble(store, time.time, 20.0, owner))  # noqa: TID251 - a process's own time


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = make(tmp_path)
    yield made
    made.scripts.close()
    made.application.admin.artifacts.others.reset()
    made.scripts.store.close()


def test_output_is_the_log_and_success_leaves_model_output_and_metrics(service: Service) -> None:
    service.create(
        'echo "$@"; echo loss=0.5; echo loss=0.25\n'
        "echo weights > $SM_MODEL_DIR/weights; echo 1 > $SM_OUTPUT_DATA_DIR/report\n",
        HyperParameters={"epochs": "3"},
    )
    assert service.describe()["TrainingJobStatus"] == "InProgress"
    found = service.until("Completed")
    assert service.lines() == [
        "Invoking script with the following command:",
        "/bin/sh train.sh --epochs 3",
        "--epochs 3",
        "loss=0.5",
        "loss=0.25",
        "Reporting training SUCCESS",
    ]
    (metric,) = cast("list[dict[str, JSON]]", found["FinalMetricDataList"])
    assert (metric["MetricName"], metric["Value"]) == ("loss", 0.25)
    assert "ModelArtifacts" in found
    assert service.archive("model.tar.gz") == {"weights": b"weights\n"}
    assert service.archive("output.tar.gz") == {"report": b"1\n"}


def test_the_exit_code_fails_the_job(service: Service) -> None:
    service.create("echo loss=0.5\necho 'out of luck' >&2\nexit 3\n")
    found = service.until("Failed")
    assert found["FailureReason"] == (
        'AlgorithmError: ExecuteUserScriptError:\nExitCode 3\nErrorMessage "out of luck"\n'
        'Command "/bin/sh train.sh", exit code: 3'
    )
    assert service.lines()[-1] == "Reporting training FAILURE"
    assert "ModelArtifacts" not in found
    assert service.archive("model.tar.gz") == {}


def test_the_script_tells_its_own_reason(service: Service) -> None:
    service.create('echo "bad data" > $SM_OUTPUT_DIR/failure\nexit 1\n')
    assert service.until("Failed")["FailureReason"] == "AlgorithmError: bad data, exit code: 1"


def test_a_script_that_cannot_be_run(service: Service) -> None:
    service.create("")
    (service.directory / "train.sh").unlink()
    assert str(service.until("Failed")["FailureReason"]).startswith("AlgorithmError: ")


def test_stop_is_sigterm_with_time_to_save(service: Service) -> None:
    service.create(
        "trap 'echo saved > $SM_MODEL_DIR/m; exit 0' TERM\necho ready\nwhile :; do sleep 0.05; done\n"
    )
    service.until_it_says("ready")
    service.call("StopTrainingJob", TrainingJobName="job")
    assert service.describe()["TrainingJobStatus"] == "Stopping"
    found = service.until("Stopped")
    assert (found["SecondaryStatus"], "ModelArtifacts" in found) == ("Stopped", True)
    assert service.archive("model.tar.gz") == {"m": b"saved\n"}


def test_a_script_that_does_not_stop_is_killed(service: Service) -> None:
    service.application.admin.settings.script_grace = 0.3
    service.create("trap '' TERM\necho ready\nwhile :; do sleep 0.05; done\n")
    service.until_it_says("ready")
    service.call("StopTrainingJob", TrainingJobName="job")
    assert "ModelArtifacts" not in service.until("Stopped")


def test_a_job_can_be_stopped_before_its_script_runs(service: Service) -> None:
    service.create("echo ready\n")
    service.call("StopTrainingJob", TrainingJobName="job")
    service.until("Stopped")
    assert service.lines() == []


def test_the_runtime_has_a_limit(service: Service) -> None:
    service.create("sleep 60\n", StoppingCondition={"MaxRuntimeInSeconds": 1})
    found = service.until("Stopped")
    assert found["SecondaryStatus"] == "MaxRuntimeExceeded"


def test_every_node_runs_it_and_one_that_fails_ends_all(service: Service) -> None:
    resources = {"InstanceType": "ml.m5.large", "InstanceCount": 2, "VolumeSizeInGB": 10}
    service.create(
        "echo $SM_CURRENT_HOST\n[ $SM_CURRENT_HOST = algo-2 ] && exit 5\nsleep 60\n",
        ResourceConfig=resources,
    )
    assert str(service.until("Failed")["FailureReason"]).endswith("exit code: 5")
    assert service.lines(2)[2] == "algo-2"


def test_channels_come_from_the_sandboxs_s3(service: Service) -> None:
    others = service.application.admin.artifacts.others
    for key in ("data/a.csv", "data/deep/b ü.csv", "data/../../escaped", "data/folder/"):
        others.put_object("us-east-1", "bucket", key, b"x")
    source = {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://bucket/data/"}}
    empty = {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://nowhere/data/"}}
    service.create(
        "cd $SM_CHANNEL_TRAIN; find . -type f | sort\n",
        InputDataConfig=[
            {"ChannelName": "train", "DataSource": source},
            {"ChannelName": "test", "DataSource": empty},
        ],
    )
    service.until("Completed")
    assert service.lines() == [
        "Channel test is empty: the sandbox has no objects under s3://nowhere/data/.",
        "Invoking script with the following command:",
        "/bin/sh train.sh",
        "./a.csv",
        "./deep/b ü.csv",
        "Reporting training SUCCESS",
    ]


@pytest.mark.parametrize(
    ("key", "prefix", "name"),
    [
        ("d/a/b", "d/", "a/b"),
        ("d/a/b", "d", "a/b"),
        ("d/a.csv", "d/a.csv", "a.csv"),
        ("d/part-1", "d/part", "part-1"),
        ("a", "", "a"),
    ],
)
def test_where_an_object_goes(key: str, prefix: str, name: str) -> None:
    assert relative_name(key, prefix) == name


def test_only_the_owner_may_run_scripts(service: Service) -> None:
    with pytest.raises(ApiError, match="only the sandbox's owner"):
        service.create("echo\n", is_owner=False)
    assert service.scripts.store.all() == []


@pytest.mark.parametrize(
    ("path", "told"), [("train.py", "abspath"), ("/no/such/file", "no file"), ("/tmp", "no file")]
)
def test_the_script_is_an_absolute_path(service: Service, path: str, told: str) -> None:
    with pytest.raises(ApiError, match=told):
        service.create("", Environment={"SMTJ_SANDBOX_SCRIPT": path})


def test_scripts_end_with_the_sandbox(service: Service) -> None:
    service.create("echo ready\nsleep 60\n")
    service.until_it_says("ready")
    service.scripts.close()
    assert str(service.describe()["FailureReason"]).startswith("InternalServerError: ")


def test_a_run_that_was_lost_with_the_server_has_failed(tmp_path: Path) -> None:
    first = make(tmp_path)
    first.create("echo ready\nsleep 60\n")
    first.until_it_says("ready")
    before = (tmp_path / "jobs.jsonl").read_text()
    first.scripts.close()
    first.scripts.store.close()
    (tmp_path / "jobs.jsonl").write_text(before)
    second = make(tmp_path)
    assert str(second.describe()["FailureReason"]).startswith("InternalServerError: ")
    assert "ready" in second.lines()
    second.scripts.store.close()


def test_reset_forgets_runs(service: Service) -> None:
    service.create("echo ready\nsleep 60\n")
    service.until_it_says("ready")
    service.application.admin.answer("POST", "reset", b"")
    assert not (service.directory / "runs").exists()
    service.create("exit 0\n")
    service.until("Completed")
