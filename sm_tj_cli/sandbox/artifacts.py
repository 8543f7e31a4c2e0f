"""The model that a training job leaves in the sandbox's S3, and the output of a script beside it.

Made when S3 is asked for anything, so that nobody pays for it who does not look.
"""

from __future__ import annotations

import json
import tarfile
from dataclasses import dataclass, field
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.describe import artifact_uri, has_artifacts
from sm_tj_cli.sandbox.training_output import EPOCHS, metric_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sm_tj_cli.sandbox.job import Job
    from sm_tj_cli.sandbox.lifecycle import Moment
    from sm_tj_cli.sandbox.other_services import OtherServices
    from sm_tj_cli.sandbox.scripts import Scripts
    from sm_tj_cli.sandbox.store import JobStore


@dataclass
class Artifacts:
    """Uploads the models of the jobs that have ended since the last time."""

    store: JobStore
    others: OtherServices
    scripts: Scripts | None = None
    _uploaded: set[tuple[str, float]] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def reset(self) -> None:
        """Forgets what was uploaded, with all else that the other services keep."""
        with self._lock:
            self._uploaded.clear()
            self.others.reset()

    def upload(self, now: float) -> None:
        """Puts what is due at `now`."""
        with self._lock:
            for job in self.store.all():
                if (job.arn, job.created) in self._uploaded or not job.at(now).is_over:
                    continue
                self._uploaded.add((job.arn, job.created))
                for uri, body in self._objects(job, job.at(now)):
                    bucket, _, key = uri.removeprefix("s3://").partition("/")
                    self.others.put_object(job.region, bucket, key, body)

    def _objects(self, job: Job, moment: Moment) -> Iterator[tuple[str, bytes]]:
        folders = self.scripts.folders(job) if self.scripts and job.script else None
        if has_artifacts(job, moment):
            files = _files(folders.model) if folders else _model(job)
            uri = artifact_uri(job)
            if uri.endswith("/"):
                yield from ((uri + name, body) for name, body in files.items())
            else:
                yield uri, _archive(files, job.created)
        output = _files(folders.output / "data") if folders else {}
        if output:
            folder = artifact_uri(job).removesuffix("/").rpartition("/")[0]
            yield f"{folder}/output.tar.gz", _archive(output, job.created)


def _files(folder: Path) -> Mapping[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _model(job: Job) -> Mapping[str, bytes]:
    told = {
        "job": job.name,
        "loss": metric_value(job, "loss", EPOCHS),
        "parameters": dict(job.environment),
    }
    return {
        "model.json": json.dumps(told, indent=2).encode(),
        "code/inference.py": b"# nothing to serve\n",
    }


def _archive(files: Mapping[str, bytes], time: float) -> bytes:
    written = BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as archive:
        for name, body in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(body), int(time)
            archive.addfile(member, BytesIO(body))
    return written.getvalue()
