from __future__ import annotations

import math

import pytest

from sm_tj_cli.sandbox.lifecycle import (
    TIMELINES,
    Timeline,
    TimelineError,
    limited,
    moment,
    parse_timeline,
)

SUCCESS = parse_timeline("Starting 1, Downloading 1, Training 5, Uploading 1, Completed")


@pytest.mark.parametrize(
    ("after", "status", "secondary"),
    [
        (-5, "InProgress", "Starting"),
        (0, "InProgress", "Starting"),
        (1.5, "InProgress", "Downloading"),
        (6.9, "InProgress", "Training"),
        (7, "InProgress", "Uploading"),
        (8, "Completed", "Completed"),
        (1e9, "Completed", "Completed"),
    ],
)
def test_status_is_a_function_of_time(after: float, status: str, secondary: str) -> None:
    found = moment(SUCCESS, 100, 100 + after)
    assert (found.status, found.secondary) == (status, secondary)


def test_times_of_a_completed_job() -> None:
    found = moment(SUCCESS, 100, 1000)
    assert (found.started, found.ended, found.billable_seconds) == (101, 108, 7)
    assert [(step.secondary, step.start, step.end) for step in found.transitions] == [
        ("Starting", 100, 101),
        ("Downloading", 101, 102),
        ("Training", 102, 107),
        ("Uploading", 107, 108),
        ("Completed", 108, 108),
    ]


def test_a_running_phase_has_no_end_and_the_job_neither() -> None:
    found = moment(SUCCESS, 100, 103)
    assert found.transitions[-1].end is None
    assert found.ended is None


def test_a_stop_goes_through_stopping() -> None:
    assert moment(SUCCESS, 100, 103.5, stopped=103).status == "Stopping"
    found = moment(SUCCESS, 100, 200, stopped=103)
    assert (found.status, found.secondary, found.ended) == ("Stopped", "Stopped", 104)


def test_a_stop_after_the_end_changes_nothing() -> None:
    assert moment(SUCCESS, 100, 200, stopped=150).status == "Completed"


def test_a_failure_tells_its_reason_only_when_it_happened() -> None:
    timeline = parse_timeline("Starting 1, Failed AlgorithmError: out of memory, exit code: 1")
    assert moment(timeline, 0, 0.5).failure is None
    found = moment(timeline, 0, 1)
    assert (found.status, found.failure) == (
        "Failed",
        "AlgorithmError: out of memory, exit code: 1",
    )


def test_a_failure_reason_has_at_most_1024_characters() -> None:
    timeline = parse_timeline(f"Starting 1, Failed {'x' * 2000}")
    assert len(moment(timeline, 0, 2).failure or "") == 1024


def test_interruptions_are_not_billed() -> None:
    timeline = parse_timeline("Starting 1, Training 2, Interrupted 50, Training 3, Completed")
    assert moment(timeline, 0, 100).billable_seconds == 5


@pytest.mark.parametrize(("name", "text"), TIMELINES.items())
def test_each_named_timeline_can_be_read_and_ends_as_it_says(name: str, text: str) -> None:
    timeline = parse_timeline(name)
    assert timeline == parse_timeline(text)
    ends = not math.isinf(sum(phase.seconds for phase in timeline.phases))
    assert moment(timeline, 0, 1e9).is_over is ends


def test_a_factor_stretches_all_phases() -> None:
    assert moment(parse_timeline("success*10"), 0, 37).status == "InProgress"
    assert moment(parse_timeline("success*10"), 0, 39).status == "Completed"


@pytest.mark.parametrize(
    "text", ["", "nonsense", "Training 5", "Completed", "Training five, Completed"]
)
def test_what_is_no_timeline_is_told(text: str) -> None:
    with pytest.raises(TimelineError, match="neither one of success"):
        parse_timeline(text)


def test_max_runtime_counts_the_time_on_instances() -> None:
    found = moment(limited(SUCCESS, 3), 0, 100)
    assert (found.status, found.secondary, found.ended) == ("Stopped", "MaxRuntimeExceeded", 4)


def test_max_runtime_that_is_long_enough_changes_nothing() -> None:
    assert limited(SUCCESS, 100) == SUCCESS


def test_scaling_keeps_the_ending() -> None:
    assert SUCCESS.scaled(2).ending == "Completed"
    assert isinstance(SUCCESS.scaled(2), Timeline)
