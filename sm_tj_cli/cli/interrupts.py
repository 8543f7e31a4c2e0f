"""Ctrl-C, SIGTERM and SIGHUP while something paid for is in flight: the first asks for an end, the second ends.

The first lets requests in flight finish and their outcome be saved. The second leaves at once: every intent is
durable by then, so the next run finds out what became of it.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from sm_tj_cli.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

ECHO_SECONDS = 0.2
"""The same signal once more so soon is the same wish: `timeout` sends it to the program and to its whole group."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Terminated(KeyboardInterrupt):
    """SIGTERM or SIGHUP, handled where Ctrl-C is handled."""


class Interrupts:
    """A stop sign that signals set while it is entered."""

    def __init__(
        self, tell: Callable[[str], None], seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._tell, self._seconds = tell, seconds
        self._event = threading.Event()
        self._before: dict[signal.Signals, signal._HANDLER] = {}
        self._first: int | None = None
        self._since = 0.0
        self._asks = False

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in SIGNALS:
                # `nohup` ignores SIGHUP, and so do we then.
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._receive)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()

    def is_set(self) -> bool:
        """Whether an end was asked for."""
        return self._event.is_set()

    def wait(self, seconds: float) -> None:
        """Waits, not longer than until an end is asked for."""
        self._event.wait(seconds)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """While somebody is asked nothing is in flight: a signal ends the question, and with it the command.

        Raises:
            KeyboardInterrupt: Ctrl-C.
            Terminated: SIGTERM, SIGHUP.
        """
        self._asks = True
        try:
            yield
        finally:
            self._asks = False

    @property
    def code(self) -> ExitCode:
        """The exit code of an interrupted run."""
        return ExitCode.INTERRUPTED if self._first in {None, signal.SIGINT} else ExitCode.TERMINATED

    @property
    def reason(self) -> KeyboardInterrupt:
        """What the first signal raises where nothing is in flight: KeyboardInterrupt, or Terminated."""
        return _reason(self._first)

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        if self._asks:
            raise _reason(number)
        if number == self._first and self._seconds() - self._since < ECHO_SECONDS:
            return
        if self._first is not None:
            self._tell("Interrupted again: leaving now. smtj apply finds out what was submitted.")
            os._exit(self.code)
        self._first, self._since = number, self._seconds()
        self._event.set()
        self._tell(
            "Interrupt received. Finishing requests in flight and saving the state; once more stops now."
        )


def _reason(number: int | None) -> KeyboardInterrupt:
    return KeyboardInterrupt() if number in {None, signal.SIGINT} else Terminated()
