"""How a script's run ended -> the job's timeline, failure reason and metrics. Pure."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.script_environment import command_line
from sm_tj_cli.sandbox.training_output import metric_definitions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.job import Job
    from sm_tj_cli.sandbox.training_output import Line

STARTING = "Starting 0.2, Downloading 0.1"
BEFORE_TRAINING = 0.3
"""Seconds of `STARTING`."""
# The clock counts milliseconds.
_TICK = 0.001

RUNNING = f"{STARTING}, Training inf, Completed"
LOST = "InternalServerError: We encountered an internal error.  Please try again."

_KILLED = 137
_MEMORY = (
    "Please use an instance type with more memory, or reduce the size of training data processed on "
    "an instance."
)
_LONGEST_CAUSE = 700


def timeline(seconds: float, ending: str) -> str:
    """A life with that many seconds of training, over by then: rounded up, it would end a moment after now."""
    uploading = "" if ending.startswith("Failed") else "Uploading 0.1, "
    return f"{STARTING}, Training {max(seconds - _TICK, 0):.3f}, {uploading}{ending}"


def failure_reason(code: int, words: Sequence[str], lines: Sequence[Line], told: str | None) -> str:
    """FailureReason for an exit code; `told` is what the script wrote into its output's file `failure`."""
    if told:
        cause = told.strip()[:_LONGEST_CAUSE]
    elif code == _KILLED:
        cause = _MEMORY
    else:
        message = _last_words(lines)[:_LONGEST_CAUSE]
        command = command_line(words)[:200]
        cause = f'ExecuteUserScriptError:\nExitCode {code}\nErrorMessage "{message}"\nCommand "{command}"'
    return f"AlgorithmError: {cause}, exit code: {code}"


def final_metrics(job: Job, lines: Iterable[Line]) -> list[JSON]:
    """FinalMetricDataList: the last value of each metric that the lines have."""
    algorithm = job.request.get("AlgorithmSpecification")
    definitions = metric_definitions(algorithm) if isinstance(algorithm, dict) else []
    read = list(lines)
    found = (_last(item, read) for item in definitions if isinstance(item, dict))
    return [metric for metric in found if metric is not None]


def _last(definition: dict[str, JSON], lines: Sequence[Line]) -> dict[str, JSON] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        try:
            pattern = re.compile(str(definition.get("Regex")))
        except re.error:
            return None
    for line in reversed(lines):
        value = _value(pattern, line.text)
        if value is not None:
            name = str(definition.get("Name"))
            return {"MetricName": name, "Value": value, "Timestamp": line.time}
    return None


def _value(pattern: re.Pattern[str], text: str) -> float | None:
    found = pattern.search(text)
    if not found or not found.groups():
        return None
    try:
        return float(found[1])
    except (ValueError, TypeError):
        return None


def _last_words(lines: Sequence[Line]) -> str:
    said = (line.text.strip() for line in reversed(lines))
    return next((text for text in said if text), "")
