from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from sm_tj_cli.sandbox.job import Job
from sm_tj_cli.sandbox.lifecycle import parse_timeline
from sm_tj_cli.sandbox.script_outcome import (
    BEFORE_TRAINING,
    RUNNING,
    STARTING,
    failure_reason,
    final_metrics,
    timeline,
)
from sm_tj_cli.sandbox.training_output import Line
from tests.fakes.requests import IMAGE, training_job_request

if TYPE_CHECKING:
    from sm_tj_cli.documents import JSON

LINES = (Line(1, "Traceback"), Line(2, 'ValueError: "x"'), Line(3, "  "))


def test_a_life_is_a_timeline() -> None:
    life = parse_timeline(timeline(12.3456, "Failed AlgorithmError: why, exit code: 1"))
    assert [(phase.secondary, phase.seconds) for phase in life.phases] == [
        ("Starting", 0.2),
        ("Downloading", 0.1),
        ("Training", 12.345),
    ]
    assert (life.ending, life.failure) == ("Failed", "AlgorithmError: why, exit code: 1")
    assert [phase.secondary for phase in parse_timeline(timeline(-1, "Completed")).phases][2:] == [
        "Training",
        "Uploading",
    ]
    before = parse_timeline(f"{STARTING}, Completed").phases
    assert sum(phase.seconds for phase in before) == pytest.approx(BEFORE_TRAINING)
    assert parse_timeline(RUNNING).phases[-1].seconds == float("inf")


def test_the_reason_of_a_failure_is_the_toolkits() -> None:
    assert failure_reason(1, ["python3", "train.py", "-k", "a b"], LINES, None) == (
        'AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage "ValueError: "x""\n'
        "Command \"python3 train.py -k 'a b'\", exit code: 1"
    )
    assert 'ErrorMessage ""' in failure_reason(1, [], (), None)
    assert len(failure_reason(1, ["x" * 2000], [Line(1, "y" * 2000)], None)) <= 1024


def test_the_script_may_give_the_reason_itself() -> None:
    told = "no data\n" + "x" * 2000
    reason = failure_reason(2, [], LINES, told)
    assert reason.startswith("AlgorithmError: no data\nxxx")
    assert reason.endswith("x, exit code: 2")
    assert len(reason) <= 1024


def test_a_killed_script_was_too_large() -> None:
    assert "instance type with more memory" in failure_reason(137, [], LINES, None)


def test_the_last_value_of_each_metric_holds() -> None:
    metrics = [
        {"Name": "loss", "Regex": "loss=([0-9.]+)"},
        {"Name": "never", "Regex": "never=(.*)"},
        {"Name": "word", "Regex": "loss=([a-z]+)"},
        {"Name": "bad", "Regex": "("},
        {"Name": "groupless", "Regex": "loss"},
    ]
    algorithm = {"TrainingImage": IMAGE, "TrainingInputMode": "File", "MetricDefinitions": metrics}
    request = training_job_request("job", AlgorithmSpecification=algorithm)
    job = Job("us-east-1", cast("dict[str, JSON]", request), 0.0)
    lines = [Line(1, "loss=0.5"), Line(2, "loss=0.25"), Line(3, "loss=x"), Line(4, "loss=1.2.3")]
    assert final_metrics(job, lines) == [{"MetricName": "loss", "Value": 0.25, "Timestamp": 2}]
