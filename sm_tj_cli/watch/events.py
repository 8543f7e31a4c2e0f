"""What happens to watched jobs, as values that `render` tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.diagnostics import Diagnostic
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.watch.outlook import Metric, Outlook
    from sm_tj_cli.watch.triage import Triage
    from sm_tj_cli.watch.verdict import Verdict


@dataclass(frozen=True, slots=True)
class _OfJob:
    address: InstanceAddress | None
    name: str

    @property
    def key(self) -> str:
        """What tells watched jobs apart: the address, for a name can stand in several regions; else the name."""
        return str(self.address or self.name)


@dataclass(frozen=True, slots=True)
class StatusChanged(_OfJob):
    """A watched job has another status. `message` is the service's, empty where it has none.

    `interruptions` says how often spot capacity was taken away.
    """

    status: str
    secondary_status: str
    message: str
    elapsed_seconds: float
    interruptions: int = 0


@dataclass(frozen=True, slots=True)
class Progressed(_OfJob):
    """A running job was looked at: how far it is."""

    outlook: Outlook


@dataclass(frozen=True, slots=True)
class MetricSeen(_OfJob):
    """A running job has a new value of a metric."""

    metric: Metric


@dataclass(frozen=True, slots=True)
class Ended(_OfJob):
    """A watched job ended. `description` is DescribeTrainingJob's answer; empty where it is gone.

    `triage` says why it failed; None where it did not, or where nobody asked.
    """

    status: str
    verdict: Verdict
    sentence: str
    description: Mapping[str, JSON]
    triage: Triage | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A diagnostic that does not wait for the end."""

    diagnostic: Diagnostic


WatchEvent: TypeAlias = StatusChanged | Progressed | MetricSeen | Ended | Told
