"""How a job ended, in one word and one sentence, for people and for exit codes.

The one table that `apply --wait`, `wait`, `logs -f` and `show` read. DescribeTrainingJob's statuses and
secondary statuses are in the API page of that call.
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


ENDED_STATUSES = frozenset({"Completed", "Failed", "Stopped", "Deleting"})
KNOWN_STATUSES = ENDED_STATUSES | {"InProgress", "Stopping"}

_STOPPED = {
    "MaxRuntimeExceeded": (
        Verdict.MAX_RUNTIME_EXCEEDED,
        "was stopped at its time limit (stopping_condition.max_runtime_in_seconds)",
    ),
    "MaxWaitTimeExceeded": (
        Verdict.MAX_WAIT_TIME_EXCEEDED,
        "was stopped at the end of its waiting time (stopping_condition.max_wait_time_in_seconds)",
    ),
}

# FailureReason begins with the class of failure (Troubleshooting page of the developer guide).
_FAILED = (
    ("AlgorithmError", Verdict.ALGORITHM_ERROR, "failed in the training code"),
    ("ClientError", Verdict.CLIENT_ERROR, "failed on its own settings or data"),
    ("CapacityError", Verdict.CAPACITY, "failed because AWS had no capacity for its instances"),
    ("InternalServerError", Verdict.SERVICE_ERROR, "failed inside SageMaker"),
)


def judge(description: Mapping[str, object]) -> tuple[Verdict, str]:
    """The verdict on a job and a sentence without its subject: `failed in the training code: …`.

    Args:
        description: DescribeTrainingJob's answer, members as the API names them. A status that this
            version does not know counts as running.
    """
    status = str(description.get("TrainingJobStatus", ""))
    secondary = str(description.get("SecondaryStatus", ""))
    match status:
        case "Completed":
            return Verdict.COMPLETED, "completed"
        case "Stopped":
            return _STOPPED.get(secondary, (Verdict.STOPPED, "was stopped"))
        case "Failed":
            return _judge_failure(str(description.get("FailureReason", "")))
        case "Deleting":
            return Verdict.GONE, "is being deleted"
        case _:
            return (
                Verdict.RUNNING,
                f"is {status or 'in an unknown state'} ({secondary or 'Unknown'})",
            )


def _judge_failure(reason: str) -> tuple[Verdict, str]:
    for word, verdict, sentence in _FAILED:
        if reason.startswith(word):
            return verdict, f"{sentence}: {reason}"
    if "capacity" in reason.lower():
        return Verdict.CAPACITY, f"failed for want of capacity: {reason}"
    return Verdict.FAILED, f"failed: {reason}" if reason else "failed without a reason"
