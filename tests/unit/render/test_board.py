from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.text import Text

from sm_tj_cli.apply.events import Submitted, Submitting, Updated
from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.render.board import MOST_SHOWN, Board, fitting
from sm_tj_cli.render.console import plain
from sm_tj_cli.watch.events import Ended, MetricSeen, Progressed, StatusChanged, Told
from sm_tj_cli.watch.outlook import Metric, Outlook
from sm_tj_cli.watch.verdict import Verdict
from tests.unit.render.samples import Screen, address

if TYPE_CHECKING:
    from sm_tj_cli.apply.events import Event

METRIC = Metric("loss", 0.25, "t")


def board(*events: Event, screen: Screen | None = None, now: float = 0.0) -> Board:
    found = Board((screen or Screen(width=120)).terminal, lambda: now, lambda _event: ["news"])
    for event in events:
        found(event)
    return found


def shown(found: Board, now: float = 0.0) -> list[list[str]]:
    return [[plain(cell) for cell in row.cells(now)] for row in found.rows.values()]


def change(secondary: str, elapsed: float = 60, again: int = 0) -> StatusChanged:
    return StatusChanged(address(), "x", "InProgress", secondary, "", elapsed, again)


def test_a_job_from_submission_to_its_end() -> None:
    title = "aws_sagemaker_training_job.tj"
    found = board(Submitting(address(), "x"))
    assert shown(found, 5) == [[title, "Submitting", "5s", "", ""]]
    found(Submitted(address(), "x", "arn"))
    found(change("Training"))
    assert shown(found, 5) == [[title, "Training", "1m05s", "", ""]]
    found(Ended(address(), "x", "Completed", Verdict.COMPLETED, "completed", {}))
    assert found.rows == {}


def test_what_is_expected() -> None:
    outlook = Outlook(0.25, 600, 7200, 0, METRIC)
    found = board(change("Training"), Progressed(address(), "x", outlook))
    assert shown(found, 10)[0][3:] == ["25%, 9m50s left", "loss = 0.25"]
    found(Progressed(address(), "x", Outlook(limit_seconds=7200)))
    assert shown(found)[0][3] == "at most 2h00m"
    found(Progressed(address(), "x", Outlook(share=0.01, limit_seconds=60)))
    assert shown(found)[0][3] == "1%, at most 1m00s"
    found(Progressed(address(), "x", Outlook(share=0.01)))
    assert shown(found)[0][3] == "1%"


def test_interruptions_are_not_forgotten() -> None:
    found = board(change("Interrupted", again=2), change("Training"))
    assert shown(found)[0][1] == "Training (2x interrupted)"


def test_what_passes_above_the_board() -> None:
    screen = Screen(width=100)
    board(
        Submitting(address(), "x"),
        change("Training"),
        MetricSeen(address(), "x", METRIC),
        Told(Diagnostic.warning("Slow")),
        Updated(address(), "x", "stopped"),
        screen=screen,
    )
    assert screen.error.getvalue() == "news\n" * 3


@pytest.mark.parametrize("width", [10, 20, 40, 60, 80, 160])
def test_it_fits_the_terminal_and_leaves_its_last_column_empty(width: int) -> None:
    screen = Screen(width=width, is_terminal=True)
    found = board(screen=screen)
    with found.shown():
        for number in range(30):
            key = f"a-rather-long-key-of-a-job-模型-{number}"
            found(StatusChanged(address(key), "x", "InProgress", "Training", "", 5, 1))
            found(Progressed(address(key), "x", Outlook(0.25, 600, 7200, 0, METRIC)))
        found(Ended(address("z"), "z", "Failed", Verdict.FAILED, "failed", {}))
    console = found._terminal.drawing_console()
    with console.capture() as drawn:
        console.print(found._drawn())
    lines = drawn.get().splitlines()
    assert len(lines) == MOST_SHOWN + 2
    assert max(cell_len(Text.from_ansi(line).plain.rstrip()) for line in lines) < width
    if width > 30:
        assert "and 18 more" in lines[-2]
        assert "1 Failed, 30 Training" in lines[-1]


@pytest.mark.parametrize(
    ("width", "cells"),
    [
        (100, ["tj['second']", "Training", "14s", "at most 59m", "loss = 1"]),
        (60, ["tj['second']", "Training", "14s", "at most 59m", "loss = 1"]),
        (40, ["tj['second']", "Training", "14s"]),
        (24, ["tj['second']"]),
        (12, ["tj[…ond']"]),
    ],
)
def test_what_is_left_out_where_the_terminal_is_narrow(width: int, cells: list[str]) -> None:
    title = "aws_sagemaker_training_job.tj['second']"
    row = (title, "Training", "14s", "at most 59m", "loss = 1")
    assert [[plain(cell) for cell in found] for found in fitting([row], width)] == [cells]


def test_a_job_that_was_not_told_yet_makes_no_progress() -> None:
    assert board(Progressed(None, "x", Outlook())).rows == {}
