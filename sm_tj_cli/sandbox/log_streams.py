"""CloudWatch Logs of the sandbox's training jobs: the reads of group /aws/sagemaker/TrainingJobs.

A node's stream is `NAME/algo-1-EPOCH`; every restart on new instances makes a new one. Lines appear as the job's time
passes. Tokens are as the service's: a page that answers the token it was asked with is the last one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from zlib import crc32

from sm_tj_cli.sandbox.protocol import ACCOUNT, ApiError
from sm_tj_cli.sandbox.training_output import Line, node_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.clock import Clock
    from sm_tj_cli.sandbox.job import Job
    from sm_tj_cli.sandbox.protocol import ApiRequest
    from sm_tj_cli.sandbox.store import JobStore

GROUP = "/aws/sagemaker/TrainingJobs"

_PAGE = 10_000
_STREAM_PAGE = 50


@dataclass(frozen=True, slots=True)
class LogStream:
    """One node's stream as far as it has been written."""

    name: str
    lines: Sequence[Line]


Printed: TypeAlias = "Callable[[Job, int], Sequence[Line]]"
"""What a node of a job that runs a script has printed."""


def job_streams(job: Job, now: float, printed: Printed | None = None) -> Iterator[LogStream]:
    """The streams of a job as they are at `now`."""
    if printed and job.script:
        yield from _script_streams(job, now, printed)
        return
    moment = job.at(now)
    whole = job.at(float("inf")) if job.stopped is None else moment
    for step in whole.transitions:
        if step.secondary != "Training" or step.start > now:
            continue
        end = step.end if step.end is not None else step.start + 3600
        for node in range(1, job.nodes + 1):
            lines = node_lines(job, whole, node, step.start, min(end, step.start + 86400))
            written = [line for line in lines if line.time <= now]
            yield LogStream(f"{job.name}/algo-{node}-{int(step.start)}", written)


@dataclass(frozen=True)
class LogOperations:
    """The read operations on the logs of one store's jobs."""

    store: JobStore
    clock: Clock
    delay: Callable[[], float] = lambda: 0.0
    """Seconds after which a line can be read."""
    printed: Printed | None = None

    def answers(self, request: ApiRequest) -> bool:
        """Whether the call reads the training jobs' group."""
        if request.operation == "DescribeLogGroups":
            return str(request.body.get("logGroupNamePrefix", "")).startswith("/aws/sagemaker")
        group = request.body.get("logGroupName") or request.body.get("logGroupIdentifier") or ""
        return str(group).removesuffix(":*").endswith(GROUP) and request.operation in self._table()

    def answer(self, request: ApiRequest) -> dict[str, JSON]:
        """The service's answer.

        Raises:
            ApiError: the service's refusal.
        """
        return self._table()[request.operation](request)

    def _table(self) -> Mapping[str, Callable[[ApiRequest], dict[str, JSON]]]:
        return {
            "DescribeLogGroups": self._groups,
            "DescribeLogStreams": self._streams,
            "GetLogEvents": self._events,
            "FilterLogEvents": self._filtered,
        }

    def _all(self, request: ApiRequest) -> list[LogStream]:
        now = self.clock.now() - self.delay()
        jobs = self._jobs(request)
        if not any(True for job in jobs for _ in job_streams(job, now, self.printed)):
            raise ApiError("ResourceNotFoundException", "The specified log group does not exist.")
        wanted = str(
            request.body.get("logStreamNamePrefix") or request.body.get("logStreamName") or ""
        )
        named = [
            job
            for job in jobs
            if f"{job.name}/".startswith(wanted) or wanted.startswith(f"{job.name}/")
        ]
        return [stream for job in named for stream in job_streams(job, now, self.printed)]

    def _jobs(self, request: ApiRequest) -> Sequence[Job]:
        return [*self.store.removed(request.region), *self.store.all(request.region)]

    def _groups(self, request: ApiRequest) -> dict[str, JSON]:
        if not self._jobs(request):
            return {"logGroups": []}
        arn = _arn(request)
        return {
            "logGroups": [
                {"logGroupName": GROUP, "arn": f"{arn}:*", "storedBytes": 0, "logGroupArn": arn}
            ]
        }

    def _streams(self, request: ApiRequest) -> dict[str, JSON]:
        prefix = str(request.body.get("logStreamNamePrefix") or "")
        found = [stream for stream in self._all(request) if stream.name.startswith(prefix)]
        found.sort(key=lambda stream: stream.name, reverse=bool(request.body.get("descending")))
        if request.body.get("orderBy") == "LastEventTime":
            found.sort(
                key=lambda stream: stream.lines[-1].time,
                reverse=bool(request.body.get("descending")),
            )
        start, size = _offset(request), _limit(request, _STREAM_PAGE)
        answer: dict[str, JSON] = {
            "logStreams": [
                _described(stream, _arn(request)) for stream in found[start : start + size]
            ]
        }
        if start + size < len(found):
            answer["nextToken"] = str(start + size)
        return answer

    def _events(self, request: ApiRequest) -> dict[str, JSON]:
        name = request.body.get("logStreamName")
        stream = next((item for item in self._all(request) if item.name == name), None)
        if not stream:
            raise ApiError("ResourceNotFoundException", "The specified log stream does not exist.")
        lines = [line for line in stream.lines if _within(line, request)]
        size = _limit(request, _PAGE)
        token = str(request.body.get("nextToken") or "")
        if token and (token[:2] not in {"f/", "b/"} or not token[2:].isdigit()):
            raise ApiError("InvalidParameterException", "The specified nextToken is invalid.")
        start, end = _window(token, len(lines), size, bool(request.body.get("startFromHead")))
        events: list[JSON] = [
            {
                "timestamp": _milliseconds(line),
                "message": line.text,
                "ingestionTime": _milliseconds(line) + 200,
            }
            for line in lines[start:end]
        ]
        return {
            "events": events,
            "nextForwardToken": f"f/{end:056d}",
            "nextBackwardToken": f"b/{start:056d}",
        }

    def _filtered(self, request: ApiRequest) -> dict[str, JSON]:
        names = request.body.get("logStreamNames")
        prefix = str(request.body.get("logStreamNamePrefix") or "")
        pattern = str(request.body.get("filterPattern") or "").strip('"')
        found = [
            (line, stream.name, number)
            for stream in self._all(request)
            if stream.name.startswith(prefix)
            and (not isinstance(names, list) or stream.name in names)
            for number, line in enumerate(stream.lines)
            if _within(line, request) and pattern in line.text
        ]
        found.sort(key=lambda item: item[0].time)
        start, size = _offset(request), _limit(request, _PAGE)
        events: list[JSON] = [
            {
                "logStreamName": name,
                "timestamp": _milliseconds(line),
                "message": line.text,
                "ingestionTime": _milliseconds(line) + 200,
                "eventId": _event_id(line, name, number),
            }
            for line, name, number in found[start : start + size]
        ]
        answer: dict[str, JSON] = {"events": events, "searchedLogStreams": []}
        if start + size < len(found):
            answer["nextToken"] = str(start + size)
        return answer


