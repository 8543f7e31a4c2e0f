"""A job's recorded attributes in, the few facts that lists of jobs show out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.plan.record import job_arn, job_name, job_status, text
from sm_tj_cli.times import seconds_between
from sm_tj_cli.watch.verdict import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.documents import JSON


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job of a list.

    Attributes:
        address: None for a job that this state does not know.
        seconds: how long it trained, or has been training; None before it began.
        metric: its last metric's name and value.
    """

    address: InstanceAddress | None
    name: str
    status: str
    secondary_status: str = ""
    seconds: float | None = None
    metric: tuple[str, float] | None = None
    created: str | None = None
    arn: str = ""
    verdict: Verdict = Verdict.RUNNING

    @classmethod
    def of(
        cls, address: InstanceAddress | None, attributes: Mapping[str, JSON], now: str | None = None
    ) -> JobRow:
        """The row of a job with these attributes; `now`, RFC 3339, is the end of what still runs."""
        return cls(
            address,
            job_name(attributes),
            job_status(attributes),
            text(attributes, "secondary_status"),
            duration(attributes, now),
            _last_metric(attributes.get("final_metric_data_list")),
            text(attributes, "creation_time") or None,
            job_arn(attributes),
            verdict(attributes)[0],
        )


def duration(attributes: Mapping[str, JSON], now: str | None = None) -> float | None:
    """The seconds from the start of training to its end, or to `now` while it runs."""
    end = attributes.get("training_end_time") or now
    return seconds_between(attributes.get("training_start_time"), end)


def verdict(attributes: Mapping[str, JSON]) -> tuple[Verdict, str]:
    """The verdict on a job from its attributes, and the sentence for it."""
    return judge(
        {
            "TrainingJobStatus": job_status(attributes),
            "SecondaryStatus": text(attributes, "secondary_status"),
            "FailureReason": text(attributes, "failure_reason"),
        }
    )


def _last_metric(metrics: JSON) -> tuple[str, float] | None:
    if not isinstance(metrics, list):
        return None
    for metric in reversed(metrics):
        if isinstance(metric, dict):
            name, value = metric.get("metric_name"), metric.get("value")
            if isinstance(name, str) and isinstance(value, int | float):
                return name, float(value)
    return None
