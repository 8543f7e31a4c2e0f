"""Metric definitions, of a configuration or of a job, tried on a log before they cost a run."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.cli.describing import described
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.measuring import no_such_metric
from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.cli.records import own_state
from sm_tj_cli.cli.waiting import watched
from sm_tj_cli.diagnostics import a_few
from sm_tj_cli.render.metric_trial import print_trials, trial_document
from sm_tj_cli.watch.metric_patterns import definitions_of
from sm_tj_cli.watch.metric_trial import try_out
from sm_tj_cli.watch.metrics import is_wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from typing import TextIO

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.watch.metric_patterns import MetricDefinition

STANDARD_INPUT = "-"
_MOST_NAMED = 3
_LONGEST = 1 << 20
"""Longer no event of CloudWatch Logs is."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """A job with the definitions to try; `called` is its address, or its name where it is not declared."""

    called: str
    definitions: tuple[MetricDefinition, ...]


def try_definitions(
    session: Session, log: str, words: Sequence[str], metrics: Sequence[str]
) -> ExitCode:
    """Tells what each definition finds in the log; 1 where one finds nothing.

    Args:
        session: for the state, the configuration and AWS.
        log: a file, or `-`.
        words: PATHs or NAMEs; none for the configuration here.
        metrics: patterns of the names to try; none for all.
    """
    with _opened(log) as lines:
        jobs = _chosen(_tried(session, words), metrics)
        definitions = list(dict.fromkeys(it for job in jobs for it in job.definitions))
        trials = {it.definition: it for it in try_out(definitions, _lines(lines))}
    # The instances of a resource most often have the same ones.
    alike: dict[tuple[MetricDefinition, ...], list[str]] = {}
    for job in jobs:
        alike.setdefault(job.definitions, []).append(job.called)
    found = [(called, [trials[it] for it in tried]) for tried, called in alike.items() if tried]
    if session.options.json:
        from sm_tj_cli.render.json_output import write_document

        write_document(session.terminal, trial_document(log, found))
    else:
        print_trials(session.terminal, found)
    return ExitCode.DONE if all(it.count for it in trials.values()) else ExitCode.ERROR


def _tried(session: Session, words: Sequence[str]) -> list[_Tried]:
    paths = words or (".",)
    if any(Path(word).exists() for word in paths):
        return _declared(session, paths)
    return [
        _Tried(
            str(job.address or job.name),
            definitions_of(described(session, job)[0]),
        )
        for job in watched(session, own_state(session), words)
    ]


def _declared(session: Session, paths: Sequence[str]) -> list[_Tried]:
    from sm_tj_cli.cli.project import open_project
    from sm_tj_cli.pipeline import evaluate
    from sm_tj_cli.state.model import State

    project, problems = open_project(session, paths, offline=True)
    declared = evaluate(project, State(""))
    problems += declared.diagnostics
    if problems.has_errors:
        raise Stopped(problems, project.loaded.sources)
    return [_Tried(str(job.address), definitions_of(job.request)) for job in declared.jobs]


def _chosen(jobs: Sequence[_Tried], patterns: Sequence[str]) -> list[_Tried]:
    if not any(job.definitions for job in jobs):
        called = a_few([job.called for job in jobs], _MOST_NAMED)
        of = f", in {called}" if jobs else ": the configuration has no training job"
        raise stop(
            "No metric definitions",
            f"There are no metric_definitions to try{of}. Write some, or, since only the service knows those of its own "
            "algorithms, name a job that was submitted.",
        )
    if not patterns:
        return list(jobs)
    chosen = [
        _Tried(job.called, tuple(it for it in job.definitions if is_wanted(it.name, patterns)))
        for job in jobs
    ]
    if not any(job.definitions for job in chosen):
        raise no_such_metric(patterns[0], (it.name for job in jobs for it in job.definitions))
    return chosen


def _opened(log: str) -> AbstractContextManager[TextIO]:
    if log == STANDARD_INPUT:
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]  # a text file, as Python opened it
        return nullcontext(sys.stdin)
    try:
        return Path(log).open(encoding="utf-8", errors="replace", newline="\n")
    except OSError as problem:
        raise stop(
            "Log cannot be read",
            f"{log} (--test): {problem.strerror}. Name a file with lines of a log, or - for standard input.",
        ) from problem


def _lines(log: TextIO) -> Iterator[str]:
    while line := log.readline(_LONGEST):
        yield line
