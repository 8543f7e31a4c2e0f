"""What was measured of jobs in; a table with plots, CSV or JSON out."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.render.console import USUAL_WIDTH, to_rich
from sm_tj_cli.render.json_output import FORMAT_VERSION, diagnostics_json, fit
from sm_tj_cli.render.plots import PlotLine, plot_lines, thinned
from sm_tj_cli.render.sanitise import one_line, sanitise_json
from sm_tj_cli.render.tables import NOTHING, aligned, print_table
from sm_tj_cli.times import of_milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sm_tj_cli.diagnostics import Diagnostics
    from sm_tj_cli.render.console import Line, Terminal
    from sm_tj_cli.watch.metrics import Measured, Series

Drawn: TypeAlias = Callable[[], None]
"""Has the screen drawn anew."""

FINEST = 4000
"""So many columns a plot or a chart has at the most."""
CSV_HEADINGS = "job,metric,node,time,value"
_AT_ONCE = 1000


def print_metrics(terminal: Terminal, jobs: Sequence[Measured]) -> None:
    """Writes a table of all series, then a plot of each metric with a line for each job and node."""
    print_table(terminal, *_table(jobs))
    if can_show_plots(terminal):
        terminal.out(*_plots(jobs, terminal.width or USUAL_WIDTH))


@contextmanager
def live_metrics(terminal: Terminal, jobs: Callable[[], Sequence[Measured]]) -> Iterator[Drawn]:
    """Keeps table and plots on the last lines of a terminal until the block ends; draws them anew when called."""
    from rich.console import Group
    from rich.live import Live

    def drawn() -> Group:
        found = jobs()
        lines: list[Line] = [*aligned(*_table(found))] if metric_names(found) else []
        if can_show_plots(terminal):
            lines += _plots(found, terminal.error_console.width)
        return Group(*map(to_rich, lines))

    with Live(
        console=terminal.drawing_console(),
        get_renderable=drawn,
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as live:

        def draw() -> None:
            terminal.drawing_console()
            live.refresh()

        yield draw


def can_show_plots(terminal: Terminal) -> bool:
    """Whether what reads standard output can have braille."""
    try:
        "⣿└".encode(getattr(terminal.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def metric_names(jobs: Sequence[Measured]) -> list[str]:
    """The names of the metrics, each once, in the order of the jobs' definitions."""
    return list(dict.fromkeys(series.metric for job in jobs for series in job.series))


def lines_of(jobs: Sequence[Measured], name: str) -> list[PlotLine]:
    """The lines of a metric, in seconds since each job's start, as fine as a screen shows them."""
    many_jobs = len(jobs) > 1
    lines = []
    for job in jobs:
        found = [series for series in job.series if series.metric == name]
        for series in found:
            parts = [job.name] if many_jobs else []
            parts += [series.node] if len(found) > 1 or not many_jobs else []
            lines.append(PlotLine(" ".join(parts), _points(job, series)))
    return lines


def _points(job: Measured, series: Series) -> list[tuple[float, float]]:
    """As many as any screen shows: of a million, the others would only fill the memory."""
    first, last = series.times[0], series.times[-1]
    width = (last - first) / FINEST / 1000 or 1.0
    begin = (first - job.start) / 1000
    points = (((time - job.start) / 1000, value) for time, value in series.points())
    return list(thinned(points, lambda seconds: int((seconds - begin) / width)))


def _plots(jobs: Sequence[Measured], width: int) -> list[Line]:
    lines: list[Line] = []
    for name in metric_names(jobs):
        drawn = plot_lines(name, lines_of(jobs, name), width)
        lines += ["", *drawn] if drawn else []
    return lines


def _table(jobs: Sequence[Measured]) -> tuple[list[str], list[list[str]]]:
    """Headings, and a row for each series."""
    many_jobs = len(jobs) > 1
    many_nodes = any(len({it.node for it in job.series if it.node}) > 1 for job in jobs)
    rows = []
    for name in metric_names(jobs):
        for job in jobs:
            for series in (it for it in job.series if it.metric == name):
                first = [one_line(name)]
                first += [one_line(job.name)] if many_jobs else []
                first += [series.node or NOTHING] if many_nodes else []
                rows.append([*first, *_figures(series)])
    headings = ["METRIC", *(["JOB"] if many_jobs else []), *(["NODE"] if many_nodes else [])]
    return [*headings, "POINTS", "FIRST", "LAST", "MIN", "MAX"], rows


