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
    from sm_tj_cli.state.model import InstanceState, State
    from sm_tj_cli.watch.follow import Watched

RUNNING = "InProgress"


def would_stop(session: Session, names: Sequence[str]) -> ExitCode:
    """Says what `stop_jobs` would do, and does nothing."""
    state = own_state(session)
    jobs = watched(session, state, names)
    found = [
        (job, None if description is None else str(description.get("TrainingJobStatus")))
        for job, description in _described(session, state, jobs)
    ]
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
    session.terminal.out(*(_intended(job.name, status) for job, status in found))
    return ExitCode.DONE


def _intended(name: str, status: str | None) -> str:
    if status is None:
        return _gone(name)
    return f"Would stop {name}." if status == RUNNING else f"{name} is {status} already."


def _gone(name: str) -> str:
    return f"{name} is gone in AWS: there is nothing to stop."


def stop_jobs(session: Session, names: Sequence[str], timeout: float | None) -> ExitCode:
    """Asks each to stop and waits for the end of all; done already, or gone, is success."""
    state = own_state(session)
    found = _described(session, state, watched(session, state, names))
    there = [job for job, description in found if description is not None]
    session.terminal.error(*(_gone(job.name) for job, description in found if description is None))
    provider = provider_settings(session)
    for job in there:
        try:
            session.services.training_jobs(provider, job.region).stop(job.name)
        except ServiceError as error:
            # It has ended already, which is what was wanted.
            if error.kind is not Kind.STATUS:
                raise
            session.terminal.error(f"{job.name} has ended or is stopping already.")
    waited = watch(session, there, Until(timeout_seconds=timeout))
    if waited.problem is not None:
        raise service_failure(waited.problem)
    if session.options.json:
        counts = {"ended": len(waited.ended), "gone": len(found) - len(there)}
        write_line(session.terminal, summary_line(counts, ()))
    if waited.interrupted:
        return session.interrupts.code
    return ExitCode.TIMEOUT if waited.timed_out else ExitCode.DONE


def _described(
    session: Session, state: State, jobs: Sequence[Watched]
) -> list[tuple[Watched, Mapping[str, JSON] | None]]:
    """What AWS says of each; None of a recorded job that is gone.

    Raises:
        Stopped: the name of a recorded job is another one's by now.
        ServiceError: AWS cannot be asked, or answers for another account than the recorded job's.
    """
    found: list[tuple[Watched, Mapping[str, JSON] | None]] = []
    for job in jobs:
        record = state.job(job.address) if job.address else None
        description = _description(session, job, record)
        if record is not None and description and not is_same_job(record.attributes, description):
            raise stop(
                "Not the recorded training job",
                f'The training job that is called "{job.name}" in this account now is not the one that is recorded at '
                f"{job.address}. Nothing was stopped.",
            )
        found.append((job, description))
    return found


def _description(
    session: Session, job: Watched, record: InstanceState | None
) -> Mapping[str, JSON] | None:
    from sm_tj_cli.apply.survey import check_account

    try:
        return job.jobs.describe(job.name)
    except ServiceError as error:
        if error.kind is not Kind.NOT_FOUND or record is None:
            raise
    check_account(record.attributes, provider_settings(session), session.services)
    return None
