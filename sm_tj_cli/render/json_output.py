"""Values in, JSON out, in Terraform's shapes where Terraform has one."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.plan.record import job_arn, job_name, job_status, sensitive_paths
from sm_tj_cli.render.links import job_link, logs_link
from sm_tj_cli.render.masking import masked
from sm_tj_cli.render.proposals import proposed
from sm_tj_cli.render.rows import JobRow, verdict
from sm_tj_cli.render.sanitise import sanitise_json
from sm_tj_cli.render.snippet import snippet, visible
from sm_tj_cli.render.triage import triage_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.diagnostics import Diagnostic, SourceFile, SourcePosition, SourceRange
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.render.console import Terminal
    from sm_tj_cli.render.job import Background
    from sm_tj_cli.state.model import InstanceState, OutputState
    from sm_tj_cli.watch.outlook import Outlook

Document: TypeAlias = "dict[str, object]"

FORMAT_VERSION = "1.0"


class _Told(dict[str, object]):
    """A diagnostic in a document, told from what users wrote: the commands that it proposes may still be made whole."""

    def fit(self, whereabouts: str) -> Document:
        return {**self, "detail": proposed(str(self["detail"]), whereabouts)}


def write_document(terminal: Terminal, document: object) -> None:
    """Writes a document to standard output."""
    text = json.dumps(fit(document, terminal.whereabouts), indent=2, ensure_ascii=False)
    terminal.out(sanitise_json(text))


def write_line(terminal: Terminal, document: object) -> None:
    """Writes a document on one line to standard output."""
    terminal.out(json_line(fit(document, terminal.whereabouts)))


def fit(document: object, whereabouts: str) -> object:
    """The document, the commands that its diagnostics propose fit to be pasted."""
    if isinstance(document, _Told):
        return document.fit(whereabouts)
    if isinstance(document, dict) and whereabouts:
        told = {name: document[name] for name in ("diagnostic", "diagnostics") if name in document}
        return {**document, **{name: fit(it, whereabouts) for name, it in told.items()}}
    if isinstance(document, list):
        return [fit(it, whereabouts) if isinstance(it, _Told) else it for it in document]
    return document


def json_line(document: object) -> str:
    """A document on one line."""
    return sanitise_json(json.dumps(document, ensure_ascii=False))


def state_change_document(done: Mapping[str, object], *, dry_run: bool) -> Document:
    """What a subverb of `state` has done, or with `dry_run` would do."""
    return {"format_version": FORMAT_VERSION, "dry_run": dry_run, **done}


def failure_document(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]
) -> Document:
    """What stands in the place of a result that could not be made."""
    return {
        "format_version": FORMAT_VERSION,
        "diagnostics": diagnostics_json(diagnostics, sources),
    }


def validate_document(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]
) -> Document:
    """`terraform validate -json`."""
    found = list(diagnostics)
    errors = sum(item.is_error for item in found)
    return {
        "format_version": FORMAT_VERSION,
        "valid": errors == 0,
        "error_count": errors,
        "warning_count": len(found) - errors,
        "diagnostics": diagnostics_json(found, sources),
    }


def list_document(
    rows: Iterable[JobRow],
    diagnostics: Iterable[Diagnostic] = (),
    sources: Mapping[str, SourceFile] | None = None,
) -> Document:
    """`list --json`."""
    return {
        "format_version": FORMAT_VERSION,
        "jobs": [_row_json(row) for row in rows],
        "diagnostics": diagnostics_json(diagnostics, sources or {}),
    }


def _row_json(row: JobRow) -> Document:
    return {
        "address": str(row.address) if row.address else None,
        "name": row.name,
        "arn": row.arn,
        "status": row.status,
        "secondary_status": row.secondary_status,
        "verdict": row.verdict.value,
        "creation_time": row.created,
        "duration_seconds": row.seconds,
        "last_metric": {"name": row.metric[0], "value": row.metric[1]} if row.metric else None,
    }


def show_document(
    address: InstanceAddress | None,
    attributes: Mapping[str, JSON],
    known: Background,
    diagnostics: Iterable[Diagnostic] = (),
) -> Document:
    """`show NAME --json`: one job whole, with what else is known of it, but for what is secret."""
    judged, sentence = verdict(attributes)
    arn = job_arn(attributes)
    return {
        "format_version": FORMAT_VERSION,
        "address": str(address) if address else None,
        "name": job_name(attributes),
        "status": job_status(attributes),
        "attributes": masked(dict(attributes), known.sensitive),
        "history": [_generation_json(earlier) for earlier in known.history],
        "verdict": judged.value,
        "verdict_message": sentence,
        "progress": _progress_json(known.outlook) if known.outlook else None,
        "triage": triage_json(known.triage, arn) if known.triage else None,
        "console_url": job_link(arn) or None,
        "logs_url": logs_link(arn) or None,
        "diagnostics": diagnostics_json(diagnostics, {}),
    }


def _progress_json(outlook: Outlook) -> Document:
    return {
        "share": outlook.share,
        "remaining_seconds": outlook.remaining_seconds,
        "limit_seconds": outlook.limit_seconds,
        "interruptions": outlook.interruptions,
    }


def _generation_json(earlier: InstanceState) -> Document:
    attributes = earlier.attributes
    return {
        "name": job_name(attributes),
        "status": job_status(attributes),
        "attributes": masked(dict(attributes), sensitive_paths(earlier)),
    }


def output_document(outputs: Mapping[str, OutputState]) -> Document:
    """`terraform output -json`, which carries no version."""
    return {
        name: {"sensitive": output.sensitive, "type": output.type, "value": output.value}
        for name, output in sorted(outputs.items())
    }


def redacted_outputs(outputs: Mapping[str, OutputState]) -> Document:
    """The outputs as `terraform apply -json` tells them: sensitive ones without their values."""
    return {
        name: {"sensitive": True, "type": output.type}
        if output.sensitive
        else {"sensitive": False, "type": output.type, "value": masked(output.value)}
        for name, output in sorted(outputs.items())
    }


def diagnostics_json(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]
) -> list[Document]:
    """Diagnostics as `terraform validate -json` lists them."""
    return [diagnostic_json(item, sources) for item in diagnostics]


def diagnostic_json(diagnostic: Diagnostic, sources: Mapping[str, SourceFile]) -> Document:
    """One diagnostic; `range` and `snippet` only where its file is at hand."""
    document = _Told(
        severity=diagnostic.severity.value,
        summary=diagnostic.summary,
        detail=diagnostic.detail,
    )
    if diagnostic.address is not None:
        document["address"] = diagnostic.address
    subject = diagnostic.subject
    if subject is not None:
        source = sources.get(subject.filename)
        document["range"] = _range_json(visible(subject), source)
        if source is not None:
            document["snippet"] = _snippet_json(source, subject, diagnostic.context)
    return document


def _snippet_json(
    source: SourceFile, subject: SourceRange, context: SourceRange | None
) -> Document:
    cut = snippet(source, subject, context)
    return {
        "context": cut.context,
        "code": cut.code,
        "start_line": cut.start_line,
        "highlight_start_offset": _bytes(cut.code[: cut.start]),
        "highlight_end_offset": _bytes(cut.code[: cut.end]),
        "values": [],
    }


def _range_json(where: SourceRange, source: SourceFile | None) -> Document:
    return {
        "filename": where.filename,
        "start": _position_json(where.start, source),
        "end": _position_json(where.end, source),
    }


def _position_json(position: SourcePosition, source: SourceFile | None) -> Document:
    if source is None:
        return {"line": position.line, "column": position.column, "byte": position.offset}
    line, before = source.line(position.line), position.column - 1
    # Past the file's end there is nothing to count; an empty range there was made one character wide.
    past_end = position.offset - min(position.offset, len(source.text))
    column = position.column
    if not line.isascii():
        column += bisect_left(_graphemes(line), before) - min(before, len(line))
    return {
        "line": position.line,
        "column": column,
        "byte": source.byte_offset(position) + past_end,
    }


@lru_cache(maxsize=4)
def _graphemes(line: str) -> array[int]:
    """Where each grapheme of a line begins, in characters."""
    import regex

    return array("L", (found.start() for found in regex.finditer(r"\X", line)))


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
