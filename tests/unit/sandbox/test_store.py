from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.job import Job
from sm_tj_cli.sandbox.store import JobStore

if TYPE_CHECKING:
    from pathlib import Path


def test_names_differ_in_more_than_case_and_regions_are_apart(tmp_path: Path) -> None:
    store = JobStore(tmp_path / "jobs")
    job = Job("us-east-1", {"TrainingJobName": "A"}, 1.0)
    store.put(job)
    assert store.get("us-east-1", "a") == job
    assert store.get("eu-west-1", "A") is None
    assert store.all("eu-west-1") == []
    assert store.all() == [job]
    store.close()


def test_what_was_cleared_does_not_come_back(tmp_path: Path) -> None:
    store = JobStore(tmp_path / "jobs")
    store.put(Job("us-east-1", {"TrainingJobName": "a"}, 1.0))
    store.clear()
    store.put(Job("us-east-1", {"TrainingJobName": "b"}, 2.0))
    store.close()
    again = JobStore(tmp_path / "jobs")
    assert [job.name for job in again.all()] == ["b"]
    again.close()
