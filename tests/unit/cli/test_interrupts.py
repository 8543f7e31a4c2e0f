"""Signals, sent to this very process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.interrupts import ECHO_SECONDS, Interrupts, Terminated


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


def test_one_wish_that_comes_as_two_signals_is_one() -> None:
    with Interrupts(print, lambda: 7.0) as interrupts:
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGTERM)
    assert interrupts.code is ExitCode.TERMINATED


def test_the_same_signal_later_ends_at_once() -> None:
    later = f"import time; time.sleep({ECHO_SECONDS} + 0.05); os.kill(os.getpid(), signal.SIGTERM)"
    program = SECOND.replace("os.kill(os.getpid(), signal.SIGINT)", later)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == ExitCode.TERMINATED


def test_the_second_signal_ends_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", SECOND], capture_output=True, check=False)
    assert done.returncode == ExitCode.TERMINATED
