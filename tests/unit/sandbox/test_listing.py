from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.sandbox.job import Job
from sm_tj_cli.sandbox.listing import list_jobs
from sm_tj_cli.sandbox.protocol import ApiError

if TYPE_CHECKING:
    from sm_tj_cli.documents import JSON

JOBS = [
    Job(
        "us-east-1",
        {"TrainingJobName": f"job-{number:02}"},
        created=1000.0 + number,
        timeline="failure" if number % 5 == 0 else "success",
    )
    for number in range(25)
]
LATER = 2000.0


def names(answer: dict[str, JSON]) -> list[str]:
    found = answer["TrainingJobSummaries"]
    assert isinstance(found, list)
    return [str(item["TrainingJobName"]) for item in found if isinstance(item, dict)]


def test_the_first_page_has_the_ten_newest() -> None:
    answer = list_jobs(JOBS, {}, LATER)
    assert names(answer) == [f"job-{number}" for number in range(24, 14, -1)]
    assert answer["NextToken"]


def test_pages_follow_one_another() -> None:
    found: list[str] = []
    token: JSON = None
    while True:
        answer = list_jobs(JOBS, {"MaxResults": 7, "NextToken": token}, LATER)
        found += names(answer)
        if not (token := answer.get("NextToken")):
            break
    assert found == [job.name for job in reversed(JOBS)]


def test_a_job_created_between_two_pages_shifts_nothing() -> None:
    first = list_jobs(JOBS, {}, LATER)
    newer = Job("us-east-1", {"TrainingJobName": "newer"}, created=1900.0)
    second = list_jobs([*JOBS, newer], {"NextToken": first["NextToken"]}, LATER)
    assert names(second)[0] == "job-14"


def test_a_status_is_sifted_after_the_page_is_cut() -> None:
    answer = list_jobs(JOBS, {"StatusEquals": "Failed", "MaxResults": 4}, LATER)
    assert names(answer) == []
    assert answer["NextToken"]


@pytest.mark.parametrize(
    ("body", "first"),
    [
        ({"SortOrder": "Ascending"}, "job-00"),
        ({"SortBy": "Name"}, "job-00"),
        ({"SortBy": "Name", "SortOrder": "Descending"}, "job-24"),
        ({"SortBy": "Status", "SortOrder": "Descending"}, "job-20"),
        ({"NameContains": "JOB-1"}, "job-19"),
        ({"CreationTimeBefore": 1003.5}, "job-03"),
        ({"CreationTimeAfter": 1023.5}, "job-24"),
        ({"LastModifiedTimeBefore": 1004.0}, "job-00"),
    ],
)
def test_order_and_filters(body: dict[str, JSON], first: str) -> None:
    assert names(list_jobs(JOBS, body, LATER))[0] == first


def test_a_foreign_token_is_refused() -> None:
    with pytest.raises(ApiError, match="Invalid NextToken"):
        list_jobs(JOBS, {"NextToken": "abc"}, LATER)
