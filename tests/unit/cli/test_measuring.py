from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.measuring import Form, Wanted, remarks, show_metrics, write_charts
from sm_tj_cli.cli.metric_following import follow_metrics
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.wiring import Session
from sm_tj_cli.watch.logs import LogLine
from sm_tj_cli.watch.metric_patterns import Matcher, MetricDefinition
from sm_tj_cli.watch.metrics import Metrics, measured
from tests.unit.render.samples import Screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sm_tj_cli.cli.exit_codes import ExitCode

FINAL = {"FinalMetricDataList": [{"MetricName": "acc", "Value": 1, "Timestamp": "2026-01-01T00:00:00Z"}]}  # fmt: skip


def told(*definitions: MetricDefinition, lines: tuple[str, ...] = (), **answer: object) -> list[tuple[str, str]]:  # fmt: skip
    metrics = Metrics(Matcher(definitions))
    for _ in metrics.read(LogLine(0, "algo-1", line) for line in lines):
        pass
    job = measured({"TrainingJobName": "job", **answer}, metrics.series.values())
    return [(it.summary, it.detail) for it in remarks(job, metrics)]


def test_nothing_is_said_where_all_is_well() -> None:
    assert told(MetricDefinition("loss", "loss=(.)"), lines=("loss=1",)) == []


@pytest.mark.parametrize(
    ("definition", "lines", "summary", "part"),
    [
        (("loss", "loss=("), (), "Pattern of a metric cannot be used", "missing )"),
        (("loss", "loss=(.)"), ("loss=x", "loss=y"), "Value of a metric is not a number", '"x" (2 lines)'),
        (("loss", "loss"), ("loss",), "Value of a metric is not a number", "no value (1 lines)"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_told(
    definition: tuple[str, str], lines: tuple[str, ...], summary: str, part: str
) -> None:
    ((found, detail),) = told(MetricDefinition(*definition), lines=lines)
    assert found == summary
    assert part in detail


def test_jobs_without_definitions_and_values_without_lines() -> None:
    assert [summary for summary, _ in told(**FINAL)] == [
        "Job has no metric definitions",
        "Only last values are known",
    ]


def test_nobody_is_asked_about_a_name_that_means_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = Session(GlobalOptions(), Screen().terminal)
    with pytest.raises(Stopped):
        show_metrics(session, Wanted(("no name",)), Form())


def test_charts_are_written_where_they_can(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    screen = Screen()
    session = Session(GlobalOptions(), screen.terminal)
    write_charts(session, [], Form())
    write_charts(session, [], Form(png=str(tmp_path / "m.png")))
    assert screen.error.getvalue() == f"Wrote {tmp_path / 'm.png'}.\n"
    with pytest.raises(Stopped) as caught:
        write_charts(session, [], Form(png=str(tmp_path / "no" / "m.png")))
    assert "No such file or directory" in next(iter(caught.value.diagnostics)).detail


@pytest.mark.parametrize("begin", [show_metrics, follow_metrics])
def test_a_file_in_the_way_is_seen_before_any_job_is_looked_for(
    begin: Callable[[Session, Wanted, Form], ExitCode], tmp_path: Path
) -> None:
    page = tmp_path / "m.html"
    page.write_text("my notes")
    session = Session(GlobalOptions(), Screen().terminal)
    with pytest.raises(Stopped) as caught:
        begin(session, Wanted(("nobody",)), Form(html=str(page)))
    assert next(iter(caught.value.diagnostics)).summary == "File is in the way"
    assert page.read_text() == "my notes"
