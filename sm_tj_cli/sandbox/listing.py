"""ListTrainingJobs: which jobs, in which order, on which page. Pure.

As in the service, StatusEquals and WarmPoolStatusEquals sift a page after it was cut, so that a page may be empty and
still have a NextToken (https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrainingJobs.html).
"""

from __future__ import annotations

import base64
import json
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.describe import summary
from sm_tj_cli.sandbox.protocol import ApiError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.job import Job

PAGE = 10

Key = tuple[float | str, str]


def list_jobs(jobs: Iterable[Job], body: Mapping[str, JSON], now: float) -> dict[str, JSON]:
    """The answer of ListTrainingJobs."""
    order = str(body.get("SortBy") or "CreationTime")
    descending = body.get("SortOrder", "Descending" if order == "CreationTime" else "Ascending")
    keyed = [(_key(job, order, now), job) for job in jobs]
    keyed.sort(key=itemgetter(0), reverse=descending == "Descending")
    rest = _after(keyed, body.get("NextToken"), descending == "Descending")
    size = _size(body.get("MaxResults"))
    # Sifted as far as the page goes: of ten thousand jobs a page has a hundred.
    listed = list(islice((item for item in rest if _is_listed(item[1], body, now)), size + 1))
    cut = listed[:size]
    page: list[JSON] = [found for _, job in cut if _fits(found := summary(job, now), body)]
    answer: dict[str, JSON] = {"TrainingJobSummaries": page}
    if len(listed) > size:
        answer["NextToken"] = _token(cut[-1][0])
    return answer


def _size(asked: JSON) -> int:
    return int(asked) if isinstance(asked, int | float) else PAGE


def _is_listed(job: Job, body: Mapping[str, JSON], now: float) -> bool:
    if (text := body.get("NameContains")) and str(text).lower() not in job.name.lower():
        return False
    if not _between(job.created, body, "CreationTime"):
        return False
    asked = "LastModifiedTimeAfter" in body or "LastModifiedTimeBefore" in body
    return not asked or _between(job.modified(now), body, "LastModifiedTime")


def _between(time: float, body: Mapping[str, JSON], member: str) -> bool:
    earliest = _time(body.get(f"{member}After"), float("-inf"))
    return earliest <= time <= _time(body.get(f"{member}Before"), float("inf"))


def _time(value: JSON, otherwise: float) -> float:
    return float(value) if isinstance(value, int | float) else otherwise


def _key(job: Job, order: str, now: float) -> Key:
    match order:
        case "Name":
            return (job.name, "")
        case "Status":
            return (job.at(now).status, job.name)
        case _:
            return (job.created, job.name)


def _after(
    keyed: Sequence[tuple[Key, Job]], token: JSON, descending: object
) -> Sequence[tuple[Key, Job]]:
    if not token:
        return keyed
    try:
        last = tuple(json.loads(base64.b64decode(str(token), validate=True)))
        return [item for item in keyed if (item[0] < last if descending else item[0] > last)]
    except (ValueError, TypeError) as problem:
        raise ApiError("ValidationException", "Invalid NextToken.") from problem


def _token(key: Key) -> str:
    return base64.b64encode(json.dumps(key).encode()).decode()


def _fits(found: Mapping[str, JSON], body: Mapping[str, JSON]) -> bool:
    status = body.get("StatusEquals")
    pool = body.get("WarmPoolStatusEquals")
    kept = found.get("WarmPoolStatus")
    return (not status or found["TrainingJobStatus"] == status) and (
        not pool or (isinstance(kept, dict) and kept["Status"] == pool)
    )
