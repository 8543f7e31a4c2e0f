"""Stopping jobs by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.outcome import service_failure, stop
from sm_tj_cli.cli.records import own_state, provider_settings
from sm_tj_cli.cli.waiting import watch, watched
from sm_tj_cli.plan.record import is_same_job
from sm_tj_cli.render.events import summary_line
from sm_tj_cli.render.json_output import write_document, write_line
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.watch.wait import Until

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.state.model import State
    from sm_tj_cli.watch.follow import Watched

RUNNING = "InProgress"


def would_stop(session: Session, names: Sequence[str]) -> ExitCode:
    """Says what `stop_jobs` would do, and does nothing."""
    state = own_state(session)
    jobs = watched(session, state, names)
    statuses = [str(found.get("TrainingJobStatus")) for found in _described(state, jobs)]
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
    _described(state, jobs)
    provider = provider_settings(session)
    for job in jobs:
        try:
            session.services.training_jobs(provider, job.region).stop(job.name)
        except ServiceError as error:
            # It has ended already, which is what was wanted.
            if error.kind is not Kind.STATUS:
                raise
            session.terminal.error(f"{job.name} has ended or is stopping already.")
    waited = watch(session, jobs, Until(timeout_seconds=timeout))
    if waited.problem is not None:
        raise service_failure(waited.problem)
    if session.options.json:
        write_line(session.terminal, summary_line({"ended": len(waited.ended)}, ()))
    if waited.interrupted:
        return session.interrupts.code
    return ExitCode.TIMEOUT if waited.timed_out else ExitCode.DONE


def _described(state: State, jobs: Sequence[Watched]) -> list[Mapping[str, JSON]]:
    """What AWS says of each.

    Raises:
        Stopped: the name of a recorded job is another one's by now, or in this account.
        ServiceError: there is no such job, or AWS cannot be asked.
    """
    found = []
    for job in jobs:
        description = job.jobs.describe(job.name)
        record = state.job(job.address) if job.address else None
        if record is not None and not is_same_job(record.attributes, description):
            raise stop(
                "Not the recorded training job",
                f'The training job that is called "{job.name}" in this account now is not the one that is recorded at '
                f"{job.address}. Nothing was stopped.",
            )
        found.append(description)
    return found
