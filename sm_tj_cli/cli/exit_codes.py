"""The one table of exit codes, the same for every verb."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from sm_tj_cli.watch.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(IntEnum):
    """How a run of the program ended."""

    DONE = 0
    ERROR = 1
    CHANGES = 2
    PARTLY_APPLIED = 3
    JOB_FAILED = 4
    JOB_STOPPED = 5
    TIMEOUT = 6
    STATE_LOCKED = 7
    OUTCOME_UNKNOWN = 8
    CREDENTIALS = 9
    STATE_NOT_SAVED = 10
    INTERRUPTED = 130
    OUTPUT_CLOSED = 141
    TERMINATED = 143


_WORST_FIRST = (ExitCode.JOB_FAILED, ExitCode.ERROR, ExitCode.JOB_STOPPED)


def for_verdict(verdict: Verdict) -> ExitCode:
    """The exit code of a command that followed one job.

    A job that still runs is no fault: the caller that gave up on it says `TIMEOUT`.
    """
    match verdict:
        case Verdict.COMPLETED | Verdict.RUNNING:
            return ExitCode.DONE
        case Verdict.STOPPED | Verdict.MAX_RUNTIME_EXCEEDED | Verdict.MAX_WAIT_TIME_EXCEEDED:
            return ExitCode.JOB_STOPPED
        case Verdict.GONE:
            return ExitCode.ERROR
        case (
            Verdict.ALGORITHM_ERROR
            | Verdict.CLIENT_ERROR
            | Verdict.CAPACITY
            | Verdict.SERVICE_ERROR
            | Verdict.FAILED
        ):
            return ExitCode.JOB_FAILED


def for_verdicts(verdicts: Iterable[Verdict]) -> ExitCode:
    """The exit code of a command that followed several jobs: that of the worst."""
    codes = {for_verdict(verdict) for verdict in verdicts}
    return next((code for code in _WORST_FIRST if code in codes), ExitCode.DONE)
