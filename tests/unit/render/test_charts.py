from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.render.charts import ChartLibraryError, write_html, write_png
from sm_tj_cli.watch.metrics import Measured
from tests.unit.render.test_metrics import ONE, TWO, series

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = Measured(None, "</script><b>$x^$", "Completed", 0, (series("$</script>\\", "algo-1", 1, 2),))  # fmt: skip


@pytest.mark.parametrize("jobs", [[ONE, TWO], [HOSTILE], []])
def test_a_picture(tmp_path: Path, jobs: list[Measured]) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "metrics.png"
    write_png(str(path), jobs)
    assert path.read_bytes().startswith(b"\x89PNG")


def test_a_page_that_stands_alone(tmp_path: Path) -> None:
    pytest.importorskip("plotly")
    path = tmp_path / "metrics.html"
    write_html(str(path), [ONE, TWO])
    text = path.read_text(encoding="utf-8")
    assert "loss job-b algo-2" in text
    assert '<script src="http' not in text


def test_names_are_no_markup(tmp_path: Path) -> None:
    pytest.importorskip("plotly")
    path = tmp_path / "metrics.html"
    write_html(str(path), [HOSTILE])
    ours = path.read_text(encoding="utf-8").rpartition("Plotly.newPlot")[2]
    assert ours.count("</script>") == 1
    assert "<b>" not in ours


@pytest.mark.parametrize(
    ("library", "write"), [("matplotlib.figure", write_png), ("plotly.subplots", write_html)]
)
def test_a_missing_library_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, library: str, write: object
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ChartLibraryError, match=r"pip install 'sm-tj-cli\[plots\]'"):
        write(str(tmp_path / "x"), [ONE])  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == []
