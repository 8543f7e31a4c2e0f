"""A job's phases, and what can be told from them: how long it has used instances, how often it was interrupted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.times import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

# Nobody pays for these: there are no instances yet, not at the moment, or not any more.
_WITHOUT_INSTANCES = frozenset(
    {
        "Starting", "Pending", "LaunchingMLInstances", "Interrupted", "Restarting", "Stopping", "Completed", "Failed",
        "Stopped", "MaxRuntimeExceeded", "MaxWaitTimeExceeded",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phase:
    """An item of SecondaryStatusTransitions; `start` and `end` are None where they are not told (yet)."""

    status: str
    message: str
    start: datetime | None
    end: datetime | None

    def seconds(self, now: datetime | None) -> float | None:
        """How long it lasted, or has lasted until `now`."""
        end = self.end or now
        return max(0.0, (end - self.start).total_seconds()) if self.start and end else None


def phases_of(description: Mapping[str, object]) -> tuple[Phase, ...]:
    """The phases in DescribeTrainingJob's answer; none where it tells none."""
    found = description.get("SecondaryStatusTransitions")
    return tuple(
        Phase(
            str(item.get("Status") or ""),
            str(item.get("StatusMessage") or ""),
            moment(item.get("StartTime")),
            moment(item.get("EndTime")),
        )
        for item in (found if isinstance(found, list) else ())
        if isinstance(item, dict)
    )


def seconds_on_instances(phases: Sequence[Phase], now: datetime | None) -> float:
    """The seconds that are paid for by now, of one instance."""
    used = (it.seconds(now) for it in phases if it.status not in _WITHOUT_INSTANCES)
    return sum(it for it in used if it is not None)


def interruptions(phases: Sequence[Phase]) -> int:
    """How often spot capacity was taken away."""
    return sum(phase.status == "Interrupted" for phase in phases)
