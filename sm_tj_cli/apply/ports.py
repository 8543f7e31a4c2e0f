"""What applying asks of the world, beside what watching does (`watch/ports.py`).

Failures of a service are raised as `service.ServiceError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sm_tj_cli.watch.ports import WatchedJobs

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.configuration.model import ProviderSettings
    from sm_tj_cli.diagnostics import Diagnostics
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.state.journal import Intent
    from sm_tj_cli.state.model import OutputState, State


class TrainingJobs(WatchedJobs, Protocol):
    """SageMaker's training jobs in one account and region. Members are named as the API names them."""

    def create(self, request: Mapping[str, JSON]) -> str:
        """CreateTrainingJob, sent once, never retried by the SDK; the job's ARN."""
        ...

    def tags(self, arn: str) -> Mapping[str, str]:
        """ListTags."""
        ...

    def stop(self, name: str) -> None:
        """StopTrainingJob."""
        ...

    def delete(self, name: str) -> None:
        """DeleteTrainingJob."""
        ...

    def update(self, request: Mapping[str, JSON]) -> None:
        """UpdateTrainingJob."""
        ...

    def set_tags(self, arn: str, tags: Mapping[str, str]) -> None:
        """AddTags."""
        ...

    def remove_tags(self, arn: str, keys: Sequence[str]) -> None:
        """DeleteTags."""
        ...


class StateWriter(Protocol):
    """The locked state: every save is durable when it returns."""

    def save(self, state: State, forgets: Collection[InstanceAddress]) -> State:
        """Writes the next version and answers it with its new serial; only the records of `forgets` may be gone."""
        ...


class Journal(Protocol):
    """Where intents are written down before anything is sent, so that the next run finds them."""

    def begin(self, intents: Sequence[Intent]) -> None:
        """Durable when it returns. Raises what says that the state cannot be saved."""
        ...

    def settle(self, outcomes: Mapping[str, str]) -> None:
        """Outcomes by the intents' ids; these intents are not open any more."""
        ...


class Archive(Protocol):
    """Where the description of a job is kept whose record is deleted."""

    def keep(self, description: Mapping[str, JSON]) -> str:
        """Where it is now, durably. Raises OSError."""
        ...


class Services(Protocol):
    """SageMaker in the accounts and regions that the configuration names."""

    def training_jobs(self, provider: ProviderSettings, region: str | None) -> TrainingJobs:
        """The training jobs of one provider configuration; `region` overrides the provider's."""
        ...

    def account(self, provider: ProviderSettings) -> str:
        """The number of the account whose credentials one provider configuration has."""
        ...

    def region(self, provider: ProviderSettings, region: str | None) -> str | None:
        """Where calls go, as for `training_jobs`; None where nothing says it."""
        ...

    @property
    def are_aws(self) -> bool:
        """Whether calls go to AWS itself, not to something that stands in for it."""
        ...


class Inspection(Protocol):
    """Whether things of one account and region are there; one reading call each."""

    @property
    def region(self) -> str | None:
        """The region, None where nothing says it."""
        ...

    def trusted_by_role(self, name: str) -> frozenset[str] | None:
        """The services that may assume a role, None where there is no such role."""
        ...

    def has_objects(self, bucket: str, prefix: str) -> bool | None:
        """Whether a key begins so, None where there is no such bucket."""
        ...

    def bucket_region(self, bucket: str) -> str | None:
        """The bucket's region, empty where it is not told, None where there is no such bucket."""
        ...

    def has_image(self, registry: str, repository: str, reference: str) -> bool:
        """Whether there is an image of that tag or digest."""
        ...

    def has_subnet(self, name: str) -> bool:
        """Whether there is such a subnet."""
        ...

    def has_security_group(self, name: str) -> bool:
        """Whether there is such a security group."""
        ...

    def knows_quota(self, kind: tuple[str, ...]) -> bool:
        """Whether the quota of an instance type (and `spot`) can be asked for."""
        ...

    def quota(self, kind: tuple[str, ...]) -> float:
        """How many instances may train at once. Raises ServiceError also where that is not told."""
        ...


class Inspections(Protocol):
    """The accounts and regions that the configuration names, for looking."""

    def inspection(self, provider: ProviderSettings, region: str | None) -> Inspection:
        """That of one provider configuration; `region` overrides the provider's."""
        ...


class Evaluation(Protocol):
    """The configuration, evaluated again with what the state knows by now."""

    def jobs(
        self, addresses: Sequence[InstanceAddress], state: State
    ) -> tuple[Mapping[InstanceAddress, TrainingJob], Diagnostics]:
        """These declared jobs, their requests as complete as the state allows."""
        ...

    def outputs(self, state: State) -> tuple[Mapping[str, OutputState], Diagnostics]:
        """The root outputs; those that are not wholly known are left out."""
        ...


class Names(Protocol):
    """Makes unique names."""

    def unique(self, prefix: str) -> str:
        """`prefix` with time and random text behind it, 63 characters at the most."""
        ...

    def identifier(self) -> str:
        """A new UUID."""
        ...
