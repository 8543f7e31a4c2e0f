"""SageMaker's training-job operations: a request in, the service's answer or refusal out.

Error texts are the service's own, as users have quoted them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from sm_tj_cli.sandbox import model_constraints
from sm_tj_cli.sandbox.describe import describe, warm_pool
from sm_tj_cli.sandbox.job import Job
from sm_tj_cli.sandbox.lifecycle import TimelineError, parse_timeline
from sm_tj_cli.sandbox.listing import list_jobs
from sm_tj_cli.sandbox.protocol import ApiError
from sm_tj_cli.sandbox.scripts import prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.clock import Clock
    from sm_tj_cli.sandbox.protocol import ApiRequest
    from sm_tj_cli.sandbox.scripts import Scripts
    from sm_tj_cli.sandbox.settings import Settings
    from sm_tj_cli.sandbox.store import JobStore

TIMELINE_VARIABLE = "SMTJ_SANDBOX_TIMELINE"
"""A hyperparameter or environment variable of this name chooses the job's timeline."""

_TAG_LIMIT = 50
_DEBUGGED = {"Downloading", "Training"}


@dataclass(frozen=True)
class TrainingJobOperations:
    """The operations on the jobs of one store."""

    store: JobStore
    clock: Clock
    settings: Settings
    scripts: Scripts | None = None
    table: Mapping[str, Callable[[ApiRequest], dict[str, JSON]]] = field(init=False)

    def __post_init__(self) -> None:
        table = {
            "CreateTrainingJob": self._create,
            "DescribeTrainingJob": self._describe,
            "ListTrainingJobs": self._list,
            "StopTrainingJob": self._stop,
            "DeleteTrainingJob": self._delete,
            "UpdateTrainingJob": self._update,
            "AddTags": self._add_tags,
            "ListTags": self._list_tags,
            "DeleteTags": self._delete_tags,
        }
        object.__setattr__(self, "table", table)

    def answers(self, request: ApiRequest) -> bool:
        """Whether the call is one of a training job."""
        about_tags = request.operation in {"AddTags", "ListTags", "DeleteTags"}
        return request.operation in self.table and (
            not about_tags or ":training-job/" in str(request.body.get("ResourceArn"))
        )

    def answer(self, request: ApiRequest) -> dict[str, JSON]:
        """The service's answer.

        Raises:
            ApiError: the service's refusal.
        """
        model_constraints.check(request.operation, request.body)
        with self.store.lock:
            return self.table[request.operation](request)

    def _create(self, request: ApiRequest) -> dict[str, JSON]:
        body = dict(request.body)
        tags = _tags(body.pop("Tags", None))
        _check_together(body)
        now = self.clock.now()
        factor = 1 / self.settings.speed
        job = Job(
            request.region, body, now, factor=factor, tags=tags, grace=self.settings.stop_grace
        )
        if self._kept(request.region, job.name, now):
            raise ApiError(
                "ResourceInUse",
                "Training job names must be unique within an AWS account and region, "
                f"and a training job with this name already exists ({job.arn})",
            )
        self._check_quota(job, now)
        runs = self.scripts is not None and job.script is not None
        job = prepared(job, request) if runs else replace(job, timeline=self._timeline(job))
        self.store.put(job)
        if self.scripts and runs:
            self.scripts.begin(job)
        return {"TrainingJobArn": job.arn}

    def _timeline(self, job: Job) -> str:
        text = job.environment.get(TIMELINE_VARIABLE) or self.settings.timeline_of(job.name)
        try:
            parse_timeline(text)
        except TimelineError as problem:
            raise ApiError("ValidationException", f"{TIMELINE_VARIABLE}: {problem}") from problem
        return text

    def _check_quota(self, job: Job, now: float) -> None:
        for kind, wanted in _instances(job).items():
            if (quota := self.settings.quotas.get(kind)) is None:
                continue
            running = [other for other in self.store.all(job.region) if not other.at(now).is_over]
            used = sum(_instances(other).get(kind, 0) for other in running)
            if used + wanted > quota:
                raise ApiError(
                    "ResourceLimitExceeded",
                    f"The account-level service limit '{kind} for training job usage' is {quota} Instances, with "
                    f"current utilization of {used} Instances and a request delta of {wanted} Instances. Please use "
                    "AWS Service Quotas to request an increase for this quota. If AWS Service Quotas is not "
                    "available, contact AWS support to request an increase for this quota.",
                )

    def _describe(self, request: ApiRequest) -> dict[str, JSON]:
        everything = self.settings.all_defaults
        return describe(self._visible(request), self.clock.now(), all_defaults=everything)

    def _list(self, request: ApiRequest) -> dict[str, JSON]:
        now = self.clock.now()
        kept = [job for job in self.store.all(request.region) if not _is_gone(job, now)]
        jobs = [job for job in kept if self._is_visible(job, now)]
        return list_jobs(jobs, request.body, now)

    def _stop(self, request: ApiRequest) -> dict[str, JSON]:
        job, now = self._found(request), self.clock.now()
        moment = job.at(now)
        if moment.is_over:
            raise ApiError("ValidationException", _rejected(moment.status))
        if job.stopped is None:
            self.store.put(replace(job, stopped=now))
        return {}

    def _delete(self, request: ApiRequest) -> dict[str, JSON]:
        job, now = self._found(request), self.clock.now()
        moment = job.at(now)
        pool = warm_pool(job, moment, now)
        available = pool is not None and pool["Status"] == "Available"
        if not moment.is_over or moment.status == "Deleting" or available:
            raise ApiError("ResourceInUse", _rejected(moment.status))
        if self.settings.deleting:
            gone = now + self.settings.deleting * job.factor
            self.store.put(replace(job, deleted=gone))
        else:
            self.store.remove(job)
        return {}

    def _update(self, request: ApiRequest) -> dict[str, JSON]:
        job, now = self._found(request), self.clock.now()
        moment = job.at(now)
        changes = {name: value for name, value in request.body.items() if name != "TrainingJobName"}
        pool = warm_pool(job, moment, now)
        kept = pool is not None and pool["Status"] == "Available"
        if moment.is_over and not (kept and set(changes) == {"ResourceConfig"}):
            raise ApiError("ValidationException", _rejected(moment.status))
        if "RemoteDebugConfig" in changes and moment.secondary not in _DEBUGGED:
            raise _invalid(
                "RemoteDebugConfig can be updated only while the SecondaryStatus of the training job is "
                f"Downloading or Training. The SecondaryStatus is {moment.secondary}."
            )
        self.store.put(job.with_request(changes, now))
        return {"TrainingJobArn": job.arn}

    def _add_tags(self, request: ApiRequest) -> dict[str, JSON]:
        job = self._tagged(request)
        tags = {**job.tags, **_tags(request.body.get("Tags"))}
        if len(tags) > _TAG_LIMIT:
            raise ApiError(
                "ResourceLimitExceeded", "The maximum number of tags per resource is 50."
            )
        self.store.put(replace(job, tags=tags))
        return {"Tags": _tag_list(tags)}

    def _list_tags(self, request: ApiRequest) -> dict[str, JSON]:
        return {"Tags": _tag_list(self._tagged(request).tags)}

    def _delete_tags(self, request: ApiRequest) -> dict[str, JSON]:
        job = self._tagged(request)
        gone = cast("list[str]", request.body.get("TagKeys") or [])
        tags = {key: value for key, value in job.tags.items() if key not in gone}
        self.store.put(replace(job, tags=tags))
        return {}

    def _found(self, request: ApiRequest) -> Job:
        name = str(request.body["TrainingJobName"])
        job = self._kept(request.region, name, self.clock.now())
        if not job:
            raise ApiError("ValidationException", "Requested resource not found.")
        return job

    def _kept(self, region: str, name: str, now: float) -> Job | None:
        job = self.store.get(region, name)
        if job and _is_gone(job, now):
            self.store.remove(job)
            return None
        return job

    def _visible(self, request: ApiRequest) -> Job:
        job = self._found(request)
        if not self._is_visible(job, self.clock.now()):
            raise ApiError("ValidationException", "Requested resource not found.")
        return job

    def _is_visible(self, job: Job, now: float) -> bool:
        return now >= job.created + self.settings.consistency_delay

    def _tagged(self, request: ApiRequest) -> Job:
        arn = str(request.body["ResourceArn"])
        job = self._kept(request.region, arn.rpartition("/")[2], self.clock.now())
        if not job:
            raise ApiError("ValidationException", f"Resource does not exist: {arn}")
        return job


