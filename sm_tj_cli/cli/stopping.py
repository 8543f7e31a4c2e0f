"""Stopping jobs by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.outcome import service_failure
from sm_tj_cli.cli.records import jobs_of, own_state
from sm_tj_cli.cli.waiting import watch, watched
from sm_tj_cli.render.events import summary_line
from sm_tj_cli.render.json_output import write_document, write_line
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.watch.wait import Until

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.cli.wiring import Session

RUNNING = "InProgress"


def would_stop(session: Session, names: Sequence[str]) -> ExitCode:
    """Says what `stop_jobs` would do, and does nothing."""
    jobs = watched(session, own_state(session), names)
    statuses = [str(job.jobs.describe(job.name).get("TrainingJobStatus")) for job in jobs]
    found = list(zip(jobs, statuses, strict=True))
    if session.options.json:
        listed = [
            {
                "address": str(job.address) if job.address else None,
                "name": job.name,
                "status": status,
                "stops": status == RUNNING,
            }
            for job, status in found
        ]
        write_document(session.terminal, {"jobs": listed})
        return ExitCode.DONE
    session.terminal.out(
        *(
            f"Would stop {job.name}." if status == RUNNING else f"{job.name} is {status} already."
            for job, status in found
        )
    )
    return ExitCode.DONE


def stop_jobs(session: Session, names: Sequence[str], timeout: float | None) -> ExitCode:
    """Asks each to stop and waits for the end of all; done already is success."""
    state = own_state(session)
    jobs = watched(session, state, names)
    for job in jobs:
        record = state.job(job.address) if job.address else None
        try:
            jobs_of(session, record).stop(job.name)
        except ServiceError as error:
            # It has ended already, which is what was wanted.
            if error.kind is not Kind.STATUS:
                raise
    waited = watch(session, jobs, Until(timeout_seconds=timeout))
    if waited.problem is not None:
        raise service_failure(waited.problem)
    if session.options.json:
        write_line(session.terminal, summary_line({"ended": len(waited.ended)}, ()))
    if waited.interrupted:
        return session.interrupts.code
    return ExitCode.TIMEOUT if waited.timed_out else ExitCode.DONE
