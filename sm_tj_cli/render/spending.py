"""A job's attributes in, what it has used and what was billed out, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.plan.record import block, text
from sm_tj_cli.render.durations import human_duration
from sm_tj_cli.times import moment
from sm_tj_cli.watch.phases import Phase, seconds_on_instances

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.documents import JSON


_MINUTE = 60


def billed(attributes: Mapping[str, JSON]) -> str:
    """`33m20s x 2 instances = 1h06m (4000 s), 50% saved by spot capacity`; empty where nothing was billed yet.

    What is billed is BillableTimeInSeconds for each instance; managed spot training bills less than it trains
    (DescribeTrainingJob's API page).
    """
    seconds = attributes.get("billable_time_in_seconds")
    if not isinstance(seconds, int | float):
        return ""
    trained, saved = attributes.get("training_time_in_seconds"), ""
    if isinstance(trained, int | float) and trained > seconds:
        saved = f", {1 - seconds / trained:.0%} saved by spot capacity"
    count = instances(attributes)
    if count == 1:
        return f"{_exact(seconds)}{saved}"
    return f"{human_duration(seconds)} x {count} instances = {_exact(seconds * count)}{saved}"


def _exact(seconds: float) -> str:
    return human_duration(seconds) + (f" ({seconds:g} s)" if seconds >= _MINUTE else "")


def used(attributes: Mapping[str, JSON], now: str | None) -> str:
    """`16s x 2 instances so far`, of a job that has not been billed; empty where it has used nothing."""
    if isinstance(attributes.get("billable_time_in_seconds"), int | float):
        return ""
    seconds = seconds_on_instances(phases(attributes), moment(now))
    if seconds < 1:
        return ""
    count = instances(attributes)
    of_each = f" x {count} instances" if count > 1 else ""
    return f"{human_duration(seconds)}{of_each} so far"


def instances(attributes: Mapping[str, JSON]) -> int:
    """How many instances the job runs on, in all of its groups; one where nothing says it."""
    config = block(attributes, "resource_config")
    groups = config.get("instance_groups")
    blocks = groups if isinstance(groups, list) and groups else [config]
    counts = [block.get("instance_count") for block in blocks if isinstance(block, dict)]
    return max(1, sum(int(count) for count in counts if isinstance(count, int | float)))


def phases(attributes: Mapping[str, JSON]) -> tuple[Phase, ...]:
    """The job's phases."""
    found = attributes.get("secondary_status_transitions")
    return tuple(
        Phase(
            text(it, "status"),
            text(it, "status_message"),
            moment(it.get("start_time")),
            moment(it.get("end_time")),
        )
        for it in (found if isinstance(found, list) else ())
        if isinstance(it, dict)
    )
