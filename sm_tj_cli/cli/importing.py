"""An existing job into the state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB, AddressError, parse_instance
from sm_tj_cli.apply.recording import recorded
from sm_tj_cli.apply.survey import no_such_job
from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.cli.project import sound_project, store_of
from sm_tj_cli.cli.records import own_store
from sm_tj_cli.configuration.model import ProviderSettings
from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.pipeline import evaluate
from sm_tj_cli.plan.record import job_name
from sm_tj_cli.request.attributes import exported
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.state.model import InstanceState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.pipeline import Declared
    from sm_tj_cli.request.training_job import TrainingJob
    from sm_tj_cli.state.model import JSON, State
    from sm_tj_cli.state.store import StateStore


def adopt(
    session: Session,
    name: str,
    address: str | None,
    variables: tuple[tuple[str, str], ...],
    lock_timeout: float,
) -> tuple[InstanceAddress, Mapping[str, JSON]]:
    """Records the job and says where, and what is known of it.

    Raises:
        Stopped: there is no such job, or the address is taken, missing or cannot be found out.
    """
    if address is not None and _address(name) is not None and _address(address) is None:
        name, address = address, name
    name = name.rpartition("/")[2]
    declared, store = _surroundings(session, variables)
    with store.lock("import", lock_timeout) as locked:
        where = _where(name, address, declared, locked.state)
        _check_free(where, name, locked.state)
        job = _job(where, declared)
        provider = _provider(declared, job)
        service = session.services.training_jobs(provider, job.region if job else None)
        try:
            description = service.describe(name)
        except ServiceError as error:
            if error.kind is Kind.NOT_FOUND:
                raise Stopped(Diagnostics.of(no_such_job(name))) from error
            raise
        tags = service.tags(str(description.get("TrainingJobArn")))
        attributes = exported(description, session.schema, tags)
        made = recorded(job, {}, session.schema) if job else InstanceState({})
        record = InstanceState(
            attributes,
            index_key=where.key,
            sensitive_attributes=made.sensitive_attributes,
            dependencies=made.dependencies,
        )
        locked.save(locked.state.with_job(where, record))
    return where, attributes


def _surroundings(
    session: Session, variables: tuple[tuple[str, str], ...]
) -> tuple[Declared | None, StateStore]:
    """The configuration here, where there is one, and the state."""
    if not any(Path().glob("*.tf")) and not any(Path().glob("*.tf.json")):
        return None, own_store(session)
    project = sound_project(session, (".",), variables)
    store = store_of(session, project)
    declared = evaluate(project, session.names.first_state(store.read()))
    return declared, store


def _where(
    name: str, address: str | None, declared: Declared | None, state: State
) -> InstanceAddress:
    if address is not None:
        found = _address(address) or _address(f"{TRAINING_JOB}.{address}")
        if found is None or found.resource.type != TRAINING_JOB:
            raise stop(
                "Invalid address",
                f'"{address}" is not the address of a training job, such as {TRAINING_JOB}.train or '
                f'{TRAINING_JOB}.sweep["a"].',
            )
        return found
    jobs = declared.jobs if declared else ()
    named = [job.address for job in jobs if job.name == name]
    free = [job.address for job in jobs if state.job(job.address) is None]
    choice = named or free
    if len(choice) == 1:
        return choice[0]
    listed = ", ".join(map(str, choice)) or "none is declared"
    raise stop(
        "Address is needed",
        f'Which resource "{name}" is to become cannot be told from the configuration ({listed}). Name it: '
        f"smtj import {name} ADDRESS",
    )


def _check_free(where: InstanceAddress, name: str, state: State) -> None:
    record = state.job(where)
    if record is not None:
        raise stop(
            "Resource already managed",
            f'{where} is recorded already, as the job "{job_name(record.attributes)}". To record another one there, '
            f"forget that one first: smtj state rm '{where}'",
        )
    for address, other in state.jobs():
        if job_name(other.attributes) == name:
            raise stop("Resource already managed", f'"{name}" is recorded already, as {address}.')


def _job(where: InstanceAddress, declared: Declared | None) -> TrainingJob | None:
    jobs = declared.jobs if declared else ()
    return next((job for job in jobs if job.address == where), None)


def _provider(declared: Declared | None, job: TrainingJob | None) -> ProviderSettings:
    if job is not None:
        return job.instance.provider
    return declared.configuration.provider if declared else ProviderSettings()


def _address(text: str) -> InstanceAddress | None:
    try:
        return parse_instance(text)
    except AddressError:
        return None
