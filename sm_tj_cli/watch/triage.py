"""Why a job failed: its class of failure, the reason, what the node that died first said last, and what helps.

The log is read from its end, one page for each node; a log that cannot be read takes nothing from the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from sm_tj_cli.service import ServiceError
from sm_tj_cli.watch.causes import Cause, exit_code, find_cause
from sm_tj_cli.watch.logs import node_of
from sm_tj_cli.watch.verdict import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sm_tj_cli.watch.logs import LoggedEvent, LogPage

LAST_LINES = 20
READ_LINES = 1000
MOST_NODES = 64
_LONGEST_TRACEBACK = 200
_LONGEST_LINE = 4096

_TRACEBACK = "Traceback (most recent call last):"
_CHAINED = (
    "During handling of the above exception",
    "The above exception was the direct cause",
)
_FATAL = (
    r"Traceback \(most recent|^\S*(?:Error|Exception)\b|\bFATAL\b|Segmentation fault|^Killed$|core dumped"
    r"|ExecuteUserScriptError|CUDA out of memory"
)


class JobTails(Protocol):
    """The ends of a job's logs. Failures are `service.ServiceError`."""

    def streams(self, job: str) -> Iterable[str]:
        """The names of the job's streams."""
        ...

    def last(self, stream: str, count: int, since: int | None = None) -> LogPage:
        """The last events of a stream, oldest first; at least `count` where it has so many."""
        ...


@dataclass(frozen=True, slots=True)
class Triage:
    """What is known of a failure.

    Attributes:
        failure_reason: the service's own words, whole; empty where it gave none.
        cause: None where nothing is recognised.
        exit_code: of the training program, None where nothing names it.
        node: the node that died first, `algo-2`; None where no log could be read.
        traceback: the first one of that node; empty where it printed none.
        last_lines: of that node.
        log_problem: why the log could not be read.
    """

    verdict: Verdict
    failure_reason: str
    cause: Cause | None = None
    exit_code: int | None = None
    node: str | None = None
    traceback: tuple[str, ...] = ()
    last_lines: tuple[str, ...] = ()
    log_problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Node:
    """The end of a node's log; `died` is when it first told of its death, in ms since the epoch."""

    name: str
    events: Sequence[LoggedEvent]
    has_trouble: bool
    died: int


def wants_triage(verdict: Verdict) -> bool:
    """Whether a job that ended so is worth explaining."""
    limits = {Verdict.MAX_RUNTIME_EXCEEDED, Verdict.MAX_WAIT_TIME_EXCEEDED}
    return verdict.is_failure or verdict in limits


def triage(description: Mapping[str, object], logs: JobTails | None) -> Triage:
    """Explains a failure.

    Args:
        description: DescribeTrainingJob's answer.
        logs: where the job's log is; None to leave it unread.
    """
    verdict, _ = judge(description)
    reason = str(description.get("FailureReason") or "").strip()
    found = Triage(verdict, reason)
    if logs is not None and verdict.is_failure and verdict is not Verdict.CAPACITY:
        try:
            node = _first_to_die(_nodes(logs, str(description.get("TrainingJobName"))), reason)
        except ServiceError as error:
            found = replace(found, log_problem=str(error))
        else:
            found = _with_log(found, node) if node else found
    texts = ("\n".join(found.traceback), reason, "\n".join(found.last_lines))
    code = next((code for text in texts if (code := exit_code(text)) is not None), None)
    return replace(found, cause=find_cause(verdict, texts), exit_code=code)


def first_traceback(lines: Sequence[str]) -> tuple[str, ...]:
    """The first traceback of the lines, with the exceptions it is chained to, without a launcher's prefix."""
    start = next((at for at, line in enumerate(lines) if _TRACEBACK in line), None)
    if start is None:
        return ()
    prefix = lines[start].partition(_TRACEBACK)[0]
    own = [
        line.removeprefix(prefix) for line in lines[start:] if not prefix or line.startswith(prefix)
    ]
    end = _end_of_exception(own, 0)
    while end < len(own):
        rest = [at for at in range(end, min(end + 5, len(own))) if own[at].strip()]
        if len(rest) < 2 or not own[rest[0]].startswith(_CHAINED) or _TRACEBACK not in own[rest[1]]:
            break
        end = _end_of_exception(own, rest[1])
    if end > _LONGEST_TRACEBACK:
        half = _LONGEST_TRACEBACK // 2
        return (*own[:half], f"... {end - 2 * half} lines ...", *own[end - half : end])
    return tuple(own[:end])


def _end_of_exception(lines: Sequence[str], start: int) -> int:
    """Where the exception that begins at `start` ends: behind its first line without indentation."""
    for at in range(start + 1, len(lines)):
        if lines[at].strip() and not lines[at].startswith((" ", "\t")):
            return at + 1
    return len(lines)


def _nodes(logs: JobTails, job: str) -> list[_Node]:
    latest: dict[str, str] = {}
    for stream in logs.streams(job):
        node = node_of(stream)
        # A restart made new streams; the job died in the last ones.
        latest[node] = max(stream, latest.get(node, ""), key=_epoch)
    found = []
    for node, stream in sorted(latest.items())[:MOST_NODES]:
        events = logs.last(stream, READ_LINES).events
        if events:
            fatal = next((it.timestamp for it in events if _is_fatal(it.message)), None)
            died = events[-1].timestamp if fatal is None else fatal
            found.append(_Node(node, events, fatal is not None, died))
    return found


def _epoch(stream: str) -> int:
    digits = stream.rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0


def _is_fatal(message: str) -> bool:
    return re.search(_FATAL, message, re.MULTILINE) is not None


def _first_to_die(nodes: Sequence[_Node], reason: str) -> _Node | None:
    if not nodes:
        return None
    # One that told of its death goes before one that only fell silent; the service may name it, too.
    return min(nodes, key=lambda it: (not it.has_trouble, it.died, it.name not in reason))


def _with_log(found: Triage, node: _Node) -> Triage:
    lines = [
        line[:_LONGEST_LINE]
        for event in node.events
        for line in event.message.rstrip("\r\n").split("\n")
    ]
    return replace(
        found,
        node=node.name,
        traceback=first_traceback(lines),
        last_lines=tuple(lines[-LAST_LINES:]),
    )
