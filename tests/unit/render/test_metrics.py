from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace

import pytest

from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.render.metrics import (
    csv_lines,
    json_lines,
    json_number,
    lines_of,
    print_metrics,
    write_csv,
    write_json,
)
from sm_tj_cli.watch.metrics import FROM_DESCRIPTION, Measured, Series
from tests.unit.render.samples import Screen, address

START = 1_767_261_600_000


def series(metric: str, node: str, *values: float, source: str = "log") -> Series:
    made = Series(metric, node, source)
    for index, value in enumerate(values):
        made.add(START + index * 1500, value)
    return made


ONE = Measured(
    address("a"), "job-a", "Completed", START, (series("loss", "algo-1", 2.0, math.nan, 0.5),)
)
TWO = Measured(
    None,
    "job-b",
    "InProgress",
    START,
    (
        series("loss", "algo-1", 3.0, 1e-9),
        series("loss", "algo-2", 4.0, math.inf),
        series("acc", "", 0.5, source=FROM_DESCRIPTION),
    ),
)


def printed(*jobs: Measured, width: int | None = None) -> list[str]:
    screen = Screen(width=width)
    print_metrics(screen.terminal, jobs)
    return screen.out.getvalue().splitlines()


def test_one_job_is_a_short_table_and_a_plot() -> None:
    rows = printed(ONE)
    assert [row.split() for row in rows[:2]] == [
        ["METRIC", "POINTS", "FIRST", "LAST", "MIN", "MAX"],
        ["loss", "3", "2", "0.5", "0.5", "2"],
    ]
    assert rows[3] == "loss"
    assert max(map(len, rows)) == 80


def test_jobs_side_by_side_have_a_row_and_a_line_each() -> None:
    rows = printed(ONE, TWO, width=100)
    assert [row.split() for row in rows[:5]] == [
        ["METRIC", "JOB", "NODE", "POINTS", "FIRST", "LAST", "MIN", "MAX"],
        ["loss", "job-a", "algo-1", "3", "2", "0.5", "0.5", "2"],
        ["loss", "job-b", "algo-1", "2", "3", "1e-09", "1e-09", "3"],
        ["loss", "job-b", "algo-2", "2", "4", "inf", "4", "4"],
        ["acc", "job-b", "–", "1", "0.5", "0.5", "0.5", "0.5"],
    ]
    assert "a job-a  b job-b algo-1  c job-b algo-2  " in rows
    assert "acc" not in rows  # one value is no line


def test_of_very_many_points_as_many_are_drawn_as_a_screen_shows() -> None:
    values = [float(it % 100) for it in range(50_000)] + [math.nan] * 10_000 + [7.0]
    (line,) = lines_of([replace(ONE, series=(series("loss", "algo-1", *values),))], "loss")
    assert len(line.points) < 4 * 4000
    assert line.points[0] == (0.0, 0.0)
    assert line.points[-1] == (60_000 * 1.5, 7.0)
    assert {min(line.points)[1], max(it[1] for it in line.points if it[1] == it[1])} == {0.0, 99.0}


def test_where_braille_cannot_be_written_there_is_the_table_alone() -> None:
    screen = Screen()
    ascii_only = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="backslashreplace")
    print_metrics(replace(screen.terminal, stdout=ascii_only), [ONE])
    ascii_only.seek(0)
    assert len(ascii_only.read().splitlines()) == 2


def test_csv_is_read_back() -> None:
    named = Measured(None, 'a,"b"\x1b[31m', "Completed", START, ONE.series)
    rows = list(csv.reader(csv_lines([named, TWO])))
    assert rows[0] == ["job", "metric", "node", "time", "value"]
    assert rows[1] == ['a,"b"', "loss", "algo-1", "2026-01-01T10:00:00.000Z", "2.0"]
    assert rows[2][3:] == ["2026-01-01T10:00:01.500Z", "nan"]
    assert rows[-1] == ["job-b", "acc", "", "2026-01-01T10:00:00.000Z", "0.5"]


def test_json_is_one_document() -> None:
    warning = Diagnostics.of(Diagnostic.warning("Only last values are known", "x\u202e"))
    lines = list(json_lines([ONE, TWO], warning))
    document = json.loads("\n".join(lines))
    assert document["format_version"] == "1.0"
    assert [job["name"] for job in document["jobs"]] == ["job-a", "job-b"]
    assert document["jobs"][0]["address"] == 'aws_sagemaker_training_job.tj["a"]'
    loss = document["jobs"][0]["metrics"][0]
    assert loss.pop("points") == [
        {"time": "2026-01-01T10:00:00.000Z", "value": 2.0},
        {"time": "2026-01-01T10:00:01.500Z", "value": "NaN"},
        {"time": "2026-01-01T10:00:03.000Z", "value": 0.5},
    ]
    assert loss == {
        "name": "loss",
        "node": "algo-1",
        "source": "log",
        "count": 3,
        "first": 2.0,
        "last": 0.5,
        "min": 0.5,
        "max": 2.0,
    }
    assert document["jobs"][1]["metrics"][1]["last"] == "Infinity"
    assert document["jobs"][1]["metrics"][2]["node"] is None
    assert document["diagnostics"][0]["detail"] == "x\u202e"
    assert "\u202e" not in "".join(lines)


def test_no_jobs_are_a_document_too() -> None:
    screen = Screen()
    write_json(screen.terminal, [], Diagnostics())
    assert json.loads(screen.out.getvalue()) == {
        "format_version": "1.0",
        "jobs": [],
        "diagnostics": [],
    }


def test_everything_is_written_however_many_lines() -> None:
    screen = Screen()
    long = Measured(None, "j", "Completed", START, (series("m", "n", *map(float, range(2500))),))
    write_csv(screen.terminal, [long])
    assert len(screen.out.getvalue().splitlines()) == 2501


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1.5, 1.5), (math.nan, "NaN"), (math.inf, "Infinity"), (-math.inf, "-Infinity"), (None, None)],
)
def test_numbers_of_json(value: float | None, shown: object) -> None:
    assert json_number(value) == shown
