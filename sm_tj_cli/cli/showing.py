"""One job for `show`: its record, brought up to date, or a job that only AWS knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.arns import may_be_a_job
from sm_tj_cli.cli.exit_codes import ExitCode, for_verdicts
from sm_tj_cli.cli.listing import recorded_rows, show_rows, tell_age, time_now
from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.cli.records import candidates, jobs_of, own_state, provider_settings
from sm_tj_cli.cli.triaging import explained
from sm_tj_cli.cli.unrecorded import find_unrecorded, unselected
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.plan.record import is_same_job, job_arn, job_name, sensitive_paths
from sm_tj_cli.plan.selection import select
from sm_tj_cli.render.diagnostics import tell
from sm_tj_cli.render.rows import verdict
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.watch.outlook import Outlook, outlook
from sm_tj_cli.watch.verdict import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import AttributePath
    from sm_tj_cli.state.model import InstanceState, State
    from sm_tj_cli.watch.triage import Triage


@dataclass(frozen=True, slots=True)
class Shown:
    """A job to show. `address` is None where it is not recorded."""

    address: InstanceAddress | None
    attributes: Mapping[str, JSON]
    now: str
    history: tuple[InstanceState, ...] = ()
    sensitive: frozenset[AttributePath] = frozenset()
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    triage: Triage | None = None
    outlook: Outlook | None = None
    is_gone: bool = False

    @property
    def verdict(self) -> Verdict:
        """How the job stands or ended; gone where AWS does not know it any more."""
        return Verdict.GONE if self.is_gone else verdict(self.attributes)[0]


@dataclass(frozen=True, slots=True)
class _Live:
    """A record brought up to date."""

    record: InstanceState
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    triage: Triage | None = None
    outlook: Outlook | None = None
    is_gone: bool = False


def show(session: Session, name: str | None, *, offline: bool, by_verdict: bool) -> ExitCode:
    """Shows one job, or lists all without a name; with `by_verdict` the exit code says how they ended."""
    if name is None:
        rows = recorded_rows(session, own_state(session))
        show_rows(session, rows)
        tell_age(session, rows)
        verdicts = [row.verdict for row in rows]
    else:
        shown = look_up(session, name, offline=offline)
        print_shown(session, shown)
        verdicts = [shown.verdict]
    return for_verdicts(verdicts) if by_verdict else ExitCode.DONE


def print_shown(session: Session, shown: Shown) -> None:
    """The job on the screen, or as a document."""
    from sm_tj_cli.render.job import Background, print_job
    from sm_tj_cli.render.json_output import show_document, write_document

    known = Background(shown.history, shown.now, shown.sensitive, shown.triage, shown.outlook)
    if session.options.json:
        document = show_document(shown.address, shown.attributes, known, shown.diagnostics)
        write_document(session.terminal, document)
    else:
        print_job(session.terminal, shown.address, shown.attributes, known)


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
    if offline or not may_be_a_job(name):
        raise Stopped(unselected(name, problems))
    return _foreign(session, name, problems)


def _recorded(session: Session, state: State, address: InstanceAddress, *, offline: bool) -> Shown:
    record = state.job(address)
    assert record is not None
    live = _Live(record) if offline else _live(session, record)
    tell(session.terminal, live.diagnostics, {})
    return Shown(
        address,
        live.record.attributes,
        time_now(session),
        state.history(address),
        sensitive_paths(live.record),
        live.diagnostics,
        live.triage,
        live.outlook,
        live.is_gone,
    )


def _live(session: Session, record: InstanceState) -> _Live:
    from sm_tj_cli.apply.recording import refreshed

    name = job_name(record.attributes)
    try:
        description = jobs_of(session, record).describe(name)
    except ServiceError as error:
        if error.kind is not Kind.NOT_FOUND:
            raise
        return _gone(record, f'AWS does not know "{name}" any more')
    if not is_same_job(record.attributes, description):
        return _gone(record, f'The job that is called "{name}" in AWS now is another one')
    triage = explained(session, description, provider_settings(session))
    fresh = refreshed(record, description, session.schema)
    return _Live(fresh, triage=triage, outlook=_outlook(session, description))


def _gone(record: InstanceState, why: str) -> _Live:
    told = Diagnostic.warning("Training job is gone in AWS", f"{why}; what is shown is the record.")
    return _Live(record, Diagnostics.of(told), is_gone=True)


def _foreign(session: Session, name: str, problems: Diagnostics) -> Shown:
    from sm_tj_cli.request.attributes import exported

    service, description = find_unrecorded(session, name, problems)
    tags = service.tags(job_arn(exported(description, session.schema, None)))
    attributes = exported(description, session.schema, tags)
    triage = explained(session, description, provider_settings(session))
    outlook = _outlook(session, description)
    return Shown(None, attributes, time_now(session), triage=triage, outlook=outlook)


def _outlook(session: Session, description: Mapping[str, JSON]) -> Outlook | None:
    """How far the job is; None where it has ended."""
    if judge(description)[0].is_final:
        return None
    return outlook(description, session.clock.now())
