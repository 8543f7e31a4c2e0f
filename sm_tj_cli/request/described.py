"""DescribeTrainingJob's answer to the CreateTrainingJob request that would make the same job.

What only the answer has is left out, and so is what the service fills in by itself. DescribeTrainingJob answers
neither tags (ListTags does) nor `SessionChainingConfig` (nothing does).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.arns import Arn
from sm_tj_cli.request.attributes import own_tags
from sm_tj_cli.request.overrides import BUILT_IN_ALGORITHMS
from sm_tj_cli.request.rules import SERVERLESS_EXCLUDES
from sm_tj_cli.request.schema import Kind
from sm_tj_cli.request.service_defaults import is_default

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.schema import Member, Schema, Structure


# Defaults that everybody writes down.
_WRITTEN = frozenset(
    {"resource_config.volume_size_in_gb", "stopping_condition.max_runtime_in_seconds"}
)

_MEASURED_FRAMEWORKS = ("tensorflow", "mxnet", "pytorch")
_REPORT = "ProfilerReport"


def request_of_description(
    description: Mapping[str, JSON], tags: Mapping[str, str], schema: Schema
) -> dict[str, JSON]:
    """The request, its members as the API names them.

    Args:
        description: DescribeTrainingJob's members.
        tags: as ListTags answers.
        schema: what a request may hold.
    """
    request = _structure(description, schema.request)
    algorithm = request.get("AlgorithmSpecification")
    if isinstance(algorithm, dict):
        _without_implied_metrics(algorithm, description)
    for name in _as_the_service_chooses(request):
        del request[name]
    if "ServerlessJobConfig" in request:
        _as_serverless(request, schema)
    own = own_tags(tags)
    if own:
        request["Tags"] = [{"Key": key, "Value": own[key]} for key in sorted(own)]
    return request


def _structure(content: Mapping[str, JSON], structure: Structure) -> dict[str, JSON]:
    found: dict[str, JSON] = {}
    for api_name, member in structure.by_api_name.items():
        value = _value(content.get(api_name), member)
        is_meant = member.is_required or member.path in _WRITTEN or not is_default(member, value)
        if value is not None and is_meant:
            found[api_name] = value
    return found


def _value(value: JSON, member: Member) -> JSON:
    match value:
        case dict() if member.structure is not None:
            return _structure(value, member.structure)
        case list() if member.kind is Kind.BLOCKS and member.structure is not None:
            bodies = (item for item in value if isinstance(item, dict))
            return [_structure(item, member.structure) for item in bodies]
        case _:
            return value


def _as_serverless(request: dict[str, JSON], schema: Schema) -> None:
    """Takes out what a serverless job is described with and cannot ask for."""
    for name in SERVERLESS_EXCLUDES:
        request.pop(schema.request.members[name].api_name, None)
    if request.get("StoppingCondition") == {"MaxRuntimeInSeconds": 86400}:
        del request["StoppingCondition"]
    resources = request.pop("ResourceConfig", None)
    if isinstance(resources, dict):
        kept = {name: value for name, value in resources.items() if name == "VolumeKmsKeyId"}
        request.update({"ResourceConfig": kept} if kept else {})


def _without_implied_metrics(algorithm: dict[str, JSON], description: Mapping[str, JSON]) -> None:
    """Takes out what comes with the image, and the switch that metric definitions and AWS's images turn on (its API page)."""
    of_aws = _name_in_registry_of_aws(algorithm, description)
    if of_aws in BUILT_IN_ALGORITHMS:
        algorithm.pop("MetricDefinitions", None)
    known = of_aws in BUILT_IN_ALGORITHMS or any(word in of_aws for word in _MEASURED_FRAMEWORKS)
    if known or "MetricDefinitions" in algorithm:
        algorithm.pop("EnableSageMakerMetricsTimeSeries", None)


def _name_in_registry_of_aws(algorithm: Mapping[str, JSON], description: Mapping[str, JSON]) -> str:
    """The image's repository where it is not in the job's own account; else empty."""
    registry, _, path = str(algorithm.get("TrainingImage") or "").partition("/")
    account = Arn.of(description.get("TrainingJobArn")).account
    own = registry.partition(".")[0] == account
    return "" if own else path.partition(":")[0].partition("@")[0]


def _as_the_service_chooses(request: Mapping[str, JSON]) -> list[str]:
    """The members with which Debugger and the profiler are set up where nobody asked for anything."""
    output = request.get("OutputDataConfig")
    place = output.get("S3OutputPath") if isinstance(output, dict) else None
    chosen: Mapping[str, JSON] = {
        "DebugHookConfig": {"S3OutputPath": place},
        "ProfilerConfig": {"S3OutputPath": place, "ProfilingIntervalInMilliseconds": 500},
    }
    names = [name for name, value in chosen.items() if request.get(name) == value]
    match request.get("ProfilerRuleConfigurations"):
        case [{"RuleConfigurationName": str(rule), "RuleParameters": parameters}] if (
            rule == _REPORT and parameters == {"rule_to_invoke": _REPORT}
        ):
            names.append("ProfilerRuleConfigurations")
    return names
