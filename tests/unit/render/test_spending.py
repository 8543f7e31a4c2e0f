from __future__ import annotations

import pytest

from sm_tj_cli.render.spending import billed, instances, phases, used
from tests.unit.render.samples import JOB

RUNNING = {
    "secondary_status_transitions": [
        {"status": "Pending", "start_time": "2026-01-01T10:00:00Z", "end_time": "2026-01-01T10:05:00Z"},
        {"status": "Training", "start_time": "2026-01-01T10:05:00Z"},
    ]
}  # fmt: skip


def test_every_instance_is_billed() -> None:
    assert billed(JOB) == "33m20s x 2 instances = 1h06m (4000 s), 50% saved by spot capacity"
    assert billed({"billable_time_in_seconds": 90}) == "1m30s (90 s)"
    assert billed({"billable_time_in_seconds": 3}) == "3s"
    assert billed({}) == ""


def test_what_runs_has_used_what_it_has_held() -> None:
    assert used(RUNNING, "2026-01-01T10:06:00Z") == "1m00s so far"
    of_two = {**RUNNING, "resource_config": [{"instance_count": 2}]}
    assert used(of_two, "2026-01-01T10:06:00Z") == "1m00s x 2 instances so far"
    assert used(RUNNING, "2026-01-01T10:05:00Z") == ""
    assert used(JOB, None) == ""


@pytest.mark.parametrize(
    ("config", "count"),
    [
        (None, 1),
        ([], 1),
        ([{"instance_count": 3}], 3),
        ([{"instance_groups": [{"instance_count": 2}, {"instance_count": 4}]}], 6),
        ([{"instance_groups": []}], 1),
    ],
)
def test_instances_of_all_groups(config: list[object] | None, count: int) -> None:
    assert instances({"resource_config": config}) == count  # type: ignore[dict-item]


def test_phases_without_times() -> None:
    (phase,) = phases({"secondary_status_transitions": [{"status": "Starting"}, 5]})
    assert (phase.status, phase.start, phase.end) == ("Starting", None, None)
