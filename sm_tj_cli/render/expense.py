"""What submissions may come to: instances by type, and the hours after which each job is stopped at the latest.

In: the changes of a plan. Out: numbers; prices are the reader's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.render.durations import human_duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.plan.change import Change

# StoppingCondition: "The default value is 1 day."
DEFAULT_SECONDS = 86400
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Expense:
    """Instances of one type, and the instance-seconds that they are paid for at the most."""

    instance_type: str
    instances: int
    most_seconds: int
    jobs: int = 1


def expense_of(change: Change) -> tuple[Expense, ...]:
    """What one submission may come to; empty where it is none or its size is not known yet."""
    if not change.action.submits or change.job is None:
        return ()
    seconds = runtime_of(change.job.attributes)
    return tuple(
        Expense(kind, count, count * seconds) for kind, count in _instances(change.job.attributes)
    )


def total(changes: Iterable[Change]) -> tuple[Expense, ...]:
    """The sums by instance type, the largest first."""
    sums: dict[str, Expense] = {}
    for change in changes:
        for one in expense_of(change):
            so_far = sums.get(one.instance_type, Expense(one.instance_type, 0, 0, 0))
            sums[one.instance_type] = Expense(
                one.instance_type,
                so_far.instances + one.instances,
                so_far.most_seconds + one.most_seconds,
                so_far.jobs + 1,
            )
    return tuple(sorted(sums.values(), key=lambda item: -item.most_seconds))


def runtime_of(attributes: Mapping[str, JSON]) -> int:
    """The seconds after which the service stops the job."""
    for body in _bodies(attributes, "stopping_condition"):
        most = body.get("max_runtime_in_seconds")
        if isinstance(most, int):
            return most
    return DEFAULT_SECONDS


def size_sentence(change: Change) -> str:
    """`2 x ml.m5.large for at most 1h00m`, empty where it is not known."""
    sizes = [f"{one.instances} x {one.instance_type}" for one in expense_of(change)]
    if not sizes or change.job is None:
        return ""
    attributes = change.job.attributes
    spot = " (spot)" if attributes.get("enable_managed_spot_training") is True else ""
    most = human_duration(runtime_of(attributes))
    return f"{' + '.join(sizes)}{spot} for at most {most}"


def total_sentence(changes: Iterable[Change]) -> str:
    """`At most 4 instance-hours of ml.m5.large and 1 of ml.p3.2xlarge.`, empty where nothing is submitted."""
    parts = [f"{_hours(one.most_seconds)} of {one.instance_type}" for one in total(changes)]
    if not parts:
        return ""
    first, *others = parts
    unit = "instance-hour" if first.startswith("1 ") else "instance-hours"
    hours = first.replace(" of ", f" {unit} of ", 1)
    return f"At most {', '.join([hours, *others])}."


def _hours(seconds: int) -> str:
    return f"{round(seconds / _HOUR, 1):,g}" if seconds < 1000 * _HOUR else f"{seconds // _HOUR:,}"


def _instances(attributes: Mapping[str, JSON]) -> Iterator[tuple[str, int]]:
    for body in _bodies(attributes, "resource_config"):
        for part in (body, *_bodies(body, "instance_groups")):
            kind, count = part.get("instance_type"), part.get("instance_count")
            if isinstance(kind, str) and isinstance(count, int):
                yield kind, count


def _bodies(attributes: Mapping[str, JSON], name: str) -> Iterator[dict[str, JSON]]:
    found = attributes.get(name)
    for body in found if isinstance(found, list) else ():
        if isinstance(body, dict):
            yield body
