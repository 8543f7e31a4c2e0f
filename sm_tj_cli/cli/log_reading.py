"""Log lines of jobs on the screen, once or until the jobs end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sm_tj_cli.cli.exit_codes import ExitCode, for_verdicts
from sm_tj_cli.cli.records import own_state, provider_settings
from sm_tj_cli.cli.triaging import explaining
from sm_tj_cli.cli.waiting import remember, watched
from sm_tj_cli.plan.record import job_region
from sm_tj_cli.render.events import log_line, summary_line
from sm_tj_cli.render.json_output import write_line
from sm_tj_cli.render.progress import progress
from sm_tj_cli.render.sanitise import one_line
from sm_tj_cli.watch.follow import Follower
from sm_tj_cli.watch.logs import LogTail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.watch.events import Ended
    from sm_tj_cli.watch.follow import Watched
    from sm_tj_cli.watch.logs import LogLine


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: of the jobs that the names mean, since so many seconds ago, the last `tail`, of one node."""

    names: tuple[str, ...]
    since: float | None = None
    tail: int | None = None
    node: str | None = None


@dataclass(frozen=True, slots=True)
class _Log:
    watched: Watched
    tail: LogTail


def print_logs(session: Session, wanted: Wanted) -> ExitCode:
    """Prints what is there by now."""
    logs = _logs(session, wanted)
    _print(session, _merged(logs, wanted.tail), many=len(logs) > 1)
    return ExitCode.DONE


def follow_logs(session: Session, wanted: Wanted) -> ExitCode:
    """Prints lines as they come, until every job has ended and its log is drained."""
    import time

    logs = _logs(session, wanted)
    ended: list[Ended] = []
    with (
        session.interrupts,
        progress(
            session.terminal, {}, as_json=session.options.json, seconds=time.monotonic
        ) as listener,
    ):
        explainer = explaining(session, listener, lambda: provider_settings(session))
        follower = Follower(session.clock, explainer, session.pace)
        for log in logs:
            follower.add(log.watched)
        tail = wanted.tail
        while True:
            # Asked before the lines are read: what an ended job logged is there by then.
            ended.extend(follower.poll())
            _print(session, _merged(logs, tail), many=len(logs) > 1)
            tail = None
            if not follower.active or session.interrupts.is_set():
                break
            session.clock.sleep(follower.interval())
    remember(session, ended)
    if session.options.json:
        write_line(session.terminal, summary_line({"ended": len(ended)}, ()))
    if session.interrupts.is_set():
        return session.interrupts.code
    return for_verdicts(final.verdict for final in ended)


def _logs(session: Session, wanted: Wanted) -> list[_Log]:
    state = own_state(session)
    since = None
    if wanted.since is not None:
        moment = session.clock.now() - timedelta(seconds=wanted.since)
        since = int(moment.timestamp() * 1000)
    provider = provider_settings(session)
    found = []
    for job in watched(session, state, wanted.names):
        record = state.job(job.address) if job.address else None
        region = job_region(record.attributes) if record else None
        logs = session.services.logs(provider, region)
        found.append(_Log(job, LogTail(logs, job.name, wanted.node, since)))
    return found


def _merged(logs: Sequence[_Log], tail: int | None) -> list[tuple[Watched, LogLine]]:
    lines = [(log.watched, line) for log in logs for line in log.tail.read()]
    lines.sort(key=lambda pair: pair[1].timestamp)
    return lines if tail is None else lines[len(lines) - min(tail, len(lines)) :]


def _print(session: Session, lines: Sequence[tuple[Watched, LogLine]], *, many: bool) -> None:
    for job, line in lines:
        if session.options.json:
            time = datetime.fromtimestamp(line.timestamp / 1000, UTC)
            shown = time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
            document = log_line(job.address, job.name, line.node, shown, line.message)
            write_line(session.terminal, document)
        else:
            place = f"{job.name}/{line.node}" if many else line.node
            session.terminal.out(f"{place} | {one_line(line.message)}")
