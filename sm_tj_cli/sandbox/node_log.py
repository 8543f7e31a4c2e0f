"""The log of one node of a script's run: lines with their times, in memory and in a file that outlives the server."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.training_output import Line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class NodeLog:
    """Lines, oldest first."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, Lock()
        self._lines: list[Line] = []
        with suppress(FileNotFoundError), path.open(encoding="utf-8", newline="\n") as file:
            for text in file:
                time, _, message = text.removesuffix("\n").partition("\t")
                # A line torn by a crash has no time or no text.
                with suppress(ValueError):
                    self._lines.append(Line(float(time), message))

    @property
    def lines(self) -> Sequence[Line]:
        """The lines so far."""
        with self._lock:
            return tuple(self._lines)

    def append(self, time: float, text: str) -> None:
        """Adds a line; CloudWatch Logs keeps none that are empty."""
        if not text:
            return
        with self._lock:
            self._lines.append(Line(time, text))
            with self._path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(f"{time}\t{text}\n")
