from __future__ import annotations

from sm_tj_cli.sandbox.describe import artifact_uri, describe, has_artifacts, summary
from sm_tj_cli.sandbox.job import Job
from tests.fakes.requests import training_job_request


def job(timeline: str = "success", **members: object) -> Job:
    return Job("us-east-1", training_job_request(**members), 100.0, timeline)  # type: ignore[arg-type]


def test_a_running_job_has_no_results() -> None:
    found = describe(job(), 101.2)
    assert not {
        "TrainingEndTime",
        "ModelArtifacts",
        "BillableTimeInSeconds",
        "FailureReason",
    } & set(found)
    assert found["SecondaryStatusTransitions"][-1] == {  # type: ignore[index, call-overload]
        "Status": "Training",
        "StartTime": 101.0,
        "StatusMessage": "Training image download completed. Training in progress.",
    }


def test_a_failed_job_has_a_reason_and_no_model() -> None:
    found = describe(job("failure"), 200)
    assert str(found["FailureReason"]).startswith("AlgorithmError: ")
    assert "ModelArtifacts" not in found


def test_a_job_that_never_got_instances_has_no_start() -> None:
    found = describe(job("capacity"), 200)
    assert not {"TrainingStartTime", "BillableTimeInSeconds"} & set(found)
    assert "TrainingEndTime" in found


def test_built_in_algorithms_get_their_metrics() -> None:
    algorithm = {
        "TrainingImage": "1.dkr.ecr.us-east-1.amazonaws.com/kmeans:1",
        "TrainingInputMode": "File",
    }
    found = describe(job(AlgorithmSpecification=algorithm), 200)
    names = [item["Name"] for item in found["AlgorithmSpecification"]["MetricDefinitions"]]  # type: ignore[index, call-overload, union-attr]
    assert "train:msd" in names
    assert "train:msd" in str(found["FinalMetricDataList"])


def test_defaults_of_a_channel() -> None:
    source = {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://b/in"}}
    found = describe(job(InputDataConfig=[{"ChannelName": "train", "DataSource": source}]), 200)
    assert found["InputDataConfig"] == [
        {
            "ChannelName": "train",
            "CompressionType": "None",
            "RecordWrapperType": "None",
            "DataSource": {
                "S3DataSource": {
                    "S3DataType": "S3Prefix",
                    "S3Uri": "s3://b/in",
                    "S3DataDistributionType": "FullyReplicated",
                }
            },
        }
    ]


def test_where_the_model_goes() -> None:
    assert artifact_uri(job()) == "s3://bucket/out/job/output/model.tar.gz"
    loose = job(OutputDataConfig={"S3OutputPath": "s3://b/o/", "CompressionType": "NONE"})
    assert artifact_uri(loose) == "s3://b/o/job/output/model/"
    assert not has_artifacts(job(), job().at(101))
    assert has_artifacts(job(), job().at(200))


def test_a_summary_ends_with_the_job() -> None:
    assert "TrainingEndTime" not in summary(job(), 101)
    assert summary(job(), 200)["TrainingJobStatus"] == "Completed"
