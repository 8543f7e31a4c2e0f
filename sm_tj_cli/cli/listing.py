"""The rows of `list`: which ones, in which order, and how they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import is_meant
from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.cli.records import jobs_of, own_state, own_store
from sm_tj_cli.diagnostics import did_you_mean
from sm_tj_cli.plan.selection import Candidate
from sm_tj_cli.render.rows import JobRow
from sm_tj_cli.times import moment
from sm_tj_cli.watch.verdict import KNOWN_STATUSES, SELECTABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.state.model import State
    from sm_tj_cli.state.store import StateStore

SORT_KEYS: dict[str, Callable[[JobRow], str | float]] = {
    "name": lambda row: row.name,
    "status": lambda row: f"{row.status} {row.secondary_status}",
    "created": lambda row: row.created or "",
    "duration": lambda row: row.seconds or 0.0,
    "metric": lambda row: row.metric[1] if row.metric else float("-inf"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which jobs, in which order.

    Attributes:
        statuses: with one of these statuses, secondary statuses or verdicts, whatever their case; none for all.
        names: with a name, an address or a label that one of these globs fits; none for all.
        since: created not longer ago than so many seconds.
        sort: a key of `SORT_KEYS`; None for the order in which they come.
        reverse: the other way round.
        limit: so many at the most.
    """

    statuses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    since: float | None = None
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None


def list_jobs(session: Session, wanted: Wanted, *, remote: bool) -> None:
    """Lists recorded jobs as last seen, or with `remote` all of the account and region, newest first."""
    _check(wanted.statuses)
    if remote:
        show_rows(session, _wanted(session, remote_rows(session, wanted), wanted))
        return
    store = own_store(session)
    state = store.read()
    rows = _wanted(session, recorded_rows(session, state), wanted)
    show_rows(session, rows)
    tell_age(session, rows)
    tell_unfinished(session, store, state)


def _wanted(session: Session, rows: Iterable[JobRow], wanted: Wanted) -> list[JobRow]:
    return ordered(chosen(rows, wanted, session.clock.now()), wanted)


def recorded_rows(session: Session, state: State | None) -> list[JobRow]:
    """The jobs of the state, as last seen; none where there is no state yet."""
    now = time_now(session)
    jobs = state.jobs() if state else ()
    return [JobRow.of(address, record.attributes, now) for address, record in jobs]


def remote_rows(session: Session, wanted: Wanted) -> Iterator[JobRow]:
    """The jobs of the account and region, newest first, asked for page by page."""
    from sm_tj_cli.request.attributes import exported

    known = {record.attributes.get("arn"): address for address, record in own_state(session).jobs()}
    since = None
    if wanted.since is not None:
        since = session.clock.now() - timedelta(seconds=wanted.since)
    status = next((it for it in wanted.statuses if it in KNOWN_STATUSES), None)
    only = status if len(wanted.statuses) == 1 else None
    for summary in jobs_of(session, None).list(created_after=since, status=only):
        attributes = exported(summary, session.schema, None)
        yield JobRow.of(known.get(attributes.get("arn")), attributes, time_now(session))


def show_rows(session: Session, rows: Sequence[JobRow]) -> None:
    """The rows as a table or as JSON."""
    from sm_tj_cli.render.json_output import list_document, write_document
    from sm_tj_cli.render.tables import print_jobs

    if session.options.json:
        write_document(session.terminal, list_document(rows))
    elif rows:
        print_jobs(session.terminal, rows)
    else:
        session.terminal.error("No training jobs.")


def tell_age(session: Session, rows: Sequence[JobRow]) -> None:
    """Says that what is recorded of jobs that had not ended may be old, and how to see them as they are."""
    running = sum(not row.verdict.is_final for row in rows)
    if running and not session.options.json:
        who = "1 job had" if running == 1 else f"{running} jobs had"
        session.terminal.error(
            f"{who} not ended when last seen. As AWS has it now: smtj{session.options.whereabouts} list --remote"
        )


def tell_unfinished(session: Session, store: StateStore, state: State | None) -> None:
    """Says what a run that was cut off has begun: it is in no state yet."""
    from sm_tj_cli.cli.unfinished import unfinished

    found = unfinished(store, state, session.options.whereabouts)
    if found:
        from sm_tj_cli.render.diagnostics import tell

        tell(session.terminal, found, {})


def time_now(session: Session) -> str:
    """The time, RFC 3339 in UTC."""
    return session.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")


def chosen(rows: Iterable[JobRow], wanted: Wanted, now: datetime) -> Iterator[JobRow]:
    """Those that are wanted."""
    statuses = {status.lower() for status in wanted.statuses}
    for row in rows:
        found = {row.status.lower(), row.secondary_status.lower(), row.verdict.value}
        if statuses and not statuses & found:
            continue
        if wanted.names and not any(_is_meant(row, name) for name in wanted.names):
            continue
        created = moment(row.created)
        if wanted.since is not None and (
            created is None or now - created > timedelta(seconds=wanted.since)
        ):
            continue
        yield row


def ordered(rows: Iterator[JobRow], wanted: Wanted) -> list[JobRow]:
    """In the wanted order, and not more of them than wanted."""
    if wanted.sort is None and not wanted.reverse:
        # Nothing further is asked of the service than is shown.
        return list(islice(rows, wanted.limit))
    found = list(rows)
    if wanted.sort is not None:
        found.sort(key=SORT_KEYS[wanted.sort])
    if wanted.reverse:
        found.reverse()
    return found[: wanted.limit]


def _is_meant(row: JobRow, selector: str) -> bool:
    if row.address is not None:
        return Candidate(row.address, row.name, row.arn).matches(selector)
    return is_meant(row.name, selector)


def _check(statuses: Iterable[str]) -> None:
    for status in statuses:
        if status.lower() not in {word.lower() for word in SELECTABLE}:
            raise stop(
                "Unknown status",
                f'"{status}" is no status of a training job.{did_you_mean(status, SELECTABLE)} Known are: '
                f"{', '.join(SELECTABLE)}.",
            )
