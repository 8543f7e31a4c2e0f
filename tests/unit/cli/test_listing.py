from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sm_tj_cli.addresses import TRAINING_JOB, ResourceAddress
from sm_tj_cli.cli.commands.list import command
from sm_tj_cli.cli.listing import SORT_KEYS, Wanted, chosen, ordered, tell_age
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.render.rows import JobRow
from sm_tj_cli.watch.verdict import Verdict
from tests.fakes.sessions import Desk

NOW = datetime(2026, 1, 2, tzinfo=UTC)
SWEEP = ResourceAddress(TRAINING_JOB, "sweep")
ROWS = [
    JobRow(
        SWEEP.instance("a"), "net-a", "Failed", "Failed", 60.0, ("loss", 0.5), "2026-01-01T23:59:00Z", verdict=Verdict.CAPACITY
    ),
    JobRow(SWEEP.instance("b"), "net-b", "InProgress", "Training", 20.0, None, "2026-01-01T12:00:00Z"),
    JobRow(None, "other", "Completed", "Completed", None, ("loss", 0.1), None, verdict=Verdict.COMPLETED),
]  # fmt: skip


def names(wanted: Wanted) -> list[str]:
    return [row.name for row in ordered(chosen(ROWS, wanted, NOW), wanted)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["net-a", "net-b", "other"]),
        (Wanted(statuses=("failed",)), ["net-a"]),
        (Wanted(statuses=("Training", "Completed")), ["net-b", "other"]),
        (Wanted(statuses=("capacity",)), ["net-a"]),
        (Wanted(names=("net-*",)), ["net-a", "net-b"]),
        (Wanted(names=('sweep["b"]', "oth?r")), ["net-b", "other"]),
        (Wanted(names=("sweep",), statuses=("Stopped",)), []),
        (Wanted(since=3600), ["net-a"]),
        (Wanted(since=86400), ["net-a", "net-b"]),
        (Wanted(sort="name", reverse=True), ["other", "net-b", "net-a"]),
        (Wanted(sort="status"), ["other", "net-a", "net-b"]),
        (Wanted(sort="created"), ["other", "net-b", "net-a"]),
        (Wanted(sort="duration"), ["other", "net-b", "net-a"]),
        (Wanted(sort="metric"), ["net-b", "other", "net-a"]),
        (Wanted(reverse=True, limit=2), ["other", "net-b"]),
        (Wanted(limit=1), ["net-a"]),
    ],
)
def test_which_jobs_and_in_which_order(wanted: Wanted, found: list[str]) -> None:
    assert names(wanted) == found


def test_a_limit_asks_for_no_more_rows_than_are_shown() -> None:
    rows = iter(ROWS)
    assert len(ordered(chosen(rows, Wanted(limit=1), NOW), Wanted(limit=1))) == 1
    assert next(rows).name == "net-b"


def test_how_old_it_may_be_is_told_of_jobs_that_had_not_ended() -> None:
    desk = Desk(GlobalOptions(sandbox=True))
    tell_age(desk.session(), ROWS)
    assert desk.err.getvalue() == (
        "1 job had not ended when last seen. As AWS has it now: smtj --sandbox list --remote\n"
    )
    quiet = Desk()
    tell_age(quiet.session(), [row for row in ROWS if row.verdict.is_final])
    assert quiet.err.getvalue() == ""


def test_every_sort_key_can_be_given() -> None:
    option = next(it for it in command.params if it.name == "sort")
    assert list(option.type.to_info_dict()["choices"]) == list(SORT_KEYS)
