from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.node_log import NodeLog
from sm_tj_cli.sandbox.training_output import Line

if TYPE_CHECKING:
    from pathlib import Path


def test_lines_outlive_the_server(tmp_path: Path) -> None:
    log = NodeLog(tmp_path / "log")
    log.append(1.5, "one\ttwo\r\x85three")
    log.append(2.0, "")
    log.append(2.25, "four")
    expected = (Line(1.5, "one\ttwo\r\x85three"), Line(2.25, "four"))
    assert log.lines == expected
    with (tmp_path / "log").open("a") as file:
        file.write("torn")
    assert NodeLog(tmp_path / "log").lines == expected
