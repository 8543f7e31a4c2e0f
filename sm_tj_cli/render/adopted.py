"""Jobs that were imported in, what became of them out: as text, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.plan.describe import describe_path
from sm_tj_cli.plan.record import job_name, job_status
from sm_tj_cli.render.differences import Differences
from sm_tj_cli.render.job import Background
from sm_tj_cli.render.json_output import FORMAT_VERSION, show_document, write_document
from sm_tj_cli.render.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sm_tj_cli.apply.adoption import Adopted
    from sm_tj_cli.render.console import Line, Terminal
    from sm_tj_cli.render.json_output import Document


def show_adopted(terminal: Terminal, adopted: Sequence[Adopted], *, as_json: bool) -> None:
    """Writes what was imported to standard output; of several jobs one document with all."""
    if not as_json:
        for one in adopted:
            terminal.out(*adopted_lines(one))
        return
    documents = [adopted_document(one) for one in adopted]
    several = {"format_version": FORMAT_VERSION, "jobs": documents}
    write_document(terminal, documents[0] if len(documents) == 1 else several)


def adopted_lines(adopted: Adopted) -> Iterator[Line]:
    """The job, and where the configuration differs from it."""
    attributes = adopted.record.attributes
    name, status = one_line(job_name(attributes)), one_line(job_status(attributes))
    yield f"{one_line(str(adopted.address))}: imported {name} ({status})."
    if not adopted.differing or adopted.job is None:
        return
    yield "  The configuration differs from the job in AWS; smtj plan says what would come of it:"
    after = {
        **attributes,
        **{str(path[0]): adopted.job.attributes.get(str(path[0])) for path in adopted.differing},
    }
    shown = Differences(sensitive=adopted.job.sensitive, touched=adopted.differing)
    yield from shown.body(attributes, after, (), 1)


def adopted_document(adopted: Adopted) -> Document:
    """The job as `show --json` has it, and the paths at which the configuration differs."""
    sensitive = adopted.job.sensitive if adopted.job else ()
    document = show_document(
        adopted.address, adopted.record.attributes, Background(sensitive=sensitive)
    )
    return {**document, "differing": [describe_path(path) for path in adopted.differing]}
