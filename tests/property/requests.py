"""Random valid CreateTrainingJob requests, from the service model and the rules between its members.

A request always has the member that it is made for (`focus`, a dotted path of the API's names); all other members
come and go by chance. The rules are those of the API's pages; see `request/rules.py` for where they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from hypothesis import strategies as st

from sm_tj_cli.aws.service_model import load_training_job_model
from tests.property.settling import settle
from tests.property.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hypothesis.strategies import DrawFn

    from tests.property.settling import JSON, Request

Shape = dict[str, object]

SHAPES = cast("Mapping[str, Shape]", load_training_job_model()["shapes"])
READ_ONLY = {"ResourceConfig.SelectedInstanceType", "ResourceConfig.SelectedInstanceCount"}
DAY = 86400
# Limits that stand in the API's prose alone.
NUMBERS = {
    "StoppingCondition.MaxRuntimeInSeconds": st.integers(1, 28 * DAY),
    "StoppingCondition.MaxWaitTimeInSeconds": st.integers(28 * DAY, 30 * DAY),
    "ProfilerConfig.ProfilingIntervalInMilliseconds": st.sampled_from([100, 200, 500, 1000, 5000, 60000]),
    "ResourceConfig.InstancePlacementConfig.PlacementSpecifications.InstanceCount": st.integers(1, 9),
    "InputDataConfig.ShuffleConfig.Seed": st.integers(-(2**63), 2**63 - 1),
}  # fmt: skip
TEXTS = {"ServerlessJobConfig.SequenceLength": st.sampled_from(["1K", "32K", "1024K"])}
SERVERLESS = ("ServerlessJobConfig", "ModelPackageConfig")
NOT_SERVERLESS = (
    "AlgorithmSpecification", "EnableManagedSpotTraining", "Environment", "RetryStrategy", "CheckpointConfig",
    "DebugHookConfig", "ExperimentConfig", "ProfilerConfig", "ProfilerRuleConfigurations", "TensorBoardOutputConfig",
    "ResourceConfig", "StoppingCondition", "DebugRuleConfigurations",
)  # fmt: skip
RESOURCES = "ResourceConfig"
SOURCE = "InputDataConfig.DataSource"
S3 = f"{SOURCE}.S3DataSource"


def member_paths(shape: str = "CreateTrainingJobRequest", path: str = "") -> Iterator[str]:
    """The dotted paths of all members that a request may have."""
    target = _item(SHAPES[shape])
    for name, member in cast("dict[str, dict[str, str]]", target.get("members") or {}).items():
        inner = f"{path}.{name}" if path else name
        if inner not in READ_ONLY and not path.startswith("Tags"):
            yield inner
            yield from member_paths(member["shape"], inner)


def _item(shape: Shape) -> Shape:
    while shape["type"] == "list":
        shape = SHAPES[cast("dict[str, str]", shape["member"])["shape"]]
    return shape


PATHS = tuple(path for path in member_paths() if not path.startswith("Tags."))


def requests(focus: str) -> st.SearchStrategy[Request]:
    """Valid requests that have the member `focus`."""
    return st.composite(lambda draw: _Maker(draw, focus).request())()


@dataclass
class _Maker:
    draw: DrawFn
    focus: str

    def request(self) -> Request:
        kind = self.kind()
        self.left_out = {*READ_ONLY, *self.forbidden(kind)}
        self.wanted = (
            {"AlgorithmSpecification", RESOURCES}
            if kind != "serverless"
            else {"ServerlessJobConfig"}
        )
        self.choose(kind)
        request = self.structure("CreateTrainingJobRequest", "")
        settle(request, kind, wants_names=self.is_about(f"{S3}.AttributeNames"))
        return request

    def kind(self) -> str:
        """What the job runs on."""
        if self.focus.startswith(SERVERLESS):
            return "serverless"
        if self.focus.startswith((f"{RESOURCES}.InstanceGroups", f"{S3}.InstanceGroupNames")):
            return "groups"
        if self.focus.startswith(f"{RESOURCES}.InstancePreferences"):
            return "preferences"
        usual = (
            f"{RESOURCES}.Instance", f"{RESOURCES}.KeepAlive", f"{RESOURCES}.TrainingPlanArn",
            "StoppingCondition.MaxWait", "EnableManagedSpot",
        )  # fmt: skip
        if self.focus.startswith(usual):
            return "usual"
        kinds = ["usual", "usual", "groups", "preferences"]
        if not self.focus.startswith(NOT_SERVERLESS):
            kinds.append("serverless")
        return self.draw(st.sampled_from(kinds))

    def forbidden(self, kind: str) -> Iterator[str]:
        """What does not go with that kind."""
        for name in ("InstanceGroups", "InstancePreferences"):
            if kind != name.removeprefix("Instance").lower():
                yield f"{RESOURCES}.{name}"
        if kind != "groups":
            yield f"{S3}.InstanceGroupNames"
        if kind == "serverless":
            yield from NOT_SERVERLESS
        else:
            yield from SERVERLESS
        if kind in {"groups", "preferences"}:
            for name in (
                "InstanceType",
                "InstanceCount",
                "KeepAlivePeriodInSeconds",
                "InstancePlacementConfig",
            ):
                yield f"{RESOURCES}.{name}"
        if kind == "preferences":
            yield f"{RESOURCES}.TrainingPlanArn"
        if not (
            self.is_about("EnableManagedSpotTraining") or self.is_about("StoppingCondition.MaxWait")
        ):
            yield "StoppingCondition.MaxWaitTimeInSeconds"

    def choose(self, kind: str) -> None:
        """The choices between members of which only one may be there."""
        image, name = "AlgorithmSpecification.TrainingImage", "AlgorithmSpecification.AlgorithmName"
        if self.is_about(name) or (not self.is_about(image) and self.draw(st.booleans())):
            self.wanted.add(name)
            self.left_out |= {image, f"{image}Config"}
        else:
            self.wanted.add(image)
            self.left_out.add(name)
        if kind == "usual":
            self.wanted |= {f"{RESOURCES}.InstanceType", f"{RESOURCES}.InstanceCount"}
        if kind in {"groups", "preferences"}:
            self.wanted.add(f"{RESOURCES}.Instance{kind.title()}")
        sources = [
            f"{SOURCE}.{each}" for each in ("S3DataSource", "FileSystemDataSource", "DatasetSource")
        ]
        chosen = next(filter(self.is_about, sources), None) or self.draw(st.sampled_from(sources))
        self.wanted.add(chosen)
        self.left_out |= {source for source in sources if source != chosen}
        if self.is_about("StoppingCondition.MaxWait") or self.is_about("EnableManagedSpotTraining"):
            self.wanted |= {
                "EnableManagedSpotTraining", "StoppingCondition", "StoppingCondition.MaxWaitTimeInSeconds"
            }  # fmt: skip
            self.left_out.add(f"{RESOURCES}.KeepAlivePeriodInSeconds")

    def is_about(self, path: str) -> bool:
        return self.focus.startswith(path)

    def structure(self, name: str, path: str) -> dict[str, JSON]:
        shape = SHAPES[name]
        required = cast("list[str]", shape.get("required") or [])
        found: dict[str, JSON] = {}
        for member, target in cast("dict[str, dict[str, str]]", shape["members"]).items():
            inner = f"{path}.{member}" if path else member
            if inner not in self.left_out and self.includes(inner, is_required=member in required):
                value = self.value(target["shape"], inner)
                if value not in ({}, []):
                    found[member] = value
        return found

    def includes(self, path: str, *, is_required: bool) -> bool:
        if is_required or path in self.wanted or f"{self.focus}.".startswith(f"{path}."):
            return True
        return self.draw(st.integers(0, 9)) < (2 if "." in path else 3)

    def value(self, name: str, path: str) -> JSON:
        shape = SHAPES[name]
        match shape["type"]:
            case "structure":
                made = self.structure(name, path)
                return made or self.structure_of_one(name, path)
            case "list":
                return self.listed(shape, path)
            case "map":
                return self.mapped(shape)
            case "boolean":
                return (
                    True
                    if path == "EnableManagedSpotTraining" and path in self.wanted
                    else self.draw(st.booleans())
                )
            case "string":
                return self.draw(TEXTS[path] if path in TEXTS else texts(shape))
            case _:
                return self.draw(self.numbers(shape, path))

    def structure_of_one(self, name: str, path: str) -> dict[str, JSON]:
        """A structure without required members in which chance left nothing."""
        members = cast("dict[str, dict[str, str]]", SHAPES[name]["members"])
        for member, target in members.items():
            inner = f"{path}.{member}"
            if inner not in self.left_out:
                return {member: self.value(target["shape"], inner)}
        return {}

    def numbers(self, shape: Shape, path: str) -> st.SearchStrategy[int]:
        if path in NUMBERS:
            return NUMBERS[path]
        low, high = int(str(shape.get("min", 0))), int(str(shape.get("max", 10**6)))
        return st.integers(low, high)

    def listed(self, shape: Shape, path: str) -> list[JSON]:
        item = cast("dict[str, str]", shape["member"])["shape"]
        low, high = int(str(shape.get("min", 0))), int(str(shape.get("max", 5)))
        if path == "Tags":
            return self.tags()
        count = self.draw(st.integers(max(low, 1), min(high, 3)))
        return [self.value(item, path) for _ in range(count)]

    def mapped(self, shape: Shape) -> dict[str, JSON]:
        keys, values = (
            texts(SHAPES[cast("dict[str, str]", shape[part])["shape"]]) for part in ("key", "value")
        )
        return cast(
            "dict[str, JSON]", self.draw(st.dictionaries(keys, values, min_size=1, max_size=4))
        )

    def tags(self) -> list[JSON]:
        keys = texts(SHAPES["TagKey"]).filter(lambda key: not key.lower().startswith("aws:"))
        pairs = self.draw(st.dictionaries(keys, texts(SHAPES["TagValue"]), min_size=1, max_size=4))
        return [{"Key": key, "Value": pairs[key]} for key in sorted(pairs)]
