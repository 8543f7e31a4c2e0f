"""How a job stands or ended, in one word and one sentence, for people and for exit codes.

The one table that `apply --wait`, `wait`, `logs -f` and `show` read. DescribeTrainingJob's statuses and
secondary statuses are in the API page of that call, which says that they may become more.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Verdict(StrEnum):
    """What became of a job."""

    RUNNING = "running"
    COMPLETED = "completed"
    ALGORITHM_ERROR = "algorithm_error"
    CLIENT_ERROR = "client_error"
    CAPACITY = "capacity"
    SERVICE_ERROR = "service_error"
    FAILED = "failed"
    MAX_RUNTIME_EXCEEDED = "max_runtime_exceeded"
    MAX_WAIT_TIME_EXCEEDED = "max_wait_time_exceeded"
    STOPPED = "stopped"
    GONE = "gone"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen to the job."""
        return self is not Verdict.RUNNING

    @property
    def is_failure(self) -> bool:
        """Whether the job has the status Failed."""
        return self in _FAILURES


_FAILURES = frozenset(
    {
        Verdict.ALGORITHM_ERROR,
        Verdict.CLIENT_ERROR,
        Verdict.CAPACITY,
        Verdict.SERVICE_ERROR,
        Verdict.FAILED,
    }
)

ENDED_STATUSES = frozenset({"Completed", "Failed", "Stopped", "Deleting"})
KNOWN_STATUSES = ENDED_STATUSES | {"InProgress", "Stopping"}

# What a job that has not ended is doing.
_DOING = {
    "Starting": "is being prepared",
    "Pending": "waits for training capacity",
    "LaunchingMLInstances": "waits for its instances",
    "PreparingTrainingStack": "is being prepared",
    "Downloading": "is downloading its data",
    "DownloadingTrainingImage": "is downloading its image",
    "Training": "is training",
    "Uploading": "is uploading its output",
    "Interrupted": "was interrupted (spot capacity) and will go on",
    "Restarting": "is being restarted",
    "Updating": "is being updated",
    "Stopping": "is stopping",
    "MaxRuntimeExceeded": "is stopping at its time limit",
    "MaxWaitTimeExceeded": "is stopping at the end of its waiting time",
    "Stopped": "is stopping",
    "Completed": "is about to complete",
    "Failed": "is about to fail",
}

KNOWN_SECONDARY_STATUSES = frozenset(_DOING)

# A status goes before the verdict of the same name.
SELECTABLE = sorted(
    {
        word.lower(): str(word) for word in (*Verdict, *KNOWN_SECONDARY_STATUSES, *KNOWN_STATUSES)
    }.values()
)
"""What a list of jobs can be narrowed to: statuses, phases and verdicts."""

_STOPPED = {
    "MaxRuntimeExceeded": (
        Verdict.MAX_RUNTIME_EXCEEDED,
        "was stopped at its time limit (stopping_condition.max_runtime_in_seconds)",
    ),
    "MaxWaitTimeExceeded": (
        Verdict.MAX_WAIT_TIME_EXCEEDED,
        "was stopped at the end of its waiting time (stopping_condition.max_wait_time_in_seconds)",
    ),
    "Stopped": (Verdict.STOPPED, "was stopped by a user (StopTrainingJob)"),
}

# FailureReason begins with the class of failure (Troubleshooting page of the developer guide).
_FAILED = (
    ("AlgorithmError", Verdict.ALGORITHM_ERROR, "failed in the training code"),
    ("CapacityError", Verdict.CAPACITY, "failed because AWS had no capacity for its instances"),
    ("ClientError", Verdict.CLIENT_ERROR, "failed on its own settings or data"),
    ("InternalServerError", Verdict.SERVICE_ERROR, "failed inside SageMaker"),
)
_NO_CAPACITY = ("ml compute capacity", "insufficient capacity", "insufficientinstancecapacity")


def judge(description: Mapping[str, object]) -> tuple[Verdict, str]:
    """The verdict on a job and a sentence without its subject: `failed in the training code: …`.

    Args:
        description: DescribeTrainingJob's answer, members as the API names them. A status that this
            version does not know counts as running; see `unknown_status`.
    """
    verdict, sentence = classify(description)
    reason = str(description.get("FailureReason") or "").strip()
    if not verdict.is_failure:
        return verdict, sentence
    return verdict, f"{sentence}: {reason}" if reason else f"{sentence} (no reason given)"


def classify(description: Mapping[str, object]) -> tuple[Verdict, str]:
    """`judge` without the service's own words."""
    status = str(description.get("TrainingJobStatus") or "")
    secondary = str(description.get("SecondaryStatus") or "")
    match status:
        case "Completed":
            return Verdict.COMPLETED, "completed"
        case "Stopped":
            return _STOPPED.get(secondary, (Verdict.STOPPED, "was stopped"))
        case "Failed":
            return _classify_failure(str(description.get("FailureReason") or "").strip())
        case "Deleting":
            return Verdict.GONE, "is being deleted"
        case _:
            return Verdict.RUNNING, _running(status, secondary)


def unknown_status(description: Mapping[str, object]) -> str | None:
    """The status or secondary status that this version does not know; None where it knows both."""
    status = str(description.get("TrainingJobStatus") or "")
    secondary = str(description.get("SecondaryStatus") or "")
    if status not in KNOWN_STATUSES:
        return status
    return secondary if secondary and secondary not in _DOING else None


def _running(status: str, secondary: str) -> str:
    if status == "Stopping":
        return f"is stopping ({secondary or status})"
    if status == "InProgress" and secondary in _DOING:
        return f"{_DOING[secondary]} ({secondary})"
    return f"is {status or 'in an unknown state'} ({secondary or '?'})"


def _classify_failure(reason: str) -> tuple[Verdict, str]:
    lowered = reason.lower()
    for word, verdict, sentence in _FAILED:
        if lowered.startswith(word.lower()):
            return verdict, sentence
    if any(words in lowered for words in _NO_CAPACITY):
        return Verdict.CAPACITY, "failed for want of capacity"
    return Verdict.FAILED, "failed"
