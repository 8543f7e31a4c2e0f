from __future__ import annotations

import errno
import io
import json
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.apply.events import Submitted, Submitting, Updated
from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.render.console import Terminal
from sm_tj_cli.render.progress import progress
from sm_tj_cli.watch.events import Ended, StatusChanged, Told
from sm_tj_cli.watch.verdict import Verdict
from tests.unit.render.samples import Screen, address

if TYPE_CHECKING:
    from sm_tj_cli.apply.events import Event

EVENTS: list[Event] = [
    Submitting(address(), "x"),
    Submitted(address(), "x", "arn:x"),
    StatusChanged(address(), "x", "InProgress", "Training", "Busy", 65),
    Told(Diagnostic.warning("Slow")),
    Updated(address("b"), "y", "stopped"),
    Ended(address(), "x", "Completed", Verdict.COMPLETED, "completed", {}),
]


def show(screen: Screen, *, as_json: bool = False) -> None:
    with progress(screen.terminal, {}, as_json=as_json, seconds=lambda: 0.0) as listener:
        for event in EVENTS:
            listener(event)


def test_elsewhere_each_change_is_a_line() -> None:
    screen = Screen()
    show(screen)
    assert screen.out.getvalue() == ""
    assert screen.error.getvalue() == (
        "aws_sagemaker_training_job.tj: Submitting x...\n"
        "aws_sagemaker_training_job.tj: Submitted [arn:x]\n"
        "aws_sagemaker_training_job.tj: Training: Busy [1m05s elapsed]\n"
        "\nWarning: Slow\n"
        'aws_sagemaker_training_job.tj["b"]: Stopped y\n'
        "aws_sagemaker_training_job.tj: The job completed\n"
    )


def test_json_is_one_line_per_event_on_standard_output() -> None:
    screen = Screen()
    show(screen, as_json=True)
    types = [json.loads(line)["type"] for line in screen.out.getvalue().splitlines()]
    assert types == ["submitting", "submitted", "status", "diagnostic", "updated", "completed"]
    assert screen.error.getvalue() == ""


def test_a_terminal_keeps_what_is_worth_reading() -> None:
    screen = Screen(width=80, is_terminal=True)
    show(screen)
    text = screen.error.getvalue()
    assert "Submitted [arn:x]" in text
    assert "The job completed" in text
    assert "Training: Busy" not in text


def test_what_does_not_fit_stands_below_its_address() -> None:
    screen = Screen(width=40)
    sentence = "was stopped at the end of its waiting time"
    ended = Ended(address(), "x", "Stopped", Verdict.MAX_WAIT_TIME_EXCEEDED, sentence, {})
    with progress(screen.terminal, {}, as_json=False, seconds=lambda: 0.0) as listener:
        listener(ended)
    assert screen.error.getvalue() == (
        "aws_sagemaker_training_job.tj:\n  The job was stopped at the end of its\n  waiting time\n"
    )


class Lost(io.StringIO):
    """A stream behind which nobody reads, or nothing fits."""

    def __init__(self, problem: OSError) -> None:
        super().__init__()
        self.problem = problem

    def write(self, _text: str) -> int:
        raise self.problem


@pytest.mark.parametrize("problem", [BrokenPipeError(), OSError(errno.ENOSPC, "full")])
def test_an_output_that_is_lost_stops_the_news_not_the_work(problem: OSError) -> None:
    terminal = Terminal(Lost(problem), Lost(problem))
    for as_json in (True, False):
        with progress(terminal, {}, as_json=as_json, seconds=lambda: 0.0) as listener:
            listener(EVENTS[0])
            listener(EVENTS[1])
