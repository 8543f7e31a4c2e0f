"""`make torture`: every misfortune in full. Prints one line per harness, and what went wrong."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.server import Server
from tests.torture.answers import GARBLED
from tests.torture.caught import CATCHES, catch
from tests.torture.harnesses import (
    Report,
    Workshop,
    contended,
    failing_disk,
    garbled,
    killed_anywhere,
    killed_at_lines,
    mutated_files,
    orderly,
)

if TYPE_CHECKING:
    from collections.abc import Callable

FULL: dict[str, Callable[[Workshop], Report]] = {
    "lines": killed_at_lines,
    "moments": lambda shop: killed_anywhere(shop, rounds=200, jobs=50),
    "answers": lambda shop: garbled(shop, 20, range(20), GARBLED),
    "contention": lambda shop: contended(shop, rounds=200),
    "disk": lambda shop: failing_disk(shop, ["ENOSPC", "EIO", "EINTR", "SHORT"], None),
    "order": orderly,
    "files": lambda shop: mutated_files(shop, cases=10_000),
    "mutants": lambda shop: mutants(shop),
}


def mutants(shop: Workshop) -> Report:
    """Each fault in our own code has to be noticed."""
    report = Report("Faults in our own code")
    began = time.monotonic()
    for name in CATCHES:
        sane, faulty = catch(shop, name)
        unnoticed = [] if faulty.wrong else ["was not noticed"]
        report.add(name, sane.wrong + unnoticed, note="noticed" if faulty.wrong else "missed")
    report.seconds = time.monotonic() - began
    return report


def main(chosen: list[str]) -> int:
    """Runs the chosen harnesses, or all; how many things went wrong."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "sandbox", time.time, 20.0)  # noqa: TID251
        Thread(target=server.serve, daemon=True).start()
        with Workshop(server, Path(folder)) as shop:
            for name in chosen or FULL:
                server.admin.answer("POST", "reset", b"")
                report = FULL[name](shop)
                print(report, *(f"    {what}" for what in report.wrong), sep="\n", flush=True)  # noqa: T201
                wrong += len(report.wrong)
        server.shutdown()
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
