"""The sandbox's training jobs, and the file that lets them survive a restart: one JSON object per line, appended."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import fields
from threading import RLock
from typing import TYPE_CHECKING, TypedDict

from sm_tj_cli.sandbox.job import Job

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sm_tj_cli.documents import JSON


class _JobMembers(TypedDict):
    region: str
    request: dict[str, JSON]
    created: float
    timeline: str
    factor: float
    tags: dict[str, str]
    stopped: float | None
    updated: float | None
    deleted: float | None
    grace: float
    outcome: dict[str, JSON] | None


class _Record(TypedDict, total=False):
    job: _JobMembers
    removed: list[str]


class JobStore:
    """Jobs by region and name, in the order of their creation. `lock` makes several steps one."""

    def __init__(self, path: Path) -> None:
        self.lock = RLock()
        self._path = path
        self._jobs: dict[tuple[str, str], Job] = {}
        self._removed: list[Job] = []
        self._read()
        self._file = path.open("a", encoding="utf-8")

    def get(self, region: str, name: str) -> Job | None:
        """The job of this name: names differ in more than case, because ARNs are in lower case."""
        return self._jobs.get((region, name.lower()))

    def all(self, region: str | None = None) -> Sequence[Job]:
        """The jobs of a region, or of all."""
        with self.lock:
            return [job for (where, _), job in self._jobs.items() if region in {None, where}]

    def removed(self, region: str) -> Sequence[Job]:
        """The jobs of a region that are no more: their logs are left."""
        with self.lock:
            return [job for job in self._removed if job.region == region]

    def put(self, job: Job) -> None:
        """Adds the job, or puts it in the place of its older form."""
        with self.lock:
            self._jobs[job.region, job.name.lower()] = job
            self._append({"job": {item.name: getattr(job, item.name) for item in fields(job)}})

    def remove(self, job: Job) -> None:
        """Forgets the job."""
        with self.lock:
            self._removed.append(self._jobs.pop((job.region, job.name.lower())))
            self._append({"removed": [job.region, job.name.lower()]})

    def clear(self) -> None:
        """Forgets all jobs."""
        with self.lock:
            self._jobs.clear()
            self._removed.clear()
            self._file.truncate(0)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _append(self, record: Mapping[str, object]) -> None:
        self._file.write(json.dumps(record) + "\n")
        self._file.flush()

    def _read(self) -> None:
        with suppress(FileNotFoundError), self._path.open(encoding="utf-8") as lines:
            for line in lines:
                # A line torn by a crash is the last one, and its answer was never sent.
                with suppress(ValueError):
                    self._replay(json.loads(line))

    def _replay(self, record: _Record) -> None:
        if "job" in record:
            job = Job(**record["job"])
            self._jobs[job.region, job.name.lower()] = job
        elif removed := self._jobs.pop((record["removed"][0], record["removed"][1]), None):
            self._removed.append(removed)
