"""Events in, JSON lines out: what `apply`, `wait` and `logs` say with `--json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.apply.events import Submitted, Submitting, Updated
from sm_tj_cli.render.json_output import Document, diagnostic_json, redacted_outputs
from sm_tj_cli.render.triage import triage_json
from sm_tj_cli.watch.events import Ended, MetricSeen, Progressed, StatusChanged, Told
from sm_tj_cli.watch.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.events import Event
    from sm_tj_cli.diagnostics import Diagnostic, SourceFile
    from sm_tj_cli.plan.change import Change
    from sm_tj_cli.state.model import OutputState
    from sm_tj_cli.watch.events import WatchEvent


def event_line(event: Event, sources: Mapping[str, SourceFile]) -> Document | None:
    """The event as a document for one line, `type` says what it is; None where it is no news for a program."""
    match event:
        case Submitting():
            return _line("submitting", event.address, event.name)
        case Submitted():
            adopted = {"adopted": True} if event.adopted else {}
            return {**_line("submitted", event.address, event.name), "arn": event.arn, **adopted}
        case Updated():
            kept = {"archived": event.archived} if event.archived else {}
            return {**_line("updated", event.address, event.name), "what": event.what, **kept}
        case _:
            return _watched_line(event, sources)


def _watched_line(event: WatchEvent, sources: Mapping[str, SourceFile]) -> Document | None:
    match event:
        case StatusChanged():
            return {
                **_line("status", event.address, event.name),
                "status": event.status,
                "secondary_status": event.secondary_status,
                "message": event.message,
                "elapsed_seconds": round(event.elapsed_seconds, 3),
                "interruptions": event.interruptions,
            }
        case MetricSeen(metric=metric):
            value = (metric.name, metric.value)
            return metric_line(event.address, event.name, value, metric.time)
        case Progressed():
            return None
        case Ended():
            return _ended(event)
        case Told():
            return diagnostic_line(event.diagnostic, sources)


def planned_line(change: Change) -> Document:
    """What the plan does with one job."""
    came_from = change.previous_address
    moved = {"previous_address": str(came_from)} if came_from is not None else {}
    return {
        "type": "planned",
        "address": str(change.address),
        "actions": list(change.action.value),
        "reason": change.reason.value,
        "note": change.note,
        **moved,
    }


def metric_line(
    address: InstanceAddress | None, name: str, metric: tuple[str, float], time: str
) -> Document:
    """A metric's value at a time (RFC 3339)."""
    line = _line("metric", address, name)
    return {**line, "metric": metric[0], "value": metric[1], "time": time}


def log_line(
    address: InstanceAddress | None, name: str, node: str, time: str, message: str
) -> Document:
    """A line of a node's log at a time (RFC 3339)."""
    return {**_line("log", address, name), "node": node, "time": time, "message": message}


def diagnostic_line(diagnostic: Diagnostic, sources: Mapping[str, SourceFile]) -> Document:
    """A diagnostic that does not wait for the end, or that is the end."""
    return {"type": "diagnostic", "diagnostic": diagnostic_json(diagnostic, sources)}


def outputs_line(outputs: Mapping[str, OutputState]) -> Document:
    """The outputs, as `output --json` has them."""
    return {"type": "outputs", "outputs": redacted_outputs(outputs)}


def summary_line(counts: Mapping[str, int], diagnostics: Iterable[Diagnostic]) -> Document:
    """The last line: what was done, and how many errors and warnings there were."""
    found = list(diagnostics)
    errors = sum(item.is_error for item in found)
    return {
        "type": "summary",
        **counts,
        "error_count": errors,
        "warning_count": len(found) - errors,
    }


def _ended(event: Ended) -> Document:
    kind = "completed" if event.verdict is Verdict.COMPLETED else "failed"
    described = event.description
    details: Document = {
        "failure_reason": described.get("FailureReason"),
        "billable_time_in_seconds": described.get("BillableTimeInSeconds"),
        "training_time_in_seconds": described.get("TrainingTimeInSeconds"),
    }
    if event.triage is not None:
        details["triage"] = triage_json(event.triage, str(described.get("TrainingJobArn") or ""))
    return {
        **_line(kind, event.address, event.name),
        "status": event.status,
        "verdict": event.verdict.value,
        "message": event.sentence,
        **{name: value for name, value in details.items() if value is not None},
    }


def _line(kind: str, address: InstanceAddress | None, name: str) -> Document:
    return {"type": kind, "address": str(address) if address else None, "name": name}
