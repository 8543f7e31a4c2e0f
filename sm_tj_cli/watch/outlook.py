"""How far a running job is, and how long it may still take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.times import moment
from sm_tj_cli.watch.phases import interruptions, phases_of, seconds_on_instances

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

# Before that an estimate jumps too much to be worth reading.
_STABLE_SHARE = 0.02
_STABLE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Metric:
    """The last value of a metric; `time` is RFC 3339, empty where it is not told."""

    name: str
    value: float
    time: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What to expect of a job.

    Attributes:
        share: of the work that is done, from ProgressInfo; None where the job does not tell.
        remaining_seconds: at this pace; None until that is stable.
        limit_seconds: until the job's own time limit ends it; None before it trains.
        interruptions: how often spot capacity was taken away.
        metric: the last one.
    """

    share: float | None = None
    remaining_seconds: float | None = None
    limit_seconds: float | None = None
    interruptions: int = 0
    metric: Metric | None = None


def outlook(description: Mapping[str, object], now: datetime) -> Outlook:
    """The outlook of the job that DescribeTrainingJob's answer is about."""
    phases = phases_of(description)
    share = _share(description.get("ProgressInfo"))
    used = seconds_on_instances(phases, now)
    if not phases and (started := moment(description.get("TrainingStartTime"))):
        used = max(0.0, (now - started).total_seconds())
    remaining = None
    if share is not None and share >= _STABLE_SHARE and used >= _STABLE_SECONDS:
        remaining = used * (1 - share) / share
    return Outlook(
        share,
        remaining,
        _until_limit(description, used, now),
        interruptions(phases),
        _last_metric(description.get("FinalMetricDataList")),
    )


def _share(progress: object) -> float | None:
    if not isinstance(progress, dict):
        return None
    steps, epochs = progress.get("TotalStepCountPerEpoch"), progress.get("MaxEpoch")
    step, epoch = progress.get("CurrentStep") or 0, progress.get("CurrentEpoch") or 0
    if not isinstance(steps, int | float) or not isinstance(epochs, int | float):
        return None
    if steps <= 0 or epochs <= 0:
        return None
    return min(1.0, max(0.0, (epoch * steps + step) / (epochs * steps)))


def _until_limit(description: Mapping[str, object], used: float, now: datetime) -> float | None:
    condition = description.get("StoppingCondition")
    if not isinstance(condition, dict):
        return None
    left = []
    runtime, wait = condition.get("MaxRuntimeInSeconds"), condition.get("MaxWaitTimeInSeconds")
    if isinstance(runtime, int | float) and used > 0:
        left.append(runtime - used)
    created = moment(description.get("CreationTime"))
    if isinstance(wait, int | float) and created is not None:
        left.append(wait - (now - created).total_seconds())
    return max(0.0, min(left)) if left else None


def _last_metric(metrics: object) -> Metric | None:
    found = [
        Metric(str(item.get("MetricName")), float(item["Value"]), str(item.get("Timestamp") or ""))
        for item in (metrics if isinstance(metrics, list) else ())
        if isinstance(item, dict) and isinstance(item.get("Value"), int | float)
    ]
    return max(reversed(found), key=lambda it: it.time, default=None)
