"""Waiting for jobs by name: what `wait` and `stop` have in common."""

from __future__ import annotations

import shlex
import time
from typing import TYPE_CHECKING

from sm_tj_cli.arns import Arn, job_name_in, may_be_a_job
from sm_tj_cli.cli.exit_codes import ExitCode, for_verdicts
from sm_tj_cli.cli.outcome import Stopped, service_failure, stop
from sm_tj_cli.cli.records import candidates, own_state, own_store, provider_settings
from sm_tj_cli.cli.triaging import explaining
from sm_tj_cli.cli.unrecorded import find_unrecorded, unselected
from sm_tj_cli.diagnostics import a_few
from sm_tj_cli.plan.record import has_ended, is_same_job, job_name, job_region
from sm_tj_cli.plan.selection import select
from sm_tj_cli.render.events import summary_line
from sm_tj_cli.render.json_output import write_line
from sm_tj_cli.render.progress import progress
from sm_tj_cli.service import ServiceError
from sm_tj_cli.state.store import StateLocked, StateNotSaved
from sm_tj_cli.times import moment
from sm_tj_cli.watch.follow import Watched
from sm_tj_cli.watch.verdict import KNOWN_STATUSES
from sm_tj_cli.watch.wait import PHASES, Waited, Watching, wait

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.diagnostics import Diagnostics
    from sm_tj_cli.state.model import State
    from sm_tj_cli.watch.events import Ended
    from sm_tj_cli.watch.wait import Until

MOST_NAMED = 5


def wait_for(session: Session, names: Sequence[str], until: Until) -> ExitCode:
    """Waits for the jobs that the names mean, tells the summary, and gives the exit code."""
    _check_status(until.status)
    waited = watch(session, watched(session, own_state(session), names), until)
    if session.options.json:
        write_line(session.terminal, summary_of(waited))
    tell_running(session, "wait", still_meant(names, waited.ended), waited.running)
    return exit_code_of(session, waited, until)


def watched(session: Session, state: State, names: Sequence[str]) -> list[Watched]:
    """The jobs that the names mean: recorded ones, else jobs of the account by that name.

    Raises:
        Stopped: a name means nothing.
    """
    known = candidates(state)
    addresses: list[InstanceAddress] = []
    found: list[Watched] = []
    problems: list[Diagnostics] = []
    for name in names:
        selected, nothing = select([name], known)
        addresses.extend(selected)
        if not selected and may_be_a_job(name):
            found.append(_foreign(session, name, nothing))
        elif not selected:
            problems.append(unselected(name, nothing))
    if problems:
        raise Stopped(sum(problems[1:], problems[0]))
    found = _each_once(found)
    provider = provider_settings(session)
    for address in dict.fromkeys(addresses):
        record = state.job(address)
        assert record is not None
        region = job_region(record.attributes)
        jobs = session.services.training_jobs(provider, region)
        created = moment(record.attributes.get("creation_time"))
        over = has_ended(record.attributes)
        found.append(Watched(job_name(record.attributes), jobs, address, created, region, over))
    return found


def _each_once(found: Sequence[Watched]) -> list[Watched]:
    unique: dict[str, Watched] = {}
    for job in found:
        if unique.setdefault(job.key, job).jobs is not job.jobs:
            raise stop(
                "One name in two regions",
                f'Jobs named "{job.name}" of several regions are meant, and none of them is recorded here: '
                "name them one at a time, or import them.",
            )
    return list(unique.values())


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
                if record is None or final.address is None:
                    continue
                if is_same_job(record.attributes, final.description):
                    fresh = refreshed(record, final.description, session.schema)
                    state = state.with_job(final.address, fresh)
            locked.save(state)
    except (StateLocked, StateNotSaved, ServiceError) as problem:
        session.terminal.error(f"The end of the jobs was not recorded: {problem}")


def tell_running(session: Session, verb: str, names: Sequence[str], running: Sequence[str]) -> None:
    """Says which jobs run on, how to come back to them, and how to stop them."""
    if not running:
        return
    who = "1 training job runs" if len(running) == 1 else f"{len(running)} training jobs run"
    again, smtj = shlex.join(names), f"smtj{session.options.whereabouts}"
    session.terminal.error(
        f"{who} on in AWS: {a_few(running, MOST_NAMED)}.",
        f"  come back:  {smtj} {verb} {again}",
        f"  stop:       {smtj} stop {again}",
    )


def still_meant(names: Sequence[str], ended: Sequence[Ended]) -> list[str]:
    """The names but for those that mean a job which ended, and no other one."""
    over: set[str] = set()
    for final in ended:
        over |= {final.name, final.name.lower()}
        if final.address is not None:
            over |= {str(final.address), final.address.label}
    return [name for name in names if job_name_in(name) not in over] or list(names)


def _foreign(session: Session, name: str, nothing: Diagnostics) -> Watched:
    jobs, description = find_unrecorded(session, name, nothing)
    created = moment(description.get("CreationTime"))
    region = Arn.of_job(name).region or None
    return Watched(job_name_in(name), jobs, created=created, region=region)


def summary_of(waited: Waited) -> dict[str, object]:
    """The last JSON line of a verb that waited."""
    counts = {"ended": len(waited.ended), "reached": len(waited.reached)}
    ends = {
        "running": list(waited.running),
        "timed_out": waited.timed_out,
        "interrupted": waited.interrupted,
    }
    return {**summary_line(counts, ()), **ends}


def exit_code_of(session: Session, waited: Waited, until: Until) -> ExitCode:
    """The exit code of a verb that waited for this.

    Raises:
        Stopped: the service could not be asked any more.
    """
    if waited.problem is not None:
        raise service_failure(waited.problem)
    if waited.interrupted:
        return session.interrupts.code
    if waited.timed_out:
        return ExitCode.TIMEOUT
    if until.any_of_them and until.status is not None and waited.reached:
        return ExitCode.DONE
    missed = [final for final in waited.ended if final.key not in waited.reached]
    if until.status is None:
        return for_verdicts(final.verdict for final in waited.ended)
    code = for_verdicts(final.verdict for final in missed)
    # It completed, which is not what was waited for.
    return ExitCode.ERROR if missed and code is ExitCode.DONE else code


def _check_status(status: str | None) -> None:
    known = sorted({*KNOWN_STATUSES, *PHASES})
    if status is not None and status not in known:
        raise stop(
            "Unknown status",
            f'"{status}" is no status or phase of a training job: {", ".join(known)}.',
        )
