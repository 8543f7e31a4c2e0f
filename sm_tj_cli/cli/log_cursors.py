"""The file that remembers which lines of a log were shown, so that another run goes on behind them.

As journalctl's `--cursor-file`: read where it exists, written when lines have been shown.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.state.durable import read_regular, replace_file
from sm_tj_cli.watch.seen_lines import SeenLines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT_VERSION = "1.0"

Positions: TypeAlias = "Mapping[str, Mapping[str, SeenLines]]"
"""What was shown, by job and stream."""


def read_cursors(path: Path) -> Positions:
    """What the file says; nothing where there is no file.

    Raises:
        Stopped: the file is none of ours.
    """
    try:
        content = read_regular(path)
        document = json.loads(content) if content else {"jobs": {}}
        return {
            str(job): {str(name): _position(it) for name, it in streams.items()}
            for job, streams in document["jobs"].items()
        }
    except OSError as problem:
        raise stop(
            "Cursor file cannot be read", f"{path}: {problem.strerror or problem}."
        ) from problem
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise stop(
            "Unreadable cursor file",
            f'"{path}" is no cursor file that "smtj logs" wrote. Name another file, or remove it to see the '
            "log from its beginning.",
        ) from problem


def write_cursors(path: Path, positions: Positions) -> None:
    """Writes the file anew, at once or not at all.

    Raises:
        Stopped: it cannot be written.
    """
    jobs = {
        job: {name: _document(seen) for name, seen in streams.items()}
        for job, streams in positions.items()
    }
    document = {"format_version": FORMAT_VERSION, "jobs": jobs}
    try:
        replace_file(path, json.dumps(document).encode())
    except OSError as problem:
        raise stop(
            "Cursor file cannot be written", f"{path}: {problem.strerror or problem}."
        ) from problem


def _document(seen: SeenLines) -> dict[str, object]:
    lines = [f"{line:x}" for line in sorted(seen.lines().elements())]
    return {"from": seen.start, "lines": lines}


def _position(document: Mapping[str, object]) -> SeenLines:
    start, lines = document["from"], document["lines"]
    if not isinstance(start, int) or not isinstance(lines, list):
        raise TypeError
    return SeenLines(start, [int(line, 16) for line in lines])
