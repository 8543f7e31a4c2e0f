"""What applying and watching ask of the world.

Failures of a service are raised as `service.ServiceError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sm_tj_cli.request.training_job import JSON
    from sm_tj_cli.state.model import State


class TrainingJobs(Protocol):
    """SageMaker's training jobs in one account and region. Members are named as the API names them."""

    def create(self, request: Mapping[str, JSON]) -> str:
        """CreateTrainingJob, sent once, never retried by the SDK; the job's ARN."""
        ...

    def describe(self, name: str) -> Mapping[str, JSON]:
        """DescribeTrainingJob; times are RFC 3339 UTC strings."""
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

    def list(self, *, created_after: datetime | None = None) -> Iterator[Mapping[str, JSON]]:
        """ListTrainingJobs' summaries, newest first, all pages."""
        ...


class Clock(Protocol):
    """Time and the waiting for it."""

    def now(self) -> datetime:
        """The time, with UTC as its zone."""
        ...

    def sleep(self, seconds: float) -> None:
        """Waits; ends early where an interrupt asks for it."""
        ...


class StateWriter(Protocol):
    """The locked state: every save is durable when it returns."""

    def save(self, state: State) -> State:
        """Writes the next version and answers it with its new serial."""
        ...


class Names(Protocol):
    """Makes unique names."""

    def unique(self, prefix: str) -> str:
        """`prefix` with time and random text behind it, 63 characters at the most."""
        ...
