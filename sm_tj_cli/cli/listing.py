"""The rows of `list`, and how they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.cli.records import jobs_of, own_state
from sm_tj_cli.render.rows import JobRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.cli.wiring import Session


def recorded_rows(session: Session) -> list[JobRow]:
    """The jobs of the state, as last seen."""
    now = time_now(session)
    return [
        JobRow.of(address, record.attributes, now) for address, record in own_state(session).jobs()
    ]


def remote_rows(session: Session) -> list[JobRow]:
    """The jobs of the account and region, newest first."""
    from sm_tj_cli.request.attributes import exported

    known = {record.attributes.get("arn"): address for address, record in own_state(session).jobs()}
    rows = []
    for summary in jobs_of(session, None).list():
        attributes = exported(summary, session.schema, None)
        rows.append(JobRow.of(known.get(attributes.get("arn")), attributes, time_now(session)))
    return rows


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


def time_now(session: Session) -> str:
    """The time, RFC 3339 in UTC."""
    return session.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
