"""The metrics of running jobs as they come, until every job has ended and its log is drained."""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.cli.describing import described, log_of
from sm_tj_cli.cli.measuring import check_charts, remarks, write_charts
from sm_tj_cli.cli.records import own_state, provider_settings
from sm_tj_cli.cli.triaging import explaining
from sm_tj_cli.cli.waiting import (
    exit_code_of,
    remember,
    still_meant,
    summary_of,
    tell_running,
    watched,
)
from sm_tj_cli.render.diagnostics import tell
from sm_tj_cli.render.events import metric_line
from sm_tj_cli.render.json_output import write_line
from sm_tj_cli.render.metrics import (
    CSV_HEADINGS,
    csv_row,
    json_number,
    live_metrics,
    point_line,
    print_metrics,
)
from sm_tj_cli.render.progress import progress
from sm_tj_cli.times import of_milliseconds
from sm_tj_cli.watch.events import MetricSeen
from sm_tj_cli.watch.log_follow import FollowedLog, LogFollower
from sm_tj_cli.watch.logs import ROOM, LogTail
from sm_tj_cli.watch.metric_patterns import Matcher, definitions_of
from sm_tj_cli.watch.metrics import Metrics, is_wanted, measured
from sm_tj_cli.watch.wait import Until, Watching

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from sm_tj_cli.apply.events import Event
    from sm_tj_cli.cli.exit_codes import ExitCode
    from sm_tj_cli.cli.measuring import Form, Wanted
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.render.metrics import Drawn
    from sm_tj_cli.watch.log_follow import JobLine
    from sm_tj_cli.watch.logs import LogLine
    from sm_tj_cli.watch.metrics import Measured
    from sm_tj_cli.watch.wait import Waited


@dataclass(slots=True)
class _Job:
    """A job that is followed. `description` is DescribeTrainingJob's answer, the last one known."""

    log: FollowedLog
    metrics: Metrics
    description: Mapping[str, JSON]


class _Following:
    """Jobs, what was measured of them by now, and how it is shown."""

    def __init__(self, session: Session, wanted: Wanted, form: Form) -> None:
        self._session, self._wanted, self._form = session, wanted, form
        found = watched(session, own_state(session), wanted.names)
        self.jobs: dict[str, _Job] = {}
        for job in found:
            description, gone = described(session, job)
            tell(session.terminal, gone, {})
            logs = log_of(session, description, provider_settings(session))
            tail = LogTail(logs, job.name, session.clock, wanted.node, room=ROOM // len(found))
            metrics = Metrics(Matcher(definitions_of(description)))
            self.jobs[job.name] = _Job(FollowedLog(job, tail), metrics, description)

    @property
    def logs(self) -> list[FollowedLog]:
        """The logs of the jobs."""
        return [job.log for job in self.jobs.values()]

    @property
    def is_live(self) -> bool:
        """Whether table and plots are drawn in place."""
        terminal = self._session.terminal
        plain = self._session.options.json or self._form.csv
        return terminal.is_terminal and terminal.can_redraw and not plain

    def measured(self) -> list[Measured]:
        """What was measured by now."""
        return [
            measured(
                job.description,
                job.metrics.series.values(),
                job.log.watched.address,
                self._wanted.metrics,
            )
            for job in self.jobs.values()
        ]

    def show(self, lines: Sequence[JobLine]) -> None:
        """Takes lines in, and writes what they tell."""
        for watched_job, line in lines:
            for _, metric, value in self.jobs[watched_job.name].metrics.read([line]):
                if not self.is_live and is_wanted(metric, self._wanted.metrics):
                    self._write(watched_job.name, line, metric, value)

    def take_ends(self, waited: Waited) -> None:
        """Knows how jobs ended, with their last values."""
        for ended in waited.ended:
            self.jobs[ended.name].description = (
                ended.description or self.jobs[ended.name].description
            )

    def _write(self, name: str, line: LogLine, metric: str, value: float) -> None:
        terminal = self._session.terminal
        if self._session.options.json:
            address = self.jobs[name].log.watched.address
            told = metric_line(address, name, (metric, value), of_milliseconds(line.timestamp))
            write_line(terminal, {**told, "value": json_number(value), "node": line.node})
        elif self._form.csv:
            terminal.out(csv_row(name, metric, line.node, (line.timestamp, value)))
        else:
            terminal.out(point_line(name, metric, line.node, value))


def follow_metrics(session: Session, wanted: Wanted, form: Form) -> ExitCode:
    """Shows values as they come; how the jobs ended is the exit code."""
    check_charts(form)
    following = _Following(session, wanted, form)
    if form.csv and not session.options.json:
        session.terminal.out(CSV_HEADINGS)
    waited = _follow(session, following)
    remember(session, waited.ended)
    following.take_ends(waited)
    _finish(session, following, form)
    if session.options.json:
        write_line(session.terminal, summary_of(waited))
    words = still_meant(wanted.names, waited.ended)
    tell_running(session, "metrics -f", words, waited.running)
    return exit_code_of(session, waited, Until())


def _follow(session: Session, following: _Following) -> Waited:
    screen: AbstractContextManager[Drawn] = nullcontext(lambda: None)
    if following.is_live:
        screen = live_metrics(session.terminal, following.measured)
    as_json, seconds = session.options.json, time.monotonic
    with (
        session.interrupts,
        screen as draw,
        progress(session.terminal, {}, as_json=as_json, seconds=seconds, board=False) as listener,
    ):
        explainer = explaining(session, listener, lambda: provider_settings(session))

        def without_summaries(event: Event) -> None:
            # The lines of the log tell every value, and with its own time.
            if not isinstance(event, MetricSeen):
                explainer(event)

        watching = Watching(session.clock, session.interrupts, without_summaries, session.pace)
        return LogFollower(following.logs, watching, following.show, None, draw).run()


def _finish(session: Session, following: _Following, form: Form) -> None:
    jobs = following.measured()
    if following.is_live and any(job.series for job in jobs):
        print_metrics(session.terminal, jobs)
    for job in jobs:
        tell(session.terminal, remarks(job, following.jobs[job.name].metrics), {})
    write_charts(session, jobs, form)
