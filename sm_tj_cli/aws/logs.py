"""CloudWatch Logs of training jobs: the streams of a job's nodes, and their events page by page.

One stream per node, `NAME/algo-N-EPOCH`, in group `/aws/sagemaker/TrainingJobs`
(https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html); restarts on new instances make new ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.aws.calls import call_renewed, objects
from sm_tj_cli.service import Kind, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sm_tj_cli.aws.clients import Clients
    from sm_tj_cli.documents import JSON

GROUP = "/aws/sagemaker/TrainingJobs"
MOST_EVENTS = 10_000
"""As many events one answer of GetLogEvents may have."""


@dataclass(frozen=True, slots=True)
class LogEvent:
    """A line: milliseconds since the epoch, and its text as the container wrote it."""

    timestamp: int
    message: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """Events in the order in which the stream got them, and the token with which to ask for what comes after.

    `is_last` where nothing more has been written yet; the token stays good for asking again later (for a day).
    """

    events: Sequence[LogEvent]
    token: str
    is_last: bool


class TrainingJobLogs:
    """The logs of the training jobs of one account and region. Failures are `service.ServiceError`."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def streams(self, job: str) -> Iterator[str]:
        """The names of the job's streams; none where nothing has been logged yet."""
        # With the slash: job `a` is not to be taken for job `a-1`.
        request: dict[str, object] = {
            "logGroupName": GROUP,
            "logStreamNamePrefix": f"{job}/",
        }
        while True:
            try:
                page = call_renewed(self._clients, "logs", "DescribeLogStreams", request)
            except ServiceError as problem:
                if problem.kind is Kind.NOT_FOUND:  # the group comes with the account's first line
                    return
                raise
            yield from (str(stream["logStreamName"]) for stream in objects(page.get("logStreams")))
            token = page.get("nextToken")
            if not token:
                return
            request["nextToken"] = token

    def last(self, stream: str, count: int, since: int | None = None) -> LogPage:
        """The last events of a stream (from `since`, in ms), at least `count` where it has so many, oldest first.

        The token is for what comes after them.
        """
        request: dict[str, object] = {
            "logGroupName": GROUP,
            "logStreamName": stream,
            "limit": max(1, min(count, MOST_EVENTS)),
        }
        if since is not None:
            request["startTime"] = since
        found: list[LogEvent] = []
        following: str | None = None
        while True:
            page = call_renewed(self._clients, "logs", "GetLogEvents", request)
            following = following or str(page["nextForwardToken"])
            found[:0] = _events(page)
            backward = page.get("nextBackwardToken")
            if len(found) >= count or not backward or backward == request.get("nextToken"):
                return LogPage(found, following, is_last=True)
            request["nextToken"] = backward

    def events(
        self,
        stream: str,
        token: str | None = None,
        since: int | None = None,
        limit: int | None = None,
    ) -> LogPage:
        """The next page of a stream, from its beginning (or from `since`, in ms) where there is no token yet.

        It has `limit` events at the most, else as many as the service gives.
        """
        request: dict[str, object] = {
            "logGroupName": GROUP,
            "logStreamName": stream,
            "startFromHead": True,
        }
        if token is not None:
            request["nextToken"] = token
        if since is not None:
            request["startTime"] = since
        if limit is not None:
            request["limit"] = limit
        page = call_renewed(self._clients, "logs", "GetLogEvents", request)
        following = str(page["nextForwardToken"])
        # An empty page is not the end: only a token that does not move is.
        return LogPage(_events(page), following, is_last=following == token)


def _events(page: Mapping[str, JSON]) -> list[LogEvent]:
    return [
        LogEvent(int(str(event["timestamp"])), str(event["message"]))
        for event in objects(page.get("events"))
    ]
