"""What a training job prints and measures: lines and metric values of one job, always the same. Pure."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.job import Job
    from sm_tj_cli.sandbox.lifecycle import Moment

EPOCHS = 20

# The service adds these to its own algorithms: "Metrics for built-in algorithms",
# https://docs.aws.amazon.com/sagemaker/latest/dg/define-train-metrics.html
_NUMBER = r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?"
BUILT_IN_METRICS: Mapping[str, Mapping[str, str]] = {
    "kmeans": {
        "train:msd": rf"#quality_metric: host=\S+, epoch=\S+, train msd <loss>=({_NUMBER})",
        "train:progress": r"#progress_metric: host=\S+, completed (\S+) %",
        "train:throughput": r"#throughput_metric: host=\S+, train throughput=(\S+) records/second",
        "test:msd": rf"#quality_metric: host=\S+, test msd <loss>=({_NUMBER})",
    },
    "xgboost": {
        "train:rmse": rf".*\[[0-9]+\].*#011train-rmse:({_NUMBER}).*",
        "validation:rmse": rf".*\[[0-9]+\].*#011validation-rmse:({_NUMBER}).*",
        "train:error": rf".*\[[0-9]+\].*#011train-error:({_NUMBER}).*",
        "validation:error": rf".*\[[0-9]+\].*#011validation-error:({_NUMBER}).*",
    },
    "linear-learner": {
        "train:objective_loss": rf"#quality_metric: host=\S+, epoch=\S+, train \S+ <loss>=({_NUMBER})",
        "validation:objective_loss": rf"#quality_metric: host=\S+, epoch=\S+, validation \S+ <loss>=({_NUMBER})",
    },
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a node's log, at seconds since the epoch."""

    time: float
    text: str


def metric_definitions(algorithm: Mapping[str, JSON]) -> list[JSON]:
    """The job's own metric definitions, else those that the service adds to its algorithms."""
    own = algorithm.get("MetricDefinitions")
    if isinstance(own, list) and own:
        return own
    image = str(algorithm.get("TrainingImage") or algorithm.get("AlgorithmName") or "")
    found = image.rsplit("/", 1)[-1].partition(":")[0].removeprefix("sagemaker-")
    return [
        {"Name": name, "Regex": pattern}
        for name, pattern in BUILT_IN_METRICS.get(found, {}).items()
    ]


def final_metrics(job: Job, moment: Moment) -> list[JSON]:
    """FinalMetricDataList: the last value of each metric that the log has."""
    training = [step for step in moment.transitions if step.secondary == "Training"]
    if not training or training[-1].end is None:
        return []
    return [
        {
            "MetricName": name,
            "Value": metric_value(job, name, _epochs(moment)),
            "Timestamp": training[-1].end,
        }
        for name, pattern in _metrics(job)
        if sample_line(pattern, "1") is not None
    ]


def metric_value(job: Job, name: str, epoch: int) -> float:
    """The metric after `epoch` epochs: losses fall, the rest rises, with some noise."""
    noise = (
        int.from_bytes(sha256(f"{job.name}/{name}/{epoch}".encode()).digest()[:4], "big") / 2**32
    )
    progress = epoch / EPOCHS
    falling = re.search(r"loss|err|rmse|mae|mse|msd|perplex", name, re.IGNORECASE)
    level = 2.3 * 0.1**progress if falling else 0.1 + 0.85 * progress
    return round(level * (0.97 + 0.06 * noise), 4)


def node_lines(job: Job, moment: Moment, node: int, start: float, end: float) -> Sequence[Line]:
    """What node `node` (from 1) prints in one Training phase from `start` to `end`."""
    texts = [*_preamble(job, node)]
    for epoch in range(1, _epochs(moment) + 1):
        texts.extend(_epoch_lines(job, node, epoch))
    if moment.failure and _has_failed(moment):
        texts += [
            "Traceback (most recent call last):",
            *moment.failure.splitlines(),
        ]
    else:
        texts += ["Reporting training SUCCESS"]
    step = (end - start) / len(texts)
    return [Line(start + step * index, text) for index, text in enumerate(texts)]


def _has_failed(moment: Moment) -> bool:
    return moment.status == "Failed" and bool(moment.failure)


def _epochs(moment: Moment) -> int:
    """How many epochs the log has: of a job that failed, half."""
    return EPOCHS // 2 if _has_failed(moment) else EPOCHS


def sample_line(pattern: str, value: str) -> str | None:
    """A line in which `pattern` finds `value`; None where none could be made of it."""
    text = _replace_group(pattern.removeprefix("^").removesuffix("$"), value)
    for find, put in (
        (r"\\S[+*]", "1"),
        (r"\\d[+*]", "1"),
        (r"\[0-9\]\+", "1"),
        (r"\\s[+*]?", " "),
    ):
        text = re.sub(find, put, text)
    text = text.replace(".*?", "").replace(".*", "")
    text = re.sub(r"\\(\W)", r"\1", text)
    with warnings.catch_warnings():
        # What another dialect of patterns would read otherwise is not the sandbox's business.
        warnings.simplefilter("ignore", FutureWarning)
        try:
            found = re.search(pattern, text)
        except re.error:
            return None
    return text if found and found.groups() and found[1] == value else None


def _replace_group(pattern: str, value: str) -> str:
    start = pattern.find("(")
    depth = 0
    for at in range(max(start, 0), len(pattern)):
        depth += {"(": 1, ")": -1}.get(pattern[at], 0) if pattern[at - 1] != "\\" else 0
        if depth == 0 and start >= 0:
            return pattern[:start] + value + pattern[at + 1 :]
    return pattern


def _metrics(job: Job) -> Iterator[tuple[str, str]]:
    algorithm = job.request.get("AlgorithmSpecification")
    for metric in metric_definitions(algorithm) if isinstance(algorithm, dict) else []:
        if isinstance(metric, dict):
            yield str(metric.get("Name")), str(metric.get("Regex"))


def _preamble(job: Job, node: int) -> Iterator[str]:
    yield "sagemaker-training-toolkit INFO     Invoking user script"
    yield f"SM_CURRENT_HOST=algo-{node}"
    for name, value in sorted(job.environment.items()):
        yield f"SM_HP_{name.upper()}={value}"


def _epoch_lines(job: Job, node: int, epoch: int) -> Iterator[str]:
    host = f"algo-{node}"
    loss = metric_value(job, "loss", epoch)
    yield f"[{host}] epoch {epoch}/{EPOCHS} - loss: {loss} - accuracy: {metric_value(job, 'accuracy', epoch)}"
    for name, pattern in _metrics(job):
        line = sample_line(pattern, str(metric_value(job, name, epoch)))
        if line is not None:
            yield line
