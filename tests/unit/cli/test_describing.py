from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.aws.service_model import load_training_job_model
from sm_tj_cli.cli.describing import as_described, described
from sm_tj_cli.request.attributes import exported
from sm_tj_cli.request.schema import Schema
from sm_tj_cli.service import ServiceError
from sm_tj_cli.state.format import write_state
from sm_tj_cli.times import moment
from sm_tj_cli.watch.follow import Watched
from tests.fakes.jobs import address, record
from tests.fakes.sessions import Desk
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = {
    "TrainingJobName": "job",
    "TrainingJobArn": "arn:aws:sagemaker:us-east-1:123456789012:training-job/job",
    "TrainingJobStatus": "Completed",
    "TrainingStartTime": "2026-01-01T00:00:00Z",
    "AlgorithmSpecification": {
        "TrainingImage": "i",
        "MetricDefinitions": [{"Name": "loss", "Regex": "loss=(.)"}],
    },
    "OutputDataConfig": {"S3OutputPath": "s3://bucket/out", "CompressionType": "NONE"},
    "CheckpointConfig": {"S3Uri": "s3://bucket/ck"},
    "ModelArtifacts": {"S3ModelArtifacts": "s3://bucket/out/job/output/model/"},
    "FinalMetricDataList": [
        {"MetricName": "loss", "Value": 0.5, "Timestamp": "2026-01-01T00:00:00Z"}
    ],
}


def test_what_is_recorded_comes_back_as_it_was() -> None:
    schema = Schema.from_model(load_training_job_model())
    assert as_described(exported(ANSWER, schema, None)) == ANSWER  # type: ignore[arg-type]


def test_of_a_record_without_results_there_is_less() -> None:
    assert as_described({"arn": "a", "checkpoint_config": []}) == {
        "TrainingJobArn": "a",
        "TrainingJobStatus": None,
    }


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "smtj.tfstate").write_text(str(write_state(state_of(a=record()))))
    return Desk()


def watched(desk: Desk) -> Watched:
    created = moment(record()["creation_time"])
    return Watched("a-1", desk.sagemaker, address(), created)


def test_a_job_is_as_aws_has_it(desk: Desk) -> None:
    desk.sagemaker.add("a-1", "Failed")
    description, told = described(desk.session(), watched(desk))
    assert (description["TrainingJobStatus"], told) == ("Failed", ())


@pytest.mark.parametrize(("is_there", "why"), [(False, "does not know"), (True, "is another one")])
def test_what_is_gone_is_as_it_is_recorded(desk: Desk, why: str, *, is_there: bool) -> None:
    if is_there:
        desk.sagemaker.add("a-1", "Failed", CreationTime="2027-01-01T00:00:00Z")
    description, [told] = described(desk.session(), watched(desk))
    assert description["TrainingJobStatus"] == "Completed"
    assert why in told.detail


def test_what_is_neither_there_nor_recorded_is_refused(desk: Desk) -> None:
    with pytest.raises(ServiceError):
        described(desk.session(), Watched("other", desk.sagemaker))
