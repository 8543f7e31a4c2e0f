"""Existing jobs into the state, with the configuration that declares them where that is asked for."""

from __future__ import annotations

import shlex
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB, AddressError, is_meant, parse_instance
from sm_tj_cli.apply.adoption import Adopted, Found, look_up, no_such_job
from sm_tj_cli.apply.recording import imported
from sm_tj_cli.arns import job_name_in
from sm_tj_cli.cli.generating import new_file, write_configuration
from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.cli.project import sound_project, store_of
from sm_tj_cli.cli.records import own_store
from sm_tj_cli.configuration.model import ProviderSettings
from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.pipeline import evaluate
from sm_tj_cli.plan.record import configured_in, job_name
from sm_tj_cli.request.attributes import exported
from sm_tj_cli.request.generate import label_for
from sm_tj_cli.request.normalise import differences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.ports import TrainingJobs
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.pipeline import Declared
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.state.model import State
    from sm_tj_cli.state.store import StateStore


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for; `file` is the configuration to be written, None for none."""

    name: str
    address: str | None = None
    file: str | None = None
    variables: tuple[tuple[str, str], ...] = ()
    lock_timeout: float = 0.0


def adopt(session: Session, wish: Wish) -> tuple[Adopted, ...]:
    """Records the job, or with a file the jobs, and says where.

    Raises:
        Stopped: there is no such job, the address is taken, missing or cannot be found out, or the file exists.
    """
    name, address = wish.name, wish.address
    if address is not None and _address(name) is not None and _address(address) is None:
        name, address = address, name
    if _is_glob(name) and wish.file is None:
        raise stop(
            "Not a training job",
            f'"{name}" may mean several jobs, and an address takes one. To adopt them all, have their configuration written: '
            f"smtj import {shlex.quote(name)} --generate-config FILE.tf",
        )
    target = new_file(wish.file, Path()) if wish.file is not None else None
    declared, store = _surroundings(session, wish)
    with store.lock("import", wish.lock_timeout) as locked:
        if target is None:
            where = _where(name, address, declared, locked.state)
            _check_free(where, locked.state)
            found = {where: _found(name, _service(session, declared, where))}
        else:
            found = _chosen(session, (name, address), declared, locked.state)
        for job in found.values():
            _check_unrecorded(job, locked.state)
        if target is not None:
            labels = {where.resource.name: job for where, job in found.items()}
            write_configuration(session, target, labels)
            declared, _ = _surroundings(session, wish)
        adopted = tuple(_adopted(session, where, job, declared) for where, job in found.items())
        state = locked.state
        for one in adopted:
            state = state.with_job(one.address, one.record)
        locked.save(state)
    return adopted


def _adopted(
    session: Session, where: InstanceAddress, found: Found, declared: Declared | None
) -> Adopted:
    job = _job(where, declared)
    attributes = exported(found.description, session.schema, found.tags)
    record = imported(where, attributes, job, session.schema)
    if job is None:
        return Adopted(where, record)
    differing = differences(record.attributes, job, session.schema, configured_in(record))
    return Adopted(where, record, job, differing)


def _chosen(
    session: Session, words: tuple[str, str | None], declared: Declared | None, state: State
) -> dict[InstanceAddress, Found]:
    """The jobs that configuration is to be written for, by addresses that nothing has yet."""
    name, address = words
    service = _service(session, declared, None)
    names = _matching(name, service, state) if _is_glob(name) else [name]
    if address is not None and len(names) > 1:
        raise stop(
            "Several jobs for one address",
            f'"{name}" means {len(names)} jobs, and {address} takes one. Name one job, or leave the address out: each then '
            "gets one that is made from its name.",
        )
    taken = {str(job.address.resource) for job in declared.jobs} if declared else set()
    taken |= {str(recorded.resource) for recorded, _ in state.jobs()}
    chosen: dict[InstanceAddress, Found] = {}
    for each in names:
        found = _found(each, service)
        label = label_for(str(found.description.get("TrainingJobName")))
        while address is None and f"{TRAINING_JOB}.{label}" in taken:
            label += "_"
        where = _new_address(address or label)
        if str(where.resource) in taken:
            raise stop(
                "Resource already declared",
                f"{where} is declared or recorded already. To adopt a job there, leave --generate-config out; to have "
                "configuration written, name a new address.",
            )
        taken.add(str(where.resource))
        chosen[where] = found
    return chosen


def _is_glob(name: str) -> bool:
    return not name.startswith("https://") and not {"*", "?"}.isdisjoint(name)


def _new_address(text: str) -> InstanceAddress:
    where = _parsed(text)
    if where.key is not None or where.resource.module:
        raise stop(
            "Invalid address",
            f"Configuration is written for a resource of the root module without count and for_each, not for {where}.",
        )
    return where


def _matching(pattern: str, service: TrainingJobs, state: State) -> Sequence[str]:
    """The names that a glob means, but for the jobs that are recorded already."""
    names = [str(summary.get("TrainingJobName")) for summary in service.list()]
    found = sorted(name for name in names if is_meant(name, pattern))
    if not found:
        raise Stopped(Diagnostics.of(no_such_job(pattern)))
    known = {job_name(record.attributes) for _, record in state.jobs()}
    left = [name for name in found if name not in known]
    if not left:
        raise stop(
            "Resource already managed", f'Every job that "{pattern}" means is recorded already.'
        )
    return left


def _found(name: str, service: TrainingJobs) -> Found:
    answer = look_up(name, service)
    if not isinstance(answer, Found):
        raise Stopped(Diagnostics.of(answer))
    return answer


def _surroundings(session: Session, wish: Wish) -> tuple[Declared | None, StateStore]:
    """The configuration here, where there is one, and the state."""
    if not any(Path().glob("*.tf")) and not any(Path().glob("*.tf.json")):
        return None, own_store(session)
    project = sound_project(session, (".",), wish.variables)
    store = store_of(session, project)
    declared = evaluate(project, session.names.first_state(store.read()))
    if wish.file is not None and declared.diagnostics.has_errors:
        raise Stopped(declared.diagnostics, project.loaded.sources)
    return declared, store


def _service(
    session: Session, declared: Declared | None, where: InstanceAddress | None
) -> TrainingJobs:
    job = _job(where, declared) if where else None
    if job is not None:
        return session.services.training_jobs(job.instance.provider, job.region)
    provider = declared.configuration.provider if declared else ProviderSettings()
    return session.services.training_jobs(provider, None)


def _where(
    name: str, address: str | None, declared: Declared | None, state: State
) -> InstanceAddress:
    if address is not None:
        return _parsed(address)
    name = job_name_in(name).lower()
    jobs = declared.jobs if declared else ()
    named = [job.address for job in jobs if job.name and job.name.lower() == name]
    free = [job.address for job in jobs if state.job(job.address) is None]
    choice = named or free
    if len(choice) == 1:
        return choice[0]
    listed = ", ".join(map(str, choice)) or "none is declared"
    raise stop(
        "Address is needed",
        f'Which resource "{name}" is to become cannot be told from the configuration ({listed}). Name it, or have '
        f"it written:\n  smtj import {shlex.quote(name)} ADDRESS\n  smtj import {shlex.quote(name)} --generate-config FILE.tf",
    )


def _check_free(where: InstanceAddress, state: State) -> None:
    record = state.job(where)
    if record is not None:
        raise stop(
            "Resource already managed",
            f'{where} is recorded already, as the job "{job_name(record.attributes)}". To record another one there, '
            f"forget that one first: smtj state rm '{where}'",
        )


def _check_unrecorded(found: Found, state: State) -> None:
    name = str(found.description.get("TrainingJobName"))
    for address, other in state.jobs():
        if job_name(other.attributes) == name:
            raise stop("Resource already managed", f'"{name}" is recorded already, as {address}.')


def _job(where: InstanceAddress, declared: Declared | None) -> TrainingJob | None:
    jobs = declared.jobs if declared else ()
    return next((job for job in jobs if job.address == where), None)


def _parsed(text: str) -> InstanceAddress:
    found = _address(text) or _address(f"{TRAINING_JOB}.{text}")
    if found is None or found.resource.type != TRAINING_JOB:
        raise stop(
            "Invalid address",
            f'"{text}" is not the address of a training job, such as {TRAINING_JOB}.train or '
            f'{TRAINING_JOB}.sweep["a"].',
        )
    return found


def _address(text: str) -> InstanceAddress | None:
    with suppress(AddressError):
        return parse_instance(text)
    return None