def _is_gone(job: Job, now: float) -> bool:
    return job.deleted is not None and now >= job.deleted


def _rejected(status: str) -> str:
    return f"The request was rejected because the training job is in status {status}."


def _check_together(body: Mapping[str, JSON]) -> None:
    condition = body.get("StoppingCondition")
    limits = cast("dict[str, float]", condition if isinstance(condition, dict) else {})
    wait = limits.get("MaxWaitTimeInSeconds")
    spot = bool(body.get("EnableManagedSpotTraining"))
    if wait is not None and not spot:
        raise _invalid(
            "Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set to true"
        )
    if spot and wait is None:
        raise _invalid(
            "StoppingCondition.MaxWaitTimeInSeconds is required when EnableManagedSpotTraining is set to true"
        )
    if wait is not None and wait < limits.get("MaxRuntimeInSeconds", 86400):
        raise _invalid(
            "Invalid MaxWaitTimeInSeconds. It must be equal to or greater than MaxRuntimeInSeconds"
        )
    if "ServerlessJobConfig" in body:
        return
    algorithm = body.get("AlgorithmSpecification")
    image = isinstance(algorithm, dict) and ("TrainingImage" in algorithm)
    name = isinstance(algorithm, dict) and ("AlgorithmName" in algorithm)
    if image == name:
        raise _invalid(
            "You must specify either the AlgorithmSpecification.TrainingImage or the "
            "AlgorithmSpecification.AlgorithmName, but not both."
        )
    if "ResourceConfig" not in body:
        raise _invalid("ResourceConfig is required.")


def _invalid(message: str) -> ApiError:
    return ApiError("ValidationException", message)


def _instances(job: Job) -> dict[str, int]:
    resources = job.request.get("ResourceConfig")
    found: dict[str, int] = {}
    if isinstance(resources, dict):
        groups = resources.get("InstanceGroups")
        for group in groups if isinstance(groups, list) and groups else [resources]:
            if isinstance(group, dict) and (kind := group.get("InstanceType")):
                count = group.get("InstanceCount")
                found[str(kind)] = found.get(str(kind), 0) + (
                    count if isinstance(count, int) else 1
                )
    return found


def _tags(tags: JSON) -> dict[str, str]:
    listed = [tag for tag in tags if isinstance(tag, dict)] if isinstance(tags, list) else []
    found = {str(tag["Key"]): str(tag["Value"]) for tag in listed}
    if len(found) < len(listed):
        raise _invalid("Tag keys must be unique per resource.")
    if any(key.lower().startswith("aws:") for key in found):
        raise _invalid('"aws:" prefixed tag key names are not allowed for external use.')
    return found


def _tag_list(tags: Mapping[str, str]) -> list[JSON]:
    return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]