def _script_streams(job: Job, now: float, printed: Printed) -> Iterator[LogStream]:
    for node in range(1, job.nodes + 1):
        lines = [line for line in printed(job, node) if line.time <= now]
        if lines:
            yield LogStream(f"{job.name}/algo-{node}-{int(lines[0].time)}", lines)


def _event_id(line: Line, stream: str, number: int) -> str:
    # The same whatever was asked for: `aws logs tail --follow` knows by it what it has printed.
    return f"{_milliseconds(line):020d}{crc32(stream.encode()):018d}{number:018d}"


def _milliseconds(line: Line) -> int:
    return int(line.time * 1000)


def _within(line: Line, request: ApiRequest) -> bool:
    start, end = request.body.get("startTime"), request.body.get("endTime")
    time = _milliseconds(line)
    return (not isinstance(start, int) or time >= start) and (
        not isinstance(end, int) or time < end
    )


def _window(token: str, length: int, size: int, from_head: object) -> tuple[int, int]:
    if token.startswith("f/"):
        start = min(int(token[2:]), length)
        return start, min(start + size, length)
    if token.startswith("b/"):
        end = min(int(token[2:]), length)
        return max(0, end - size), end
    return (0, min(size, length)) if from_head else (max(0, length - size), length)


def _offset(request: ApiRequest) -> int:
    token = str(request.body.get("nextToken") or "0")
    if not token.isdigit():
        raise ApiError("InvalidParameterException", "The specified nextToken is invalid.")
    return int(token)


def _limit(request: ApiRequest, most: int) -> int:
    asked = request.body.get("limit")
    return min(asked, most) if isinstance(asked, int) else most


def _arn(request: ApiRequest) -> str:
    return f"arn:aws:logs:{request.region}:{ACCOUNT}:log-group:{GROUP}"


def _described(stream: LogStream, arn: str) -> dict[str, JSON]:
    first, last = _milliseconds(stream.lines[0]), _milliseconds(stream.lines[-1])
    return {
        "logStreamName": stream.name,
        "creationTime": first,
        "firstEventTimestamp": first,
        "lastEventTimestamp": last,
        "lastIngestionTime": last + 200,
        "uploadSequenceToken": "1",
        "arn": f"{arn}:log-stream:{stream.name}",
        "storedBytes": 0,
    }
