"""One job for `show`: its record, brought up to date, or a job that only AWS knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.cli.listing import time_now
from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.cli.records import candidates, jobs_of, own_state
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.plan.record import job_arn, job_name
from sm_tj_cli.plan.selection import select
from sm_tj_cli.render.diagnostics import tell
from sm_tj_cli.service import Kind, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.request.training_job import AttributePath
    from sm_tj_cli.state.model import JSON, InstanceState, State


@dataclass(frozen=True, slots=True)
class Shown:
    """A job to show. `address` is None where it is not recorded."""

    address: InstanceAddress | None
    attributes: Mapping[str, JSON]
    now: str
    history: tuple[InstanceState, ...] = ()
    sensitive: frozenset[AttributePath] = frozenset()
    diagnostics: Diagnostics = field(default_factory=Diagnostics)


def look_up(session: Session, name: str, *, offline: bool) -> Shown:
    """The job that `name` means.

    Raises:
        Stopped: there is none, or several.
        ServiceError: AWS refuses to be asked.
    """
    state = own_state(session)
    found, problems = select([name], candidates(state))
    if len(found) > 1:
        listed = ", ".join(str(address) for address in found[:10])
        raise stop("Several training jobs", f'"{name}" means {len(found)} jobs: {listed}.')
    if found:
        return _recorded(session, state, found[0], offline=offline)
    if offline or not name or not _may_be_a_name(name):
        raise Stopped(problems)
    return _foreign(session, name, problems)


def _recorded(session: Session, state: State, address: InstanceAddress, *, offline: bool) -> Shown:
    record = state.job(address)
    assert record is not None
    diagnostics = Diagnostics()
    if not offline:
        record, diagnostics = _live(session, record)
        tell(session.terminal, diagnostics, {})
    return Shown(
        address,
        record.attributes,
        time_now(session),
        state.history(address),
        frozenset(sensitive_paths(record)),
        diagnostics,
    )


def _live(session: Session, record: InstanceState) -> tuple[InstanceState, Diagnostics]:
    from sm_tj_cli.apply.recording import refreshed

    name = job_name(record.attributes)
    try:
        description = jobs_of(session, record).describe(name)
    except ServiceError as error:
        if error.kind is not Kind.NOT_FOUND:
            raise
        gone = Diagnostic.warning(
            "Training job is gone in AWS",
            f'AWS does not know "{name}" any more; what is shown is the record.',
        )
        return record, Diagnostics.of(gone)
    return refreshed(record, description, session.schema), Diagnostics()


def _foreign(session: Session, name: str, problems: Diagnostics) -> Shown:
    from sm_tj_cli.request.attributes import exported

    service = jobs_of(session, None)
    try:
        description = service.describe(name.rpartition("/")[2])
    except ServiceError as error:
        if error.kind is Kind.NOT_FOUND:
            raise Stopped(problems) from error
        raise
    tags = service.tags(job_arn(exported(description, session.schema, None)))
    return Shown(None, exported(description, session.schema, tags), time_now(session))


def _may_be_a_name(name: str) -> bool:
    text = name.rpartition("/")[2]
    return text.replace("-", "").isalnum()


def sensitive_paths(record: InstanceState) -> list[AttributePath]:
    """The sensitive paths of a record, as plain steps."""
    paths: list[AttributePath] = []
    for path in record.sensitive_attributes:
        steps: list[str | int] = []
        for step in path if isinstance(path, list) else []:
            value = step.get("value") if isinstance(step, dict) else None
            inner = value.get("value") if isinstance(value, dict) else value
            if isinstance(inner, str | int):
                steps.append(inner)
        paths.append(tuple(steps))
    return paths
