from __future__ import annotations

import pytest

from sm_tj_cli.cli.exit_codes import ExitCode, for_verdict, for_verdicts
from sm_tj_cli.watch.verdict import Verdict


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (Verdict.COMPLETED, 0),
        (Verdict.RUNNING, 0),
        (Verdict.GONE, 1),
        (Verdict.ALGORITHM_ERROR, 4),
        (Verdict.CLIENT_ERROR, 4),
        (Verdict.CAPACITY, 4),
        (Verdict.SERVICE_ERROR, 4),
        (Verdict.FAILED, 4),
        (Verdict.STOPPED, 5),
        (Verdict.MAX_RUNTIME_EXCEEDED, 5),
        (Verdict.MAX_WAIT_TIME_EXCEEDED, 5),
    ],
)
def test_each_verdict_has_its_code(verdict: Verdict, code: int) -> None:
    assert for_verdict(verdict) == code


def test_every_verdict_is_in_that_list() -> None:
    assert all(isinstance(for_verdict(verdict), ExitCode) for verdict in Verdict)


def test_of_several_the_worst_counts() -> None:
    assert for_verdicts([]) is ExitCode.DONE
    assert for_verdicts([Verdict.COMPLETED, Verdict.STOPPED]) is ExitCode.JOB_STOPPED
    assert for_verdicts([Verdict.STOPPED, Verdict.FAILED, Verdict.GONE]) is ExitCode.JOB_FAILED
