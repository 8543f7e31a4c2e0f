"""SageMaker's training-job calls as plain values: members named as the API names them, times as RFC 3339 in UTC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.aws.calls import call, call_renewed, objects
from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sm_tj_cli.aws.clients import Clients
    from sm_tj_cli.documents import JSON

PAGE = 100


class SageMakerTrainingJobs:
    """The training jobs of one account and region. Failures are `service.ServiceError`."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def create(self, request: Mapping[str, object]) -> str:
        """CreateTrainingJob, sent once; the job's ARN."""
        client = self._clients.sagemaker_once()
        answer = call(client, "CreateTrainingJob", dict(request))
        arn, name = str(answer.get("TrainingJobArn") or ""), str(request["TrainingJobName"])
        # A body that was cut short reads as success without an ARN; ARNs are in lower case.
        if arn.rpartition("/")[2].lower() != name.lower():
            told = f"The answer names {arn!r}" if arn else "The answer names no training job"
            raise ServiceError(
                "CreateTrainingJob",
                Kind.UNAVAILABLE,
                Processed.MAYBE,
                "UnexpectedAnswer",
                f"{told}, though {name} was to be created.",
            )
        return arn

    def describe(self, name: str) -> Mapping[str, JSON]:
        """DescribeTrainingJob."""
        answer = self._call("DescribeTrainingJob", {"TrainingJobName": name})
        if answer.get("TrainingJobName") is None:
            raise ServiceError(
                "DescribeTrainingJob",
                Kind.UNAVAILABLE,
                Processed.NO,
                "UnexpectedAnswer",
                "The answer names no training job.",
            )
        return answer

    def tags(self, arn: str) -> Mapping[str, str]:
        """ListTags, all pages."""
        found: dict[str, str] = {}
        for page in self._pages("ListTags", {"ResourceArn": arn}):
            for tag in objects(page.get("Tags")):
                found[str(tag["Key"])] = str(tag["Value"])
        return found

    def stop(self, name: str) -> None:
        """StopTrainingJob."""
        self._call("StopTrainingJob", {"TrainingJobName": name})

    def delete(self, name: str) -> None:
        """DeleteTrainingJob."""
        self._call("DeleteTrainingJob", {"TrainingJobName": name})

    def update(self, request: Mapping[str, object]) -> None:
        """UpdateTrainingJob."""
        self._call("UpdateTrainingJob", request)

    def set_tags(self, arn: str, tags: Mapping[str, str]) -> None:
        """AddTags."""
        listed = [{"Key": key, "Value": value} for key, value in tags.items()]
        self._call("AddTags", {"ResourceArn": arn, "Tags": listed})

    def remove_tags(self, arn: str, keys: Sequence[str]) -> None:
        """DeleteTags."""
        self._call("DeleteTags", {"ResourceArn": arn, "TagKeys": list(keys)})

    def list(
        self,
        *,
        created_after: datetime | None = None,
        created_before: datetime | None = None,
        name_contains: str | None = None,
        status: str | None = None,
    ) -> Iterator[Mapping[str, JSON]]:
        """ListTrainingJobs' summaries, newest first, page after page as they are asked for, each job once."""
        request: dict[str, object] = {
            "MaxResults": PAGE,
            "SortBy": "CreationTime",
            "SortOrder": "Descending",
        }
        if created_after is not None:
            request["CreationTimeAfter"] = created_after
        if created_before is not None:
            request["CreationTimeBefore"] = created_before
        if name_contains is not None:
            request["NameContains"] = name_contains
        if status is not None:
            request["StatusEquals"] = status
        seen: set[str] = set()
        for summary in self._summaries(request, seen):
            # A job that is created meanwhile pushes another one over to the next page.
            if (name := str(summary["TrainingJobName"])) not in seen:
                seen.add(name)
                yield summary

    def _summaries(
        self, request: Mapping[str, object], seen: set[str]
    ) -> Iterator[Mapping[str, JSON]]:
        """The summaries page after page, once more from the first one where the place in the list has expired."""
        try:
            for page in self._pages("ListTrainingJobs", request):
                yield from objects(page.get("TrainingJobSummaries"))
        except ServiceError as error:
            if error.kind is not Kind.INVALID or not seen:
                raise
            for page in self._pages("ListTrainingJobs", request):
                yield from objects(page.get("TrainingJobSummaries"))

    def _call(self, operation: str, request: Mapping[str, object]) -> dict[str, JSON]:
        return call_renewed(self._clients, "sagemaker", operation, request)

    def _pages(self, operation: str, request: Mapping[str, object]) -> Iterator[Mapping[str, JSON]]:
        token: JSON = None
        while True:
            page = self._call(operation, {**request, "NextToken": token} if token else request)
            yield page
            # A page may be empty and still have a successor: statuses are sifted after the cut.
            if not (token := page.get("NextToken")):
                return
