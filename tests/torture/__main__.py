"""`make torture`: every misfortune in full. Prints one line per harness, and what went wrong.

`python -m tests.torture NAME…` tries the named ones alone; `--report FILE` writes what was found. With
`--results FILE` it is kept there after each harness, so that the whole can be done in parts.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.server import Server
from tests.torture.answers import GARBLED, garbled
from tests.torture.caught import all_caught
from tests.torture.disk import failing_disk, mutated_files, orderly
from tests.torture.kills import interrupted, killed_anywhere, killed_at_lines
from tests.torture.report import written
from tests.torture.rivals import contended, robbed, unanswered
from tests.torture.workshop import Report, Workshop

if TYPE_CHECKING:
    from collections.abc import Callable

FULL: dict[str, Callable[[Workshop], Report]] = {
    "mutants": all_caught,
    "order": orderly,
    "disk": lambda shop: failing_disk(shop, ["ENOSPC", "EIO", "EINTR", "SHORT"], None),
    "files": lambda shop: mutated_files(shop, cases=10_000),
    "answers": lambda shop: garbled(shop, 20, range(20), GARBLED),
    "contention": lambda shop: contended(shop, rounds=200),
    "contention_s3": lambda shop: contended(shop, rounds=200, in_s3=True),
    "unanswered_s3": lambda shop: unanswered(shop, rounds=25),
    "robbed_s3": robbed,
    "signals": lambda shop: interrupted(shop, rounds=200),
    "moments": lambda shop: killed_anywhere(shop, rounds=200, jobs=50),
    "moments_s3": lambda shop: killed_anywhere(shop, rounds=50, jobs=20, in_s3=True),
    "lines": killed_at_lines,
    "lines_s3": lambda shop: killed_at_lines(shop, sample=200, in_s3=True),
}


def main(words: list[str]) -> int:
    """Runs the chosen harnesses, or all; 1 where something went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FULL))
    parser.add_argument("--report", type=Path, help="file for what was found, as Markdown")
    parser.add_argument("--results", type=Path, help="file that keeps results from run to run")
    asked = parser.parse_args(words)
    reports = _kept(asked.results)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "sandbox", time.time, 20.0)  # noqa: TID251
        Thread(target=server.serve, daemon=True).start()
        with Workshop(server, Path(folder)) as shop:
            for name in asked.names or FULL:
                server.admin.answer("POST", "reset", b"")
                report = FULL[name](shop)
                print(report, *(f"    {what}" for what in report.wrong), sep="\n", flush=True)  # noqa: T201
                reports[name] = report
                if asked.results:
                    kept = {name: asdict(report) for name, report in reports.items()}
                    asked.results.write_text(json.dumps(kept, indent=2))
        server.shutdown()
    if asked.report:
        found = [(name, reports[name]) for name in FULL if name in reports]
        asked.report.write_text(written(found))
    return int(any(report.wrong for report in reports.values()))


def _kept(results: Path | None) -> dict[str, Report]:
    if results is None or not results.exists():
        return {}
    return {name: Report(**found) for name, found in json.loads(results.read_text()).items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
