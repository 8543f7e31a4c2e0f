"""What the service adds to a request: the members that DescribeTrainingJob answers though nobody asked for them. Pure.

Sources: the API page of CreateTrainingJob for the defaults; the late-initialised fields and comparison rules of the ACK
controller for SageMaker and of terraform-provider-aws for what users have met. Most jobs get few of these; with
`everything` a job gets all of them at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from sm_tj_cli.sandbox.training_output import metric_definitions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.documents import JSON

_NEVER_ANSWERED = {"Tags", "SessionChainingConfig"}
_MODEL_VERSION = "/2.14.1"
_SWITCHES: Mapping[str, JSON] = {
    "EnableNetworkIsolation": False,
    "EnableInterContainerTrafficEncryption": False,
    "EnableManagedSpotTraining": False,
}
_BLOCKS: Mapping[str, Mapping[str, JSON]] = {
    "OutputDataConfig": {"KmsKeyId": "", "CompressionType": "GZIP"},
    "ResourceConfig": {"VolumeSizeInGB": 30},
    "StoppingCondition": {"MaxRuntimeInSeconds": 86400},
    "CheckpointConfig": {"LocalPath": "/opt/ml/checkpoints"},
    "TensorBoardOutputConfig": {"LocalPath": "/opt/ml/output/tensorboard"},
    "DebugHookConfig": {"LocalPath": "/opt/ml/output/tensors"},
    "RemoteDebugConfig": {"EnableRemoteDebug": False},
    "InfraCheckConfig": {"EnableInfraCheck": False},
}
_RULE: Mapping[str, JSON] = {"VolumeSizeInGB": 0}
_CHANNEL: Mapping[str, JSON] = {"CompressionType": "None", "RecordWrapperType": "None"}


def filled_in(request: Mapping[str, JSON], *, everything: bool = False) -> dict[str, JSON]:
    """The request as it is described."""
    answer: dict[str, JSON] = {
        **_SWITCHES,
        "StoppingCondition": {},
        **{name: value for name, value in request.items() if name not in _NEVER_ANSWERED},
    }
    if everything:
        answer = {**_unasked(request), **answer}
    for name, defaults in _BLOCKS.items():
        if isinstance(found := answer.get(name), dict):
            answer[name] = {**defaults, **found}
    for name, fill in _FILLED.items():
        if name in answer:
            answer[name] = fill(answer[name])
    return answer


def _unasked(request: Mapping[str, JSON]) -> dict[str, JSON]:
    output = cast("Mapping[str, JSON]", request.get("OutputDataConfig") or {})
    place = output.get("S3OutputPath")
    answer: dict[str, JSON] = {
        "InputDataConfig": [],
        "RemoteDebugConfig": {},
        "InfraCheckConfig": {},
        "RetryStrategy": {"MaximumRetryAttempts": 1},
        "ProfilerConfig": {
            "S3OutputPath": place,
            "ProfilingIntervalInMilliseconds": 500,
            "DisableProfiler": False,
        },
        "ProfilerRuleConfigurations": [
            {
                "RuleConfigurationName": "ProfilerReport",
                "RuleEvaluatorImage": "895741380848.dkr.ecr.us-west-2.amazonaws.com/sagemaker-debugger-rules:latest",
                "RuleParameters": {"rule_to_invoke": "ProfilerReport"},
            }
        ],
        "DebugHookConfig": {"S3OutputPath": place, "CollectionConfigurations": []},
    }
    if "ServerlessJobConfig" in request:
        answer["ResourceConfig"] = {"InstanceType": "ml.p4de.24xlarge", "InstanceCount": 1}
    return answer


def _algorithm(algorithm: JSON) -> JSON:
    if not isinstance(algorithm, dict):
        return algorithm
    metrics = metric_definitions(algorithm)
    is_built_in = bool(metrics) and not algorithm.get("MetricDefinitions")
    filled: dict[str, JSON] = {"EnableSageMakerMetricsTimeSeries": is_built_in, **algorithm}
    if metrics:
        filled["MetricDefinitions"] = metrics
    if isinstance(name := filled.get("AlgorithmName"), str) and name.startswith("arn:"):
        # ARNs of SageMaker are answered in lower case.
        filled["AlgorithmName"] = name.lower()
    return filled


def _channels(channels: JSON) -> JSON:
    listed = channels if isinstance(channels, list) else []
    return [_channel(item) for item in listed if isinstance(item, dict)]


def _channel(channel: dict[str, JSON]) -> JSON:
    filled: dict[str, JSON] = {**_CHANNEL, **channel}
    source = filled.get("DataSource")
    if isinstance(source, dict) and isinstance(found := source.get("S3DataSource"), dict):
        s3: dict[str, JSON] = {"S3DataDistributionType": "FullyReplicated", **found}
        filled["DataSource"] = {**source, "S3DataSource": s3}
    return filled


def _rules(rules: JSON) -> JSON:
    listed = rules if isinstance(rules, list) else []
    return [{**_RULE, **rule} for rule in listed if isinstance(rule, dict)]


def _serverless(settings: JSON) -> JSON:
    if not isinstance(settings, dict):
        return settings
    arn = str(settings.get("BaseModelArn"))
    # As in the model's pattern, in which a dot is any character.
    versioned = arn if re.search(r"/\d+.\d+.\d+$", arn) else f"{arn}{_MODEL_VERSION}"
    return {**settings, "BaseModelArn": versioned}


_FILLED: Mapping[str, Callable[[JSON], JSON]] = {
    "AlgorithmSpecification": _algorithm,
    "InputDataConfig": _channels,
    "DebugRuleConfigurations": _rules,
    "ProfilerRuleConfigurations": _rules,
    "ServerlessJobConfig": _serverless,
}
