"""What the harnesses found, as a page."""

from __future__ import annotations

import os
import platform
from typing import TYPE_CHECKING

from tests.torture.workshop import LANES, SEED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.torture.workshop import Report

PAGE = """# What smtj survives

`make torture` writes this page. Every harness runs whole commands, in processes of their own, against the sandbox, and
judges by what the sandbox saw: after each misfortune one more `smtj apply` has to end with 0, with every job made once
and recorded once, and nothing left behind.

{lead}

| harness | cases | struck | wrong | seconds | ended |
|---|---|---|---|---|---|
{rows}

*Struck*: cases in which the misfortune took place (a run that was over before its moment came was not struck). *Ended*:
how the struck run ended, where that is left open.

## How to run it

    make torture                                   # everything, and this page
    .venv/bin/python -m tests.torture NAME…        # one of {names}

Random moments, lines and changes come from the seed {seed}; a case that went wrong is printed with its number.
`make test` has a sample of every harness.
"""


def written(reports: Sequence[tuple[str, Report]]) -> str:
    """The page."""
    wrong = sum(len(report.wrong) for _, report in reports)
    cases = sum(report.cases for _, report in reports)
    seconds = sum(report.seconds for _, report in reports)
    lead = (
        f"{cases:,} cases in {seconds / 60:.0f} minutes, {LANES} at a time, on {os.cpu_count()} processors with Python "
        f"{platform.python_version()}; {wrong} went wrong."
    )
    names = ", ".join(f"`{name}`" for name, _ in reports)
    rows = "\n".join(_row(name, report) for name, report in reports)
    return PAGE.format(lead=lead, rows=rows, names=names, seed=SEED)


def _row(name: str, report: Report) -> str:
    figures = (report.cases, report.hits, len(report.wrong), f"{report.seconds:.0f}", report.noted)
    return f"| `{name}`: {report.name} | {' | '.join(map(str, figures))} |"