def _figures(series: Series) -> list[str]:
    shown = (series.values[0], series.values[-1], series.least, series.greatest)
    return [
        str(len(series.values)),
        *(NOTHING if value is None else f"{value:.6g}" for value in shown),
    ]


def csv_lines(jobs: Sequence[Measured]) -> Iterator[str]:
    """The points as CSV (RFC 4180, with line ends of this system): job, metric, node, time, value."""
    yield CSV_HEADINGS
    for job in jobs:
        for series in job.series:
            for point in series.points():
                yield csv_row(job.name, series.metric, series.node, point)


def csv_row(job: str, metric: str, node: str, point: tuple[int, float]) -> str:
    """One point as CSV."""
    return f"{_csv_row(one_line(job), one_line(metric), node)},{of_milliseconds(point[0])},{point[1]!r}"


def point_line(job: str, metric: str, node: str, value: float) -> str:
    """One point for people."""
    return one_line(f"{job}/{node} | {metric} = {value:g}")


def write_csv(terminal: Terminal, jobs: Sequence[Measured]) -> None:
    """Writes the points as CSV to standard output."""
    _write(terminal, csv_lines(jobs))


def write_json(terminal: Terminal, jobs: Sequence[Measured], diagnostics: Diagnostics) -> None:
    """Writes `metrics --json` to standard output, a point on a line: a million of them are never one text."""
    _write(terminal, json_lines(jobs, diagnostics, terminal.whereabouts))


def json_lines(
    jobs: Sequence[Measured], diagnostics: Diagnostics, whereabouts: str = ""
) -> Iterator[str]:
    """The document `{"format_version", "jobs": [{…, "metrics": [{…, "points": [{"time", "value"}]}]}], "diagnostics"}`.

    Values that JSON has no numbers for are `"NaN"`, `"Infinity"` and `"-Infinity"`.
    """
    yield f'{{"format_version": {json.dumps(FORMAT_VERSION)}, "jobs": ['
    for job_number, job in enumerate(jobs):
        head = {
            "address": str(job.address) if job.address else None,
            "name": job.name,
            "status": job.status,
        }
        yield f'{"," if job_number else ""}{_opened(head)}, "metrics": ['
        for number, series in enumerate(job.series):
            yield f'{"," if number else ""}{_opened(_head(series))}, "points": ['
            last = len(series.times) - 1
            for index, (time, value) in enumerate(series.points()):
                point = {"time": of_milliseconds(time), "value": json_number(value)}
                yield json.dumps(point) + ("," if index < last else "")
            yield "]}"
        yield "]}"
    told = json.dumps(fit(diagnostics_json(diagnostics, {}), whereabouts), ensure_ascii=False)
    yield f'], "diagnostics": {sanitise_json(told)}}}'


def json_number(value: float | None) -> float | str | None:
    """The value as JSON can say it; not numbers as in the JSON form of protocol buffers."""
    if value is None or math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _head(series: Series) -> Mapping[str, object]:
    return {
        "name": series.metric,
        "node": series.node or None,
        "source": series.source,
        "count": len(series.values),
        "first": json_number(series.values[0]),
        "last": json_number(series.values[-1]),
        "min": json_number(series.least),
        "max": json_number(series.greatest),
    }


def _opened(head: Mapping[str, object]) -> str:
    return sanitise_json(json.dumps(head, ensure_ascii=False)).removesuffix("}")


def _csv_row(*cells: str) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()


def _write(terminal: Terminal, lines: Iterator[str]) -> None:
    group: list[str] = []
    for line in lines:
        group.append(line)
        if len(group) == _AT_ONCE:
            terminal.out(*group)
            group.clear()
    terminal.out(*group)
