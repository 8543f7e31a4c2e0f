"""SageMaker in memory, for what submits, updates, stops and deletes: statuses change by hand or by the clock."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from sm_tj_cli.service import Kind, Processed, ServiceError
from tests.fakes.clock import FakeClock
from tests.fakes.jobs import ARN
from tests.fakes.logs import FakeLogs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sm_tj_cli.configuration.model import ProviderSettings
    from sm_tj_cli.documents import JSON


def failure(
    kind: Kind, message: str = "so it is", *, processed: Processed = Processed.NO
) -> ServiceError:
    """A call that did not succeed."""
    return ServiceError("ACall", kind, processed, "ACode", message)


LOST = failure(Kind.UNAVAILABLE, processed=Processed.MAYBE)


@dataclass(frozen=True)
class Trouble:
    """What becomes of one call: it fails, `after` it took effect or before."""

    error: ServiceError
    after: bool = False


@dataclass
class FakeSageMaker:
    """The jobs of one account and region, and everything that was asked of it.

    Attributes:
        lives: seconds after which a job has `fate`; None for jobs that stay as they are.
        calls: the operations in order, each with what it was about.
    """

    clock: FakeClock = field(default_factory=FakeClock)
    lives: float | None = None
    fates: dict[str, str] = field(default_factory=dict)
    jobs: dict[str, dict[str, JSON]] = field(default_factory=dict)
    tagged: dict[str, dict[str, str]] = field(default_factory=dict)
    troubles: dict[str, deque[Trouble]] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def trouble(self, operation: str, *errors: ServiceError, after: bool = False) -> None:
        """The next calls of the operation fail so."""
        found = self.troubles.setdefault(operation, deque())
        found.extend(Trouble(error, after) for error in errors)

    def count(self, operation: str) -> int:
        """How often the operation was called."""
        return Counter(name for name, _ in self.calls)[operation]

    def add(self, name: str, status: str = "InProgress", **members: JSON) -> None:
        """A job that exists."""
        self.jobs[name] = {
            "TrainingJobName": name,
            "TrainingJobArn": f"{ARN}/{name}",
            "TrainingJobStatus": status,
            "SecondaryStatus": "Training" if status == "InProgress" else status,
            "CreationTime": self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            **members,
        }
        self.tagged[f"{ARN}/{name}"] = {}

    def create(self, request: Mapping[str, JSON]) -> str:
        """CreateTrainingJob."""
        name = str(request["TrainingJobName"])
        trouble = self._begin("create", name)
        if name in self.jobs:
            raise failure(Kind.NAME_TAKEN)
        self.add(name, **{key: value for key, value in request.items() if key != "Tags"})
        tags = request.get("Tags")
        for tag in tags if isinstance(tags, list) else ():
            if isinstance(tag, dict):
                self.tagged[f"{ARN}/{name}"][str(tag["Key"])] = str(tag["Value"])
        self._end(trouble)
        return f"{ARN}/{name}"

    def describe(self, name: str) -> Mapping[str, JSON]:
        """DescribeTrainingJob."""
        self._end(self._begin("describe", name))
        job = self._job(name)
        created = str(job["CreationTime"])
        if self.lives is not None and job["TrainingJobStatus"] == "InProgress":
            from datetime import datetime as moment

            age = (self.clock.now() - moment.fromisoformat(created)).total_seconds()
            if age >= self.lives:
                fate = self.fates.get(name, "Completed")
                job.update(TrainingJobStatus=fate, SecondaryStatus=fate)
        return dict(job)

    def tags(self, arn: str) -> Mapping[str, str]:
        """ListTags."""
        self._end(self._begin("tags", arn))
        return dict(self.tagged.get(arn, {}))

    def stop(self, name: str) -> None:
        """StopTrainingJob: stopped at once."""
        trouble = self._begin("stop", name)
        job = self._job(name)
        if job["TrainingJobStatus"] != "InProgress":
            raise failure(Kind.STATUS)
        job.update(TrainingJobStatus="Stopped", SecondaryStatus="Stopped")
        self._end(trouble)

    def delete(self, name: str) -> None:
        """DeleteTrainingJob."""
        trouble = self._begin("delete", name)
        self._job(name)
        del self.jobs[name]
        self._end(trouble)

    def update(self, request: Mapping[str, JSON]) -> None:
        """UpdateTrainingJob."""
        name = str(request["TrainingJobName"])
        trouble = self._begin("update", name)
        self._job(name).update({k: v for k, v in request.items() if k != "TrainingJobName"})
        if isinstance(request.get("ResourceConfig"), dict):
            self._job(name).pop("WarmPoolStatus", None)
        self._end(trouble)

    def set_tags(self, arn: str, tags: Mapping[str, str]) -> None:
        """AddTags."""
        self._end(self._begin("set_tags", arn))
        self.tagged.setdefault(arn, {}).update(tags)

    def remove_tags(self, arn: str, keys: Sequence[str]) -> None:
        """DeleteTags."""
        self._end(self._begin("remove_tags", arn))
        for key in keys:
            self.tagged[arn].pop(key, None)

    def list(
        self,
        *,
        created_after: datetime | None = None,
        created_before: datetime | None = None,
        name_contains: str | None = None,
        status: str | None = None,
    ) -> Iterator[Mapping[str, JSON]]:
        """ListTrainingJobs, newest first; the times are not looked at."""
        assert created_before is None or created_after is None
        self._end(self._begin("list", name_contains or ""))
        found = [dict(job) for name, job in self.jobs.items() if (name_contains or "") in name]
        yield from (job for job in reversed(found) if status in {None, job["TrainingJobStatus"]})

    def _job(self, name: str) -> dict[str, JSON]:
        if name not in self.jobs:
            raise failure(Kind.NOT_FOUND)
        return self.jobs[name]

    def _begin(self, operation: str, subject: str) -> Trouble | None:
        with self.lock:
            self.calls.append((operation, subject))
            waiting = self.troubles.get(operation)
            trouble = waiting.popleft() if waiting else None
        if trouble is not None and not trouble.after:
            raise trouble.error
        return trouble

    def _end(self, trouble: Trouble | None) -> None:
        if trouble is not None:
            raise trouble.error


@dataclass(frozen=True)
class FakeServices:
    """One account and region, whatever is asked for.

    Attributes:
        refusal: why the account is not told.
        regions: those that training jobs were asked for in.
    """

    sagemaker: FakeSageMaker
    written: FakeLogs = field(default_factory=FakeLogs)
    account_id: str = "123456789012"
    are_aws: bool = True
    refusal: ServiceError | None = None
    regions: list[str | None] = field(default_factory=list)

    def logs(self, provider: ProviderSettings, region: str | None) -> FakeLogs:
        """Always the same."""
        assert provider is not None
        assert region is None or region
        return self.written

    def training_jobs(self, provider: ProviderSettings, region: str | None) -> FakeSageMaker:
        """Always the same."""
        assert provider is not None
        assert region is None or region
        self.regions.append(region)
        return self.sagemaker

    def account(self, provider: ProviderSettings) -> str:
        """That of the jobs, unless `account_id` says otherwise."""
        assert provider is not None
        if self.refusal is not None:
            raise self.refusal
        return self.account_id

    def region(self, provider: ProviderSettings, region: str | None) -> str | None:
        """The given one, else the provider's."""
        return region or provider.region
