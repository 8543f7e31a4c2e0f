"""A training job as the sandbox keeps it: the request, its timeline, and what was asked of it since."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from sm_tj_cli.sandbox.lifecycle import Timeline, limited, moment, parse_timeline
from sm_tj_cli.sandbox.protocol import ACCOUNT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.lifecycle import Moment

SCRIPT_VARIABLE = "SMTJ_SANDBOX_SCRIPT"
"""A hyperparameter or environment variable of this name makes the job run a script of this machine."""


@dataclass(frozen=True)
class Job:
    """One job. `created`, `stopped` and `updated` are seconds since the epoch.

    `timeline` is text as `lifecycle` reads it; `factor` stretches it (the reverse of the sandbox's speed when it
    was created), and `grace`, the seconds between StopTrainingJob and Stopped. From DeleteTrainingJob on until
    `deleted` the job can still be seen. `outcome` is what the run of a script has left: `metrics`, and whether there is
    a `model`.
    """

    region: str
    request: Mapping[str, JSON]
    created: float
    timeline: str = "success"
    factor: float = 1.0
    tags: Mapping[str, str] = field(default_factory=dict)
    stopped: float | None = None
    updated: float | None = None
    deleted: float | None = None
    grace: float = 1.0
    outcome: Mapping[str, JSON] | None = None

    @property
    def name(self) -> str:
        """TrainingJobName."""
        return str(self.request["TrainingJobName"])

    @property
    def arn(self) -> str:
        """TrainingJobArn; the service writes the name in it in lower case."""
        return job_arn(self.region, self.name)

    @cached_property
    def life(self) -> Timeline:
        """The timeline under the job's own limits."""
        whole = parse_timeline(self.timeline)
        # The run of a script keeps its limits itself.
        return whole if self.script else limited(whole, self.max_runtime).scaled(self.factor)

    @property
    def max_runtime(self) -> float:
        """MaxRuntimeInSeconds."""
        condition = cast("Mapping[str, float]", self.request.get("StoppingCondition") or {})
        return condition.get("MaxRuntimeInSeconds", 86400)

    @property
    def nodes(self) -> int:
        """How many instances it has."""
        resources = self.request.get("ResourceConfig")
        if not isinstance(resources, dict):
            return 1
        groups = resources.get("InstanceGroups")
        members = groups if isinstance(groups, list) and groups else [resources]
        counts = [item.get("InstanceCount") for item in members if isinstance(item, dict)]
        return sum(count for count in counts if isinstance(count, int)) or 1

    @property
    def script(self) -> str | None:
        """The script of this machine that the job runs."""
        return self.environment.get(SCRIPT_VARIABLE)

    @property
    def environment(self) -> Mapping[str, str]:
        """What the containers see: hyperparameters below environment variables."""
        parameters = cast("Mapping[str, str]", self.request.get("HyperParameters") or {})
        return {**parameters, **cast("Mapping[str, str]", self.request.get("Environment") or {})}

    @property
    def keep_alive(self) -> float:
        """How long the warm pool outlives the job."""
        resources = cast("Mapping[str, float]", self.request.get("ResourceConfig") or {})
        return resources.get("KeepAlivePeriodInSeconds", 0) * self.factor

    def at(self, now: float) -> Moment:
        """Where the job stands at `now`."""
        found = moment(self.life, self.created, now, self.stopped, self.grace * self.factor)
        return found if self.deleted is None else replace(found, status="Deleting")

    def modified(self, now: float) -> float:
        """LastModifiedTime."""
        return max(self.at(now).modified, self.updated or 0)

    def with_request(self, changes: Mapping[str, JSON], now: float) -> Job:
        """The job after UpdateTrainingJob."""
        resources = changes.get("ResourceConfig")
        merged = {**self.request, **changes}
        if isinstance(resources, dict):
            known = cast("dict[str, JSON]", self.request.get("ResourceConfig") or {})
            merged["ResourceConfig"] = {**known, **resources}
        return replace(self, request=merged, updated=now)


def job_arn(region: str, name: str) -> str:
    """The ARN of a training job of this name."""
    return f"arn:aws:sagemaker:{region}:{ACCOUNT}:training-job/{name.lower()}"
