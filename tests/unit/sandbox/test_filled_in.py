from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sm_tj_cli.sandbox.filled_in import filled_in
from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from sm_tj_cli.documents import JSON


def described(*, everything: bool = False, **members: JSON) -> dict[str, JSON]:
    request = cast("dict[str, JSON]", training_job_request(**members))
    return filled_in(request, everything=everything)


def test_the_usual_defaults() -> None:
    found = described(StoppingCondition=None, Tags=[], SessionChainingConfig={})
    assert found["EnableManagedSpotTraining"] is False
    assert found["OutputDataConfig"] == {
        "S3OutputPath": "s3://bucket/out",
        "KmsKeyId": "",
        "CompressionType": "GZIP",
    }
    assert not {"Tags", "SessionChainingConfig", "ProfilerConfig"} & found.keys()


def test_a_condition_without_a_runtime_has_a_day() -> None:
    found = described(StoppingCondition={"MaxPendingTimeInSeconds": 7200})
    assert found["StoppingCondition"] == {
        "MaxRuntimeInSeconds": 86400,
        "MaxPendingTimeInSeconds": 7200,
    }


def test_what_was_asked_for_stays() -> None:
    rules: JSON = [{"RuleConfigurationName": "r", "RuleEvaluatorImage": "i", "VolumeSizeInGB": 5}]
    found = described(everything=True, DebugRuleConfigurations=rules, EnableNetworkIsolation=True)
    assert found["DebugRuleConfigurations"] == rules
    assert found["EnableNetworkIsolation"] is True


def test_everything_at_once() -> None:
    found = described(everything=True)
    assert found["InputDataConfig"] == []
    assert found["RemoteDebugConfig"] == {"EnableRemoteDebug": False}
    assert {
        "ProfilerConfig",
        "ProfilerRuleConfigurations",
        "DebugHookConfig",
        "RetryStrategy",
    } <= found.keys()


def test_arns_are_rewritten() -> None:
    arn = "arn:aws:sagemaker:us-east-1:123456789012:algorithm/Mine"
    algorithm = described(
        AlgorithmSpecification={"AlgorithmName": arn, "TrainingInputMode": "File"}
    )
    assert (
        cast("dict[str, JSON]", algorithm["AlgorithmSpecification"])["AlgorithmName"] == arn.lower()
    )
    model = "arn:aws:sagemaker:us-east-1:aws:hub-content/h/Model/m"
    settings = described(everything=True, ServerlessJobConfig={"BaseModelArn": model})
    assert settings["ServerlessJobConfig"] == {"BaseModelArn": f"{model}/2.14.1"}
    assert "InstanceType" in cast("dict[str, JSON]", settings["ResourceConfig"])
