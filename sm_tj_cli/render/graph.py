"""Declared jobs in, their dependencies out, as DOT (https://graphviz.org/doc/info/lang.html) or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.values.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sm_tj_cli.configuration.model import JobInstance


def dot_lines(jobs: Iterable[JobInstance]) -> Iterator[str]:
    """A digraph: an arrow leads to what is needed; a solid one waits until that Completed."""
    yield "digraph {"
    yield "  rankdir = RL;"
    yield "  node [shape = box];"
    for job in jobs:
        yield f"  {quoted(str(job.address))};"
        for needed in job.dependencies:
            style = "" if needed.completed else " [style = dashed]"
            yield f"  {quoted(str(job.address))} -> {quoted(str(needed.address))}{style};"
    yield "}"


def graph_document(jobs: Iterable[JobInstance]) -> dict[str, object]:
    """The same for programs: an edge waits for the `submitted` or the `completed` job that it leads to."""
    found = list(jobs)
    edges = [
        {
            "from": str(job.address),
            "to": str(needed.address),
            "waits_for": "completed" if needed.completed else "submitted",
        }
        for job in found
        for needed in job.dependencies
    ]
    return {
        "format_version": "1.0",
        "nodes": [str(job.address) for job in found],
        "edges": edges,
        "diagnostics": [],
    }
