"""How far a download is, and what came of it: a bar on a terminal, a table, a document."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.render.json_output import FORMAT_VERSION, diagnostics_json
from sm_tj_cli.render.sanitise import one_line
from sm_tj_cli.render.tables import print_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.diagnostics import Diagnostic
    from sm_tj_cli.download.artifacts import Artifact
    from sm_tj_cli.download.placing import PlacedFile
    from sm_tj_cli.render.console import Terminal

_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")
_STEP = 1000
_ROOM_FOR_SPEED = 60


@dataclass(frozen=True, slots=True)
class Downloaded:
    """An artifact in its place: a file, or a folder with files."""

    artifact: Artifact
    path: Path
    files: Sequence[PlacedFile]


@contextmanager
def transfer_progress(terminal: Terminal, title: str, size: int) -> Iterator[Callable[[int], None]]:
    """Shows how many bytes of `size` are there, as it is told of further ones, by any thread."""
    if not terminal.can_redraw:
        terminal.error(f"{one_line(title)}, {human_size(size)}...")
        yield lambda _: None
        return
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )
    from rich.table import Column

    console = terminal.drawing_console()
    whole = Column(no_wrap=True)
    speed = [TransferSpeedColumn(whole)] if console.width >= _ROOM_FOR_SPEED else []
    bar = Progress(
        TextColumn(
            "{task.description}",
            markup=False,
            table_column=Column(no_wrap=True, overflow="ellipsis", ratio=2),
        ),
        BarColumn(None, table_column=Column(ratio=1)),
        DownloadColumn(table_column=whole),
        *speed,
        TimeRemainingColumn(table_column=whole),
        console=console,
        transient=True,
        expand=True,
    )
    with bar:
        task = bar.add_task(one_line(title), total=size)
        yield lambda count: bar.advance(task, count)


def print_downloaded(terminal: Terminal, found: Sequence[Downloaded]) -> None:
    """Writes what is where now to standard output."""
    rows = [
        [
            one_line(str(it.path)),
            str(len(it.files)),
            human_size(sum(file.size for file in it.files)),
            ", ".join(sorted({file.verified for file in it.files})) or "–",
        ]
        for it in found
    ]
    print_table(terminal, ["PATH", "FILES", "SIZE", "VERIFIED BY"], rows)


def downloaded_document(
    address: InstanceAddress | None,
    name: str,
    found: Sequence[Downloaded],
    diagnostics: Sequence[Diagnostic],
) -> dict[str, object]:
    """`download --json`."""
    return {
        "format_version": FORMAT_VERSION,
        "address": str(address) if address else None,
        "name": name,
        "artifacts": [_artifact_json(it) for it in found],
        "diagnostics": diagnostics_json(diagnostics, {}),
    }


def human_size(size: float) -> str:
    """`999 B`, `1.5 MB`: in steps of a thousand."""
    at = 0
    while size >= _STEP and at < len(_UNITS) - 1:
        size, at = size / _STEP, at + 1
    return f"{size:.0f} B" if at == 0 else f"{size:.1f} {_UNITS[at]}"


def _artifact_json(it: Downloaded) -> dict[str, object]:
    return {
        "kind": it.artifact.kind.value,
        "uri": str(it.artifact.location),
        "path": str(it.path),
        "files": [
            {
                "path": str(file.path),
                "size": file.size,
                "sha256": file.sha256,
                "uri": file.uri,
                "verified_by": file.verified,
            }
            for file in it.files
        ],
    }
