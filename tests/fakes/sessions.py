"""What a verb works with: a screen that keeps what was written, and SageMaker in memory."""

from __future__ import annotations

import io
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.wiring import Session
from sm_tj_cli.render.console import Terminal
from tests.fakes.logs import FakeLogs
from tests.fakes.sagemaker import FakeSageMaker, FakeServices

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from tests.fakes.clock import FakeClock


@contextmanager
def typed(monkeypatch: pytest.MonkeyPatch, lines: str) -> Iterator[None]:
    """Standard input is a terminal on which these lines are typed."""
    typist, terminal = os.openpty()
    os.write(typist, lines.encode())
    with os.fdopen(terminal, encoding="utf-8") as keyboard, monkeypatch.context() as changes:
        changes.setattr("sys.stdin", keyboard)
        yield
    os.close(typist)


@dataclass
class Desk:
    """A session with what it writes.

    Attributes:
        is_terminal: whether somebody sits there.
    """

    options: GlobalOptions = field(default_factory=GlobalOptions)
    sagemaker: FakeSageMaker = field(default_factory=FakeSageMaker)
    logs: FakeLogs = field(default_factory=FakeLogs)
    is_terminal: bool = False
    out: io.StringIO = field(default_factory=io.StringIO)
    err: io.StringIO = field(default_factory=io.StringIO)

    @property
    def clock(self) -> FakeClock:
        """The time of all."""
        return self.sagemaker.clock

    def session(self) -> Session:
        """The session; its adapters are these."""
        terminal = Terminal(
            self.out,
            self.err,
            color=None,
            width=None,
            is_terminal=self.is_terminal,
            error_is_terminal=self.is_terminal,
            can_redraw=False,
        )
        made = Session(self.options, terminal)
        vars(made).update(services=FakeServices(self.sagemaker, self.logs), clock=self.clock)
        return made
