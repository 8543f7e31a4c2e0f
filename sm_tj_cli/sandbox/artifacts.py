"""The model that a training job leaves in the sandbox's S3.

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
    from collections.abc import Mapping

    from sm_tj_cli.sandbox.job import Job
    from sm_tj_cli.sandbox.other_services import OtherServices
    from sm_tj_cli.sandbox.store import JobStore


@dataclass
class Artifacts:
    """Uploads the models of the jobs that have ended since the last time."""

    store: JobStore
    others: OtherServices
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
                if (job.arn, job.created) in self._uploaded or not has_artifacts(job.at(now)):
                    continue
                self._uploaded.add((job.arn, job.created))
                bucket, _, key = artifact_uri(job).removeprefix("s3://").partition("/")
                for name, body in _objects(job).items():
                    self.others.put_object(job.region, bucket, key + name, body)


def _objects(job: Job) -> Mapping[str, bytes]:
    uri = artifact_uri(job)
    files = _model(job)
    return files if uri.endswith("/") else {"": _archive(files, job.created)}


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
