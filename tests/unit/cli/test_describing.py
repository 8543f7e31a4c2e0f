from __future__ import annotations

from sm_tj_cli.aws.service_model import load_training_job_model
from sm_tj_cli.cli.describing import as_described
from sm_tj_cli.request.attributes import exported
from sm_tj_cli.request.schema import Schema

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
