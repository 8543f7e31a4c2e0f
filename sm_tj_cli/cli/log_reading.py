"""Log lines of jobs on the screen, once or until the jobs end."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.log_cursors import read_cursors, write_cursors
from sm_tj_cli.cli.outcome import service_failure
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
from sm_tj_cli.render.events import summary_line
from sm_tj_cli.render.json_output import write_line
from sm_tj_cli.render.log_lines import print_log, print_log_json
from sm_tj_cli.render.progress import progress
from sm_tj_cli.service import ServiceError
from sm_tj_cli.watch.log_follow import FollowedLog, LogFollower, batches, merged, no_lines
from sm_tj_cli.watch.logs import ROOM, LogTail
from sm_tj_cli.watch.wait import Until, Watching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.watch.follow import Watched
    from sm_tj_cli.watch.log_follow import JobLine


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines, and how they look.

    Attributes:
        names: of the jobs that these mean.
        since: not older than so many seconds.
        tail: the last ones, so many of all jobs together.
        node: of this node alone.
        cursor_file: behind those that were shown before, by this file.
        timestamps: with their time.
    """

    names: tuple[str, ...]
    since: float | None = None
    tail: int | None = None
    node: str | None = None
    cursor_file: str | None = None
    timestamps: bool = False


class _Reading:
    """The logs that are read, and how their lines are shown."""

    def __init__(self, session: Session, wanted: Wanted) -> None:
        self.logs = _logs(session, wanted)
        self.shown = 0
        self._session, self._wanted = session, wanted
        self._file = Path(wanted.cursor_file) if wanted.cursor_file else None
        self._kept = 0
        positions = read_cursors(self._file) if self._file else {}
        for log in self.logs:
            if log.watched.name in positions:
                log.tail.go_on(positions[log.watched.name])
        # Where another reading ended is where this one begins.
        self.tail = None if positions else wanted.tail

    def show(self, lines: Sequence[JobLine]) -> None:
        """Writes lines to standard output."""
        self.shown += len(lines)
        terminal = self._session.terminal
        if self._session.options.json:
            print_log_json(terminal, lines)
        else:
            many = len(self.logs) > 1
            print_log(terminal, lines, with_job=many, with_time=self._wanted.timestamps)

    def keep(self) -> None:
        """Writes down what was shown."""
        if self._file and self._kept != self.shown:
            write_cursors(self._file, {log.watched.name: log.tail.positions for log in self.logs})
            self._kept = self.shown


def print_logs(session: Session, wanted: Wanted) -> ExitCode:
    """Prints what is there by now."""
    reading = _Reading(session, wanted)
    if reading.tail is not None:
        kept = [(log.watched, it) for log in reading.logs for it in log.tail.last(reading.tail)]
        kept.sort(key=lambda pair: pair[1].timestamp)
        reading.show(kept[max(0, len(kept) - reading.tail) :])
    else:
        for batch in batches(merged(reading.logs)):
            reading.show(batch)
    reading.keep()
    for log in reading.logs:
        if log.tail.trouble is not None:
            raise service_failure(log.tail.trouble)
    if session.options.json:
        write_line(session.terminal, summary_line({"lines": reading.shown}, ()))
    elif not any(log.tail.width for log in reading.logs):
        silent = [
            no_lines(log.watched.name, wanted.node, _status(log.watched)) for log in reading.logs
        ]
        tell(session.terminal, silent, {})
    return ExitCode.DONE


def _status(job: Watched) -> str | None:
    """As it is now; None where it cannot be had, since the lines were all that was asked for."""
    with suppress(ServiceError):
        description = job.jobs.describe(job.name)
        if job.is_meant(description):
            return str(description.get("TrainingJobStatus"))
    return None


def follow_logs(session: Session, wanted: Wanted) -> ExitCode:
    """Prints lines as they come, until every job has ended and its log is drained."""
    reading = _Reading(session, wanted)
    with session.interrupts:
        with progress(
            session.terminal,
            {},
            as_json=session.options.json,
            seconds=time.monotonic,
            board=False,
        ) as listener:
            explainer = explaining(session, listener, lambda: provider_settings(session))
            watching = Watching(session.clock, session.interrupts, explainer, session.pace)
            waited = LogFollower(
                reading.logs, watching, reading.show, reading.tail, reading.keep
            ).run()
            reading.keep()
        remember(session, waited.ended)
    if session.options.json:
        write_line(session.terminal, {**summary_of(waited), "lines": reading.shown})
    words = still_meant(wanted.names, waited.ended)
    tell_running(session, "logs -f", words, waited.running)
    return exit_code_of(session, waited, Until())


def _logs(session: Session, wanted: Wanted) -> list[FollowedLog]:
    state = own_state(session)
    since = 0
    if wanted.since is not None:
        oldest = session.clock.now() - timedelta(seconds=wanted.since)
        since = max(0, int(oldest.timestamp() * 1000))
    provider = provider_settings(session)
    found = []
    jobs = watched(session, state, wanted.names)
    for job in jobs:
        logs = session.services.logs(provider, job.region)
        room = ROOM // len(jobs)
        tail = LogTail(logs, job.name, session.clock, wanted.node, since, room)
        found.append(FollowedLog(job, tail))
    return found
