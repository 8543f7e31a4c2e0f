"""What watching asks of the world. Failures of a service are raised as `service.ServiceError`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sm_tj_cli.documents import JSON


class WatchedJobs(Protocol):
    """The two reading calls of SageMaker's training jobs in one account and region."""

    def describe(self, name: str) -> Mapping[str, JSON]:
        """DescribeTrainingJob; times are RFC 3339 UTC strings."""
        ...

    def list(
        self,
        *,
        created_after: datetime | None = None,
        created_before: datetime | None = None,
        name_contains: str | None = None,
    ) -> Iterator[Mapping[str, JSON]]:
        """ListTrainingJobs' summaries, newest first, page after page as they are asked for."""
        ...


class Clock(Protocol):
    """Time and the waiting for it."""

    def now(self) -> datetime:
        """The time, with UTC as its zone."""
        ...

    def sleep(self, seconds: float) -> None:
        """Waits; ends early where an interrupt asks for it."""
        ...


class StopSign(Protocol):
    """Whether somebody asked for an end: an interrupt, a termination."""

    def is_set(self) -> bool:
        """Whether nothing new may begin."""
        ...
