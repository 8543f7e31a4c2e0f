"""Declared jobs in, their dependencies as DOT out (https://graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.render.values import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sm_tj_cli.configuration.model import JobInstance


def dot_lines(jobs: Iterable[JobInstance]) -> Iterator[str]:
    """A digraph: an arrow leads to what is needed; a solid one waits until that Completed."""
    yield "digraph {"
    yield "  rankdir = RL;"
    yield "  node [shape = box];"
    for job in jobs:
        yield f"  {quote(str(job.address))};"
        for needed in job.dependencies:
            style = "" if needed.completed else " [style = dashed]"
            yield f"  {quote(str(job.address))} -> {quote(str(needed.address))}{style};"
    yield "}"
