from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from sm_tj_cli.request.described import request_of_description
from tests.fakes.declared import schema
from tests.fakes.requests import IMAGE, training_job_request

if TYPE_CHECKING:
    from sm_tj_cli.documents import JSON

ARN = "arn:aws:sagemaker:us-east-1:123456789012:training-job/job"
METRICS: JSON = [{"Name": "loss", "Regex": "loss=(.*)"}]


def described(**members: JSON) -> dict[str, JSON]:
    description = {
        **training_job_request(),
        "TrainingJobArn": ARN,
        "TrainingJobStatus": "Completed",
        **members,
    }
    tags = {"Name": "foo", "aws:created-by": "x", "smtj:intent": "y"}
    return request_of_description(cast("dict[str, JSON]", description), tags, schema())


def test_only_what_was_asked_for_is_left() -> None:
    expected = {**training_job_request(), "Tags": [{"Key": "Name", "Value": "foo"}]}
    answered: dict[str, JSON] = {
        "EnableNetworkIsolation": False,
        "OutputDataConfig": {
            "S3OutputPath": "s3://bucket/out",
            "KmsKeyId": "",
            "CompressionType": "GZIP",
        },
        "RemoteDebugConfig": {"EnableRemoteDebug": False},
        "InputDataConfig": [],
        "ModelArtifacts": {"S3ModelArtifacts": "s3://bucket/out/model.tar.gz"},
    }
    assert described(**answered) == expected


@pytest.mark.parametrize(
    ("image", "keeps"),
    [
        ("382416733822.dkr.ecr.us-east-1.amazonaws.com/kmeans:1", False),
        ("123456789012.dkr.ecr.us-east-1.amazonaws.com/kmeans:1", True),
        (IMAGE, True),
    ],
)
def test_metrics_of_sagemakers_own_algorithms_cannot_be_asked_for(
    image: str, *, keeps: bool
) -> None:
    algorithm: JSON = {
        "TrainingImage": image,
        "TrainingInputMode": "File",
        "MetricDefinitions": METRICS,
    }
    found = described(AlgorithmSpecification=algorithm)["AlgorithmSpecification"]
    assert isinstance(found, dict)
    assert ("MetricDefinitions" in found) is keeps


AWS, OWN = (
    f"{account}.dkr.ecr.us-east-1.amazonaws.com" for account in ("382416733822", "123456789012")
)


@pytest.mark.parametrize(
    ("image", "metrics", "keeps"),
    [
        (f"{AWS}/kmeans:1", [], False),
        (f"{AWS}/huggingface-pytorch-training:2", [], False),
        (f"{AWS}/tensorflow-training@sha256:1", [], False),
        (f"{AWS}/mine:1", [], True),
        (f"{OWN}/kmeans:1", [], True),
        (f"{OWN}/my-pytorch:1", [], True),
        (f"{OWN}/mine:1", METRICS, False),
    ],
)
def test_a_time_series_is_asked_for_where_nothing_implies_it(
    image: str, metrics: JSON, *, keeps: bool
) -> None:
    algorithm: JSON = {
        "TrainingImage": image,
        "TrainingInputMode": "File",
        "MetricDefinitions": metrics,
        "EnableSageMakerMetricsTimeSeries": True,
    }
    found = described(AlgorithmSpecification=algorithm)["AlgorithmSpecification"]
    assert isinstance(found, dict)
    assert ("EnableSageMakerMetricsTimeSeries" in found) is keeps


REPORT: dict[str, JSON] = {
    "RuleConfigurationName": "ProfilerReport",
    "RuleEvaluatorImage": "x",
    "RuleParameters": {"rule_to_invoke": "ProfilerReport"},
    "VolumeSizeInGB": 0,
}
PROFILER: dict[str, JSON] = {
    "S3OutputPath": "s3://bucket/out",
    "ProfilingIntervalInMilliseconds": 500,
    "DisableProfiler": False,
}
HOOK: dict[str, JSON] = {"S3OutputPath": "s3://bucket/out", "CollectionConfigurations": []}


@pytest.mark.parametrize(
    ("name", "value", "keeps"),
    [
        ("ProfilerConfig", PROFILER, False),
        ("ProfilerConfig", {**PROFILER, "ProfilingIntervalInMilliseconds": 100}, True),
        ("ProfilerConfig", {**PROFILER, "S3OutputPath": "s3://bucket/other"}, True),
        ("ProfilerConfig", {"DisableProfiler": True}, True),
        ("ProfilerRuleConfigurations", [REPORT], False),
        ("ProfilerRuleConfigurations", [REPORT, REPORT], True),
        ("ProfilerRuleConfigurations", [{**REPORT, "RuleParameters": {"x": "y"}}], True),
        ("DebugHookConfig", HOOK, False),
        ("DebugHookConfig", {**HOOK, "HookParameters": {"a": "b"}}, True),
    ],
)
def test_what_the_service_sets_up_by_itself_is_not_asked_for(
    name: str, value: JSON, *, keeps: bool
) -> None:
    output: JSON = {"S3OutputPath": "s3://bucket/out"}
    assert (name in described(OutputDataConfig=output, **{name: value})) is keeps


def test_a_serverless_job_asks_for_no_instances() -> None:
    settings: JSON = {
        "BaseModelArn": "arn:aws:sagemaker:us-east-1:aws:hub-content/h/Model/m",
        "JobType": "FineTuning",
    }
    condition: JSON = {"MaxRuntimeInSeconds": 86400}
    found = described(ServerlessJobConfig=settings, StoppingCondition=condition)
    assert not {"AlgorithmSpecification", "ResourceConfig", "StoppingCondition"} & found.keys()
    assert found["ServerlessJobConfig"] == settings
