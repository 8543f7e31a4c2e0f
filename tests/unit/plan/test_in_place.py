"""The guards of UpdateTrainingJob, one row for each."""

from __future__ import annotations

import pytest

from sm_tj_cli.plan.in_place import Chance, in_place
from sm_tj_cli.request.normalise import differences
from tests.fakes.jobs import record, schema, training_job

POOL = [{"instance_type": "ml.m5.large", "instance_count": 1, "keep_alive_period_in_seconds": 60}]
LONGER = [{**POOL[0], "keep_alive_period_in_seconds": 120}]
PROFILER = [{"s3_output_path": "s3://bucket/profile"}]
DEBUG = [{"enable_remote_debug": True}]
ONE_RULE = [{"rule_configuration_name": "one", "rule_evaluator_image": "image"}]
TWO_RULES = [*ONE_RULE, {"rule_configuration_name": "two", "rule_evaluator_image": "image"}]

AVAILABLE = {"warm_pool_status": {"status": "Available"}}
CASES = [
    ("tags at any time", "Failed", {}, {"tags_all": {"a": "b"}}, Chance.NOW, ""),
    (
        "a pool that is there",
        "Completed",
        {"resource_config": POOL, **AVAILABLE},
        {"resource_config": LONGER},
        Chance.NOW,
        "",
    ),
    (
        "a pool whose status lags",
        "Completed",
        {"resource_config": POOL},
        {"resource_config": LONGER},
        Chance.NOW,
        "",
    ),
    (
        "a pool that is gone",
        "Completed",
        {"resource_config": POOL, "warm_pool_status": {"status": "Terminated"}},
        {"resource_config": LONGER},
        Chance.NEVER,
        "its warm pool is Terminated",
    ),
    (
        "a pool of a running job",
        "InProgress",
        {"resource_config": POOL},
        {"resource_config": LONGER},
        Chance.LATER,
        "once the job Completed",
    ),
    (
        "a pool that never was",
        "Completed",
        AVAILABLE,
        {"resource_config": LONGER},
        Chance.NEVER,
        "submitted without a warm pool",
    ),
    ("a profiler", "InProgress", {}, {"profiler_config": PROFILER}, Chance.NOW, ""),
    (
        "remote debugging that starts",
        "InProgress",
        {"secondary_status": "Starting"},
        {"remote_debug_config": DEBUG},
        Chance.LATER,
        "it is Starting",
    ),
    (
        "a profiler of a job that ended",
        "Failed",
        {},
        {"profiler_config": PROFILER},
        Chance.NEVER,
        "while a job runs, and it is Failed",
    ),
    (
        "rules are added",
        "InProgress",
        {"profiler_rule_configurations": ONE_RULE},
        {"profiler_rule_configurations": TWO_RULES},
        Chance.NOW,
        "",
    ),
    (
        "rules are taken away",
        "InProgress",
        {"profiler_rule_configurations": TWO_RULES},
        {"profiler_rule_configurations": ONE_RULE},
        Chance.NEVER,
        "only be added",
    ),
    (
        "both at once",
        "InProgress",
        {"resource_config": POOL},
        {"resource_config": LONGER, "profiler_config": PROFILER},
        Chance.NEVER,
        "together",
    ),
    ("what is immutable", "InProgress", {}, {"role_arn": "other"}, Chance.NEVER, ""),
]


@pytest.mark.parametrize(
    ("status", "before", "wanted", "chance", "why"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_a_change_is_made_where_the_service_takes_it(
    status: str,
    before: dict[str, object],
    wanted: dict[str, object],
    chance: Chance,
    why: str,
) -> None:
    recorded = record(status=status, **before)
    job = training_job(**wanted)
    differing = differences(recorded, job, schema())
    assert differing
    answer = in_place(recorded, job, differing, schema())
    assert answer.chance is chance
    assert why in answer.why
