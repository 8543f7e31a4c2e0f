"""Whether a change can be made to the job that there is, or will be able to a little later. Pure.

The rules are UpdateTrainingJob's as its API page and the ACK controller for SageMaker have them: a warm pool's time
can be changed while the pool is there, a running job's profiler and remote debugging once it is past its start, and
never both in one call. Tags can be changed at any time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from sm_tj_cli.plan.record import block, job_status, text
from sm_tj_cli.request.normalise import updatable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.schema import Schema
    from sm_tj_cli.request.training_job import AttributePath, TrainingJob

POOL_IS_THERE = frozenset({"Available", "InUse"})
BEFORE_TRAINING = frozenset(
    {"Starting", "Pending", "LaunchingMLInstances", "PreparingTrainingStack"}
)
_POOL = "resource_config"
_RULES = "profiler_rule_configurations"
_TAGS = frozenset({"tags", "tags_all"})


class Chance(Enum):
    """Whether it can be done in place."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class InPlace:
    """The answer; `why` is a clause that says what stands in the way."""

    chance: Chance
    why: str = ""


def in_place(
    before: Mapping[str, JSON],
    job: TrainingJob,
    differing: Sequence[AttributePath],
    schema: Schema,
) -> InPlace:
    """Whether all that differs can be changed in the recorded job."""
    if not updatable(differing, schema):
        return InPlace(Chance.NEVER)
    fields = {str(path[0]) for path in differing} - _TAGS
    if not fields:
        return InPlace(Chance.NOW)
    if fields == {_POOL}:
        return _pool(before)
    if _POOL in fields:
        return InPlace(
            Chance.NEVER, "a warm pool and the profiler of a running job cannot be changed together"
        )
    return _running(before, job, fields)


def _pool(before: Mapping[str, JSON]) -> InPlace:
    if not _kept_alive(before):
        why = "a job that was submitted without a warm pool never gets one"
        return InPlace(Chance.NEVER, why)
    status = job_status(before)
    if status in {"InProgress", "Stopping"}:
        why = f"the time of its warm pool can be changed once the job Completed, and it is {status}"
        return InPlace(Chance.LATER, why)
    pool = _pool_status(before)
    if status == "Completed" and (pool in POOL_IS_THERE or not pool):
        return InPlace(Chance.NOW)
    return InPlace(Chance.NEVER, f"its warm pool is {pool or 'not there'} and takes no other time")


def _running(before: Mapping[str, JSON], job: TrainingJob, fields: set[str]) -> InPlace:
    status, phase = job_status(before), str(before.get("secondary_status") or "")
    if status != "InProgress":
        why = (
            f"the profiler and remote debugging can be changed while a job runs, and it is {status}"
        )
        return InPlace(Chance.NEVER, why)
    if phase in BEFORE_TRAINING:
        why = f"the profiler and remote debugging can be changed once it trains, and it is {phase}"
        return InPlace(Chance.LATER, why)
    if _RULES in fields and not _only_added(before.get(_RULES), job.attributes.get(_RULES)):
        return InPlace(Chance.NEVER, "profiler rules can only be added to a running job")
    return InPlace(Chance.NOW)


def _kept_alive(before: Mapping[str, JSON]) -> bool:
    return bool(block(before, "resource_config").get("keep_alive_period_in_seconds"))


def _pool_status(before: Mapping[str, JSON]) -> str:
    """Empty where it is not told: it can come some time after the job's end."""
    return text(block(before, "warm_pool_status"), "status")


def _only_added(before: JSON, after: JSON) -> bool:
    old = _names(before)
    return old <= _names(after)


def _names(rules: JSON) -> set[str]:
    listed = rules if isinstance(rules, list) else []
    return {str(rule.get("rule_configuration_name")) for rule in listed if isinstance(rule, dict)}
