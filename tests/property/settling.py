"""A random request to one whose members fit together: the rules between them (`request/rules.py` says where they stand)."""

from __future__ import annotations

from sm_tj_cli.documents import JSON

Request = dict[str, JSON]

# No disks of their own, which a key for the volume goes with.
ENCRYPTABLE = ("ml.m5.large", "ml.m5.xlarge", "ml.c5.xlarge", "ml.m4.xlarge", "ml.c4.xlarge")
UNIQUE = {
    "InputDataConfig": "ChannelName",
    "DebugRuleConfigurations": "RuleConfigurationName",
    "ProfilerRuleConfigurations": "RuleConfigurationName",
    "DebugHookConfig.CollectionConfigurations": "CollectionName",
    "ResourceConfig.InstanceGroups": "InstanceGroupName",
    "ResourceConfig.InstancePreferences": "InstanceType",
}


def settle(request: Request, kind: str, *, wants_names: bool) -> None:
    """Makes the members fit together; `wants_names`: the channels have attribute names."""
    for path, name in UNIQUE.items():
        _make_unique(request, path, name)
    _settle_resources(request, kind)
    _settle_network(request)
    _settle_spot(request)
    _settle_channels(request, wants_names=wants_names)
    serverless = request.get("ServerlessJobConfig")
    if isinstance(serverless, dict) and serverless.get("JobType") == "Evaluation":
        serverless.setdefault("EvaluationType", "BenchmarkEvaluation")


def has(request: JSON, path: str) -> bool:
    """Whether a request has a member somewhere."""
    first, _, rest = path.partition(".")
    if isinstance(request, list):
        return any(has(item, path) for item in request)
    if not isinstance(request, dict) or first not in request:
        return False
    return has(request[first], rest) if rest else True


def _make_unique(request: Request, path: str, name: str) -> None:
    """Leaves out the items whose name was there before."""
    *parents, last = path.split(".")
    inside: JSON = request
    for parent in parents:
        inside = inside.get(parent) if isinstance(inside, dict) else None
    if isinstance(inside, dict) and isinstance(items := inside.get(last), list):
        seen: dict[str, JSON] = {}
        for item in items:
            seen.setdefault(str(item.get(name)) if isinstance(item, dict) else "", item)
        inside[last] = list(seen.values())


def _settle_resources(request: Request, kind: str) -> None:
    resources = request.get("ResourceConfig")
    if not isinstance(resources, dict):
        return
    machines = [
        resources,
        *_objects(resources.get("InstanceGroups")),
        *_objects(resources.get("InstancePreferences")),
    ]
    if "VolumeKmsKeyId" in resources:
        for at, machine in enumerate(machines):
            if "InstanceType" in machine:
                machine["InstanceType"] = ENCRYPTABLE[at]
    if kind == "preferences":
        # The count stands with every preference or with the whole, here with every one.
        for preference in machines[1:]:
            preference.setdefault("InstanceCount", 1)


def _settle_network(request: Request) -> None:
    algorithm = request.get("AlgorithmSpecification")
    image = algorithm.get("TrainingImageConfig") if isinstance(algorithm, dict) else None
    is_private = isinstance(image, dict) and image.get("TrainingRepositoryAccessMode") == "Vpc"
    if is_private or has(request, "InputDataConfig.DataSource.FileSystemDataSource"):
        request.setdefault("VpcConfig", {"SecurityGroupIds": ["sg-1"], "Subnets": ["subnet-1"]})


def _settle_spot(request: Request) -> None:
    condition = request.get("StoppingCondition")
    waits = isinstance(condition, dict) and "MaxWaitTimeInSeconds" in condition
    if waits:
        request["EnableManagedSpotTraining"] = True
    elif request.get("EnableManagedSpotTraining") is True:
        request["EnableManagedSpotTraining"] = False


def _settle_channels(request: Request, *, wants_names: bool) -> None:
    algorithm = request.get("AlgorithmSpecification")
    usual = algorithm.get("TrainingInputMode") if isinstance(algorithm, dict) else None
    resources = request.get("ResourceConfig")
    groups = _objects(resources.get("InstanceGroups")) if isinstance(resources, dict) else []
    names: list[JSON] = [group["InstanceGroupName"] for group in groups]
    for channel in _objects(request.get("InputDataConfig")):
        source = channel.get("DataSource")
        s3 = source.get("S3DataSource") if isinstance(source, dict) else None
        if isinstance(s3, dict):
            _settle_s3(s3, names, wants_names=wants_names)
            if s3["S3DataType"] == "AugmentedManifestFile":
                channel["InputMode"] = "Pipe"
        if (channel.get("InputMode") or usual) != "Pipe":
            channel.update({"CompressionType": "None"} if "CompressionType" in channel else {})
            channel.update({"RecordWrapperType": "None"} if "RecordWrapperType" in channel else {})


def _settle_s3(s3: dict[str, JSON], groups: list[JSON], *, wants_names: bool) -> None:
    if wants_names:
        s3["S3DataType"] = "AugmentedManifestFile"
    if s3["S3DataType"] == "AugmentedManifestFile":
        s3.setdefault("AttributeNames", ["source-ref"])
    else:
        s3.pop("AttributeNames", None)
    if "InstanceGroupNames" in s3:
        s3["InstanceGroupNames"] = list(groups)


def _objects(value: JSON) -> list[dict[str, JSON]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
