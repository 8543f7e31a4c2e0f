from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sm_tj_cli.watch.outlook import Metric, Outlook, outlook

NOW = datetime(2026, 1, 1, 1, tzinfo=UTC)
TRAINING = {
    "CreationTime": "2026-01-01T00:00:00Z",
    "SecondaryStatusTransitions": [
        {"Status": "Starting", "StartTime": "2026-01-01T00:00:00Z", "EndTime": "2026-01-01T00:10:00Z"},
        {"Status": "Training", "StartTime": "2026-01-01T00:10:00Z"},
    ],
}  # fmt: skip


def progress(epoch: int, step: int) -> dict[str, object]:
    told = {"MaxEpoch": 10, "TotalStepCountPerEpoch": 100, "CurrentEpoch": epoch, "CurrentStep": step}  # fmt: skip
    return {**TRAINING, "ProgressInfo": told}


def test_the_pace_so_far_tells_the_rest() -> None:
    seen = outlook(progress(2, 50), NOW)
    assert seen.share == 0.25
    assert seen.remaining_seconds == 3 * 50 * 60


def test_too_early_to_tell() -> None:
    seen = outlook(progress(0, 10), NOW)
    assert seen.share == 0.01
    assert seen.remaining_seconds is None


@pytest.mark.parametrize("told", [None, {}, {"MaxEpoch": 0, "TotalStepCountPerEpoch": 5}, "x"])
def test_no_progress_told(told: object) -> None:
    assert outlook({**TRAINING, "ProgressInfo": told}, NOW).share is None


def test_the_time_limit_counts_the_time_on_instances() -> None:
    limited = {**TRAINING, "StoppingCondition": {"MaxRuntimeInSeconds": 3600}}
    assert outlook(limited, NOW).limit_seconds == 600
    waiting = {
        **TRAINING,
        "StoppingCondition": {"MaxRuntimeInSeconds": 7200, "MaxWaitTimeInSeconds": 3700},
    }
    assert outlook(waiting, NOW).limit_seconds == 100


def test_the_newest_metric() -> None:
    metrics = [
        {"MetricName": "loss", "Value": 0.5, "Timestamp": "2026-01-01T00:20:00Z"},
        {"MetricName": "acc", "Value": 0.9, "Timestamp": "2026-01-01T00:30:00Z"},
        {"MetricName": "broken"},
    ]
    seen = outlook({"FinalMetricDataList": metrics}, NOW)
    assert seen.metric == Metric("acc", 0.9, "2026-01-01T00:30:00Z")


def test_next_to_nothing_is_told() -> None:
    assert outlook({}, NOW) == Outlook()
