"""The metrics of jobs: read from their logs, shown as a table with plots, as CSV, JSON, a picture or a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.cli.describing import described, log_of
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.cli.records import own_state, provider_settings
from sm_tj_cli.cli.waiting import watched
from sm_tj_cli.cli.written_over import check_written_over
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics, did_you_mean
from sm_tj_cli.render.diagnostics import tell
from sm_tj_cli.render.metrics import metric_names, print_metrics, write_csv, write_json
from sm_tj_cli.watch.logs import LogTail
from sm_tj_cli.watch.metric_patterns import Matcher, definitions_of
from sm_tj_cli.watch.metrics import FROM_LOG, Metrics, measured

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sm_tj_cli.cli.outcome import Stopped
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.watch.follow import Watched
    from sm_tj_cli.watch.metrics import Measured


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which metrics: of the jobs that the names mean, those whose names fit one of the patterns, of one node."""

    names: tuple[str, ...]
    metrics: tuple[str, ...] = ()
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """How to show them; `png` and `html` are files to write as well."""

    csv: bool = False
    png: str | None = None
    html: str | None = None


def show_metrics(session: Session, wanted: Wanted, form: Form) -> ExitCode:
    """Shows what was measured by now."""
    check_charts(form)
    jobs, diagnostics = measure(session, wanted)
    tell(session.terminal, diagnostics, {})
    if session.options.json:
        write_json(session.terminal, jobs, diagnostics)
    elif form.csv:
        write_csv(session.terminal, jobs)
    elif any(job.series for job in jobs):
        print_metrics(session.terminal, jobs)
    write_charts(session, jobs, form)
    return ExitCode.DONE


def measure(session: Session, wanted: Wanted) -> tuple[list[Measured], Diagnostics]:
    """What was measured of the jobs, and what is to be said about it.

    Raises:
        Stopped: a name means no job, or a pattern no metric.
        ServiceError: SageMaker refuses to be asked.
    """
    jobs: list[Measured] = []
    told: list[Diagnostic] = []
    for job in watched(session, own_state(session), wanted.names):
        description, gone = described(session, job)
        told += gone
        metrics = Metrics(Matcher(definitions_of(description)))
        told += _read_log(session, job, description, metrics, wanted.node)
        found = metrics.series.values()
        jobs.append(measured(description, found, job.address, wanted.metrics))
        told += remarks(jobs[-1], metrics)
        if metrics.matcher.definitions and not jobs[-1].series and not wanted.metrics:
            told.append(_nothing_yet(jobs[-1]))
    _check_patterns(jobs, wanted)
    return jobs, Diagnostics(tuple(told))


def _read_log(
    session: Session,
    job: Watched,
    description: Mapping[str, JSON],
    metrics: Metrics,
    node: str | None,
) -> list[Diagnostic]:
    if not metrics.matcher.definitions:
        return []
    logs = log_of(session, description, provider_settings(session))
    tail = LogTail(logs, job.name, session.clock, node)
    for _ in metrics.read(tail.read()):
        pass
    if tail.trouble is None:
        return []
    return [
        Diagnostic.warning(
            "Log cannot be read",
            f"{tail.trouble}. What the log of {job.name} would tell after that is missing; of metrics without a line, the "
            "last values are shown, which DescribeTrainingJob knows.",
        )
    ]


def remarks(job: Measured, metrics: Metrics) -> list[Diagnostic]:
    """What is to be said of a job's metrics."""
    told = [
        Diagnostic.warning(
            "Pattern of a metric cannot be used",
            f'The regex of metric "{definition.name}" of {job.name}: {reason}. Correct it in the metric_definitions block: '
            f"{definition.regex}",
        )
        for definition, reason in metrics.matcher.bad.items()
    ]
    told += [
        Diagnostic.warning(
            "Value of a metric is not a number",
            f'"{name.name}" of {job.name} found {found} ({times} lines), such as in: {line[:200]}. The value is what '
            "the regex's first group finds.",
        )
        for name, found, times, line in (
            (key, "no value" if it.text is None else f'"{it.text[:80]}"', it.count, it.line)
            for key, it in metrics.unreadable.items()
        )
    ]
    if not metrics.matcher.definitions:
        told.append(_no_definitions(job.name))
    last_only = [it.metric for it in job.series if it.source != FROM_LOG]
    if last_only:
        told.append(
            Diagnostic.warning(
                "Only last values are known",
                f"No line of the log of {job.name} tells {', '.join(last_only)}; what is shown is the last value that "
                "SageMaker kept.",
            )
        )
    return told


def _no_definitions(name: str) -> Diagnostic:
    return Diagnostic.warning(
        "Job has no metric definitions",
        f"{name} measures nothing: its algorithm_specification has no metric_definitions, and SageMaker adds some to its "
        "own algorithms only.",
    )


def _nothing_yet(job: Measured) -> Diagnostic:
    how = (
        "Its log may come yet"
        if job.status == "InProgress"
        else 'Try its metric_definitions on a log: "smtj metrics --test FILE"'
    )
    return Diagnostic.warning(
        "No metrics were found", f"Nothing in the log of {job.name} ({job.status}) fits. {how}."
    )


def _check_patterns(jobs: Sequence[Measured], wanted: Wanted) -> None:
    if not wanted.metrics or metric_names(jobs):
        return
    raise no_such_metric(wanted.metrics[0], (name for job in jobs for name in job.names))


def no_such_metric(pattern: str, names: Iterable[str]) -> Stopped:
    """A pattern that fits none of the metrics' names."""
    known = sorted(set(names))
    listed = f" There are: {', '.join(known[:20])}." if known else ""
    return stop(
        "No such metric", f'No metric is called "{pattern}".{did_you_mean(pattern, known)}{listed}'
    )


def check_charts(form: Form) -> None:
    """Sees, before jobs are read or followed for hours, whether the files may be written.

    Raises:
        Stopped: another file is in the way.
    """
    if form.png is not None:
        check_written_over(form.png, "--png", b"\x89PNG")
    if form.html is not None:
        check_written_over(form.html, "--html", b"<")


def write_charts(session: Session, jobs: Sequence[Measured], form: Form) -> None:
    """Writes the files with charts that were asked for.

    Raises:
        Stopped: a library is missing, or a file cannot be written.
    """
    if form.png is None and form.html is None:
        return
    from sm_tj_cli.render.charts import ChartLibraryError, write_html, write_png

    check_charts(form)
    for path, write in ((form.png, write_png), (form.html, write_html)):
        if path is None:
            continue
        try:
            write(path, jobs)
        except ChartLibraryError as problem:
            raise stop("A library for charts is missing", str(problem)) from problem
        except OSError as problem:
            raise stop("Chart cannot be written", f"{path}: {problem.strerror}.") from problem
        session.terminal.error(f"Wrote {path}.")
