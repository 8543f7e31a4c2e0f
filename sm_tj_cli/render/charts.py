"""What was measured of jobs in; a picture (matplotlib) or a page (plotly) with a chart of each metric out.

Both libraries are optional, the extra `plots`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sm_tj_cli.render.metrics import lines_of, metric_names
from sm_tj_cli.render.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.watch.metrics import Measured

_WIDTH, _HEIGHT = 9.0, 3.0
"""Of one chart, in inches."""


class ChartLibraryError(Exception):
    """The library is not installed; its text says how to install it."""


def write_png(path: str, jobs: Sequence[Measured]) -> None:
    """Writes a picture.

    Raises:
        ChartLibraryError: matplotlib is missing.
        OSError: the file cannot be written.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as problem:
        raise _missing("matplotlib", "--png") from problem
    names = metric_names(jobs)
    rows = max(1, len(names))
    figure = Figure(figsize=(_WIDTH, _HEIGHT * rows), layout="constrained")
    for axes, name in zip(figure.subplots(rows, squeeze=False)[:, 0], names, strict=False):
        lines = lines_of(jobs, name)
        for line in lines:
            marker = "o" if len(line.points) == 1 else None
            label = one_line(line.name).lstrip("_")
            axes.plot(*_columns_of(line.points), label=label, marker=marker)
        axes.set_title(one_line(name), parse_math=False)
        axes.set_xlabel("seconds since the job's start")
        if len(lines) > 1:
            for text in axes.legend().get_texts():
                text.set_parse_math(False)
    figure.savefig(path, format="png", dpi=120)


def write_html(path: str, jobs: Sequence[Measured]) -> None:
    """Writes a page that needs nothing else.

    Raises:
        ChartLibraryError: plotly is missing.
        OSError: the file cannot be written.
    """
    try:
        from plotly.graph_objects import Figure, Scatter
        from plotly.subplots import make_subplots
    except ImportError as problem:
        raise _missing("plotly", "--html") from problem
    names = metric_names(jobs)
    rows = max(1, len(names))
    figure: Figure = make_subplots(
        rows=rows, cols=1, subplot_titles=[_escaped(name) for name in names]
    )
    for row, name in enumerate(names, 1):
        for line in lines_of(jobs, name):
            seconds, values = _columns_of(line.points)
            trace = Scatter(x=seconds, y=values, name=_escaped(f"{name} {line.name}"))
            trace.mode = "lines" if len(values) > 1 else "markers"
            figure.add_trace(trace, row=row, col=1)
    figure.update_xaxes(title_text="seconds since the job's start")
    figure.update_layout(height=320 * rows, title_text=_escaped(", ".join(it.name for it in jobs)))
    figure.write_html(path, include_plotlyjs=True, full_html=True)


def _missing(library: str, option: str) -> ChartLibraryError:
    return ChartLibraryError(
        f"{option} draws with {library}, which is not installed: pip install 'sm-tj-cli[plots]'. Without it the terminal "
        "shows plots, and --csv gives every point."
    )


def _columns_of(points: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Times and values; what is no finite number is a gap."""
    values = [value if math.isfinite(value) else math.nan for _, value in points]
    return [seconds for seconds, _ in points], values


def _escaped(text: str) -> str:
    from html import escape

    return escape(one_line(text))
