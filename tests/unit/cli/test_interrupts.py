"""Signals, sent to this very process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.interrupts import Interrupts, Terminated


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGINT, ExitCode.INTERRUPTED),
        (signal.SIGTERM, ExitCode.TERMINATED),
        (signal.SIGHUP, ExitCode.TERMINATED),
    ],
)
def test_the_first_signal_asks_for_an_end(number: int, code: ExitCode) -> None:
    told: list[str] = []
    with Interrupts(told.append) as interrupts:
        assert not interrupts.is_set()
        os.kill(os.getpid(), number)
        assert interrupts.is_set()
        interrupts.wait(60)
    assert interrupts.code is code
    assert len(told) == 1


@pytest.mark.parametrize(
    ("number", "kind"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, Terminated)]
)
def test_at_a_question_a_signal_ends_the_question(number: int, kind: type[BaseException]) -> None:
    with Interrupts(print) as interrupts, pytest.raises(kind), interrupts.asking():
        os.kill(os.getpid(), number)
    assert not interrupts.is_set()


def test_handlers_are_as_before_afterwards_and_what_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Interrupts(print) as interrupts:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not interrupts.is_set()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


SECOND = """
import os, signal, sys
from sm_tj_cli.cli.interrupts import Interrupts
with Interrupts(print):
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGINT)
    sys.exit(0)
"""


def test_the_second_signal_ends_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", SECOND], capture_output=True, check=False)
    assert done.returncode == ExitCode.TERMINATED
