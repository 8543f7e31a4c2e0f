from __future__ import annotations

import re

import pytest

from sm_tj_cli.sandbox.job import Job
from sm_tj_cli.sandbox.training_output import (
    BUILT_IN_METRICS,
    final_metrics,
    metric_value,
    node_lines,
    sample_line,
)

PATTERNS = [pattern for metrics in BUILT_IN_METRICS.values() for name, pattern in metrics.items()]


def job(*metrics: tuple[str, str], timeline: str = "success") -> Job:
    definitions = [{"Name": name, "Regex": pattern} for name, pattern in metrics]
    algorithm = {"TrainingImage": "i", "MetricDefinitions": definitions}
    return Job(
        "us-east-1", {"TrainingJobName": "j", "AlgorithmSpecification": algorithm}, 0.0, timeline
    )  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "pattern",
    [
        *PATTERNS,
        r"loss: ([0-9\.]+)",
        r"Train Loss=(.*?);",
        r"^val_acc = (\d+\.\d+)$",
        r"epoch \d+ - loss: (\S+)",
    ],
)
def test_a_line_is_made_in_which_the_pattern_finds_the_value(pattern: str) -> None:
    line = sample_line(pattern, "0.5")
    assert line is not None
    found = re.search(pattern, line)
    assert found is not None
    assert found[1] == "0.5"


@pytest.mark.parametrize("pattern", ["no group", "(unclosed", "[", "a(b|c)d"])
def test_no_line_is_made_of_what_finds_no_number(pattern: str) -> None:
    assert sample_line(pattern, "0.5") is None


@pytest.mark.parametrize(("timeline", "epochs"), [("success", 20), ("failure", 10)])
def test_the_log_has_the_job_s_own_metrics(timeline: str, epochs: int) -> None:
    found = job(("loss", "train_loss=([0-9.]+)"), timeline=timeline)
    texts = [line.text for line in node_lines(found, found.at(100), 1, 0, 10)]
    values = [float(text.partition("=")[2]) for text in texts if text.startswith("train_loss=")]
    assert len(values) == epochs
    assert values[0] > values[-1]
    (final,) = final_metrics(found, found.at(100))
    assert final["Value"] == values[-1]  # type: ignore[index, call-overload]


def test_lines_are_spread_over_the_training() -> None:
    times = [line.time for line in node_lines(job(), job().at(100), 1, 5, 10)]
    assert (times[0], times == sorted(times), times[-1] < 10) == (5, True, True)


def test_a_failure_ends_the_log() -> None:
    failed = job(timeline="failure")
    assert node_lines(failed, failed.at(100), 1, 0, 1)[-1].text.startswith("ErrorMessage")


def test_values_are_the_same_every_time() -> None:
    assert metric_value(job(), "loss", 3) == metric_value(job(), "loss", 3)
    assert metric_value(job(), "accuracy", 20) > metric_value(job(), "accuracy", 1)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("pattern", ["[[a]=(.*)", "[a--b](", "x||y"])
def test_an_odd_pattern_is_no_trouble(pattern: str) -> None:
    assert sample_line(pattern, "1") is None or pattern.startswith("[[")
