"""Waiting for jobs by name: what `wait` and `stop` have in common."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

from sm_tj_cli.cli.exit_codes import ExitCode, for_verdicts
from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.cli.records import chosen, jobs_of, own_state, own_store, provider_settings
from sm_tj_cli.cli.triaging import explaining
from sm_tj_cli.plan.record import job_name
from sm_tj_cli.render.events import summary_line
from sm_tj_cli.render.json_output import write_line
from sm_tj_cli.render.progress import progress
from sm_tj_cli.service import ServiceError
from sm_tj_cli.state.store import StateLocked, StateNotSaved
from sm_tj_cli.watch.follow import Watched
from sm_tj_cli.watch.verdict import KNOWN_STATUSES
from sm_tj_cli.watch.wait import PHASES, Waited, Watching, wait

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.state.model import State
    from sm_tj_cli.watch.events import Ended
    from sm_tj_cli.watch.wait import Until


def wait_for(session: Session, names: Sequence[str], until: Until) -> ExitCode:
    """Waits for the jobs that the names mean, tells the summary, and gives the exit code."""
    _check_status(until.status)
    waited = watch(session, watched(session, own_state(session), names), until)
    if session.options.json:
        counts = {"ended": len(waited.ended), "reached": len(waited.reached)}
        write_line(session.terminal, summary_line(counts, ()))
    if waited.interrupted:
        return session.interrupts.code
    if waited.timed_out:
        session.terminal.error("The time is over; the jobs run on.")
        return ExitCode.TIMEOUT
    if until.status is not None and waited.reached:
        return ExitCode.DONE
    return for_verdicts(ended.verdict for ended in waited.ended)


def watched(session: Session, state: State, names: Sequence[str]) -> list[Watched]:
    """The jobs that the names mean: recorded ones, else jobs of the account by that name."""
    found = []
    if len(names) == 1 and names[0] and not _is_recorded(state, names[0]):
        return [Watched(names[0].rpartition("/")[2], jobs_of(session, None))]
    for address in chosen(state, names):
        record = state.job(address)
        assert record is not None
        created = record.attributes.get("creation_time")
        at = datetime.fromisoformat(created) if isinstance(created, str) else None
        found.append(Watched(job_name(record.attributes), jobs_of(session, record), address, at))
    return found


def watch(session: Session, jobs: Sequence[Watched], until: Until) -> Waited:
    """Follows the jobs, showing what happens, and records how they ended."""
    with session.interrupts:
        with progress(
            session.terminal, {}, as_json=session.options.json, seconds=time.monotonic
        ) as listener:
            explainer = explaining(session, listener, lambda: provider_settings(session))
            watching = Watching(session.clock, session.interrupts, explainer, session.pace)
            waited = wait(jobs, until, watching)
        remember(session, waited.ended)
    return waited


def remember(session: Session, ended: Sequence[Ended]) -> None:
    """Writes how jobs ended into the state, unless somebody else holds it: the next refresh sees it too."""
    from sm_tj_cli.apply.recording import refreshed

    known = [final for final in ended if final.address is not None and final.description]
    if not known:
        return
    try:
        with own_store(session).lock("wait") as locked:
            state = locked.state
            for final in known:
                record = state.job(final.address) if final.address else None
                if record is not None and final.address is not None:
                    fresh = refreshed(record, final.description, session.schema)
                    state = state.with_job(final.address, fresh)
            locked.save(state)
    except (StateLocked, StateNotSaved, ServiceError) as problem:
        session.terminal.error(f"The end of the jobs was not recorded: {problem}")


def _is_recorded(state: State, name: str) -> bool:
    from sm_tj_cli.cli.records import candidates

    return any(candidate.matches(name) for candidate in candidates(state)) or not _is_plain(name)


def _is_plain(name: str) -> bool:
    return name.rpartition("/")[2].replace("-", "").isalnum()


def _check_status(status: str | None) -> None:
    known = sorted({*KNOWN_STATUSES, *PHASES})
    if status is not None and status not in known:
        raise stop(
            "Unknown status",
            f'"{status}" is no status or phase of a training job: {", ".join(known)}.',
        )
