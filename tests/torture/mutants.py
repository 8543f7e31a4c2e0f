"""Faults in our own code that the harnesses must notice: a harness that lets one pass is broken."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sm_tj_cli.aws.clients import Client, Clients
    from sm_tj_cli.service import ServiceError
    from sm_tj_cli.state.durable import Version
    from sm_tj_cli.state.journal import Intent


def no_journal() -> None:
    """Nothing is written down before it is sent."""
    from sm_tj_cli.state.journal import Journal

    def begin(self: Journal, intents: Sequence[Intent]) -> None:
        self._open.update({intent.id: intent for intent in intents})

    Journal.begin = begin  # type: ignore[method-assign]


def truncating_write() -> None:
    """Files are written in place, as Terraform does it."""
    from sm_tj_cli.state.backends import local
    from sm_tj_cli.state.durable import version_of

    def replace_file(path: Path, content: bytes, *, backup: Path | None = None) -> Version:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        half = len(content) // 2
        os.write(descriptor, content[:half])
        os.write(descriptor, content[half:])
        os.fsync(descriptor)
        os.close(descriptor)
        return version_of(path.stat())

    local.replace_file = replace_file


def sdk_retries() -> None:
    """The SDK sends a creation again by itself."""
    from sm_tj_cli.aws.clients import Clients

    def sagemaker_once(self: Clients) -> Client:
        return self.client("sagemaker", attempts=5)

    Clients.sagemaker_once = sagemaker_once  # type: ignore[method-assign]


def settled_before_saved() -> None:
    """Intents are closed before the state has their jobs."""
    from sm_tj_cli.apply.ledger import Ledger

    save = Ledger.save

    def saves(self: Ledger) -> None:
        if self._settled:
            self._journal.settle(self._settled)
            self._settled = {}
        save(self)

    Ledger.save = saves  # type: ignore[method-assign]


def no_fsync() -> None:
    """Nothing is flushed but directories."""
    from sm_tj_cli.state import durable

    class Os:
        def __getattr__(self, name: str) -> object:
            return getattr(os, name)

        @staticmethod
        def fsync(descriptor: int) -> None:
            if os.path.isdir(f"/proc/self/fd/{descriptor}"):
                os.fsync(descriptor)

    durable.os = Os()  # type: ignore[assignment]


def no_directory_sync() -> None:
    """A rename is not made durable."""
    from sm_tj_cli.state import durable

    durable.sync_directory = lambda directory: None


def trusted_answer() -> None:
    """Every answer without an error is taken for a created job."""
    from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs

    def create(self: SageMakerTrainingJobs, request: Mapping[str, object]) -> str:
        from sm_tj_cli.aws.calls import call

        name = str(request["TrainingJobName"])
        call(self._clients.sagemaker_once(), "CreateTrainingJob", dict(request))
        return f"arn:aws:sagemaker:us-east-1:123456789012:training-job/{name}"

    SageMakerTrainingJobs.create = create  # type: ignore[method-assign]


def lost_is_refused() -> None:
    """An answer that did not come is taken for a refusal."""
    from sm_tj_cli.apply.submit import Outcome, Submission, Submitter

    def after(self: Submitter, error: ServiceError, *_: object) -> Submission:
        return Submission(Outcome.REFUSED, error=error)

    Submitter._after = after  # type: ignore[method-assign, assignment]


def no_lock() -> None:
    """Everybody gets the lock."""
    from sm_tj_cli.state.lock import FileLocks

    FileLocks.take = lambda self: True  # type: ignore[method-assign]


def lock_on_the_state() -> None:
    """The state itself is locked, which is another file after each save."""
    from sm_tj_cli.state.lock import FileLocks

    FileLocks.take = FileLocks.renew  # type: ignore[method-assign]


def no_lock_in_s3() -> None:
    """Everybody gets the lock in S3."""
    from sm_tj_cli.state.backends.s3.lock import LockObject

    LockObject.take = lambda self, timeout: None  # type: ignore[method-assign]


def no_if_match() -> None:
    """Objects are written whatever is there, as Terraform does it."""
    from sm_tj_cli.aws.objects import S3Objects

    put = S3Objects.put

    def overwrite(self: S3Objects, key: str, content: bytes, etag: str | None) -> str:
        if key.endswith(".tfstate"):
            found = self.get(key)
            etag = found.etag if found else None
        return put(self, key, content, etag)

    S3Objects.put = overwrite  # type: ignore[method-assign]


def unlock_without_compare() -> None:
    """The lock in S3 is removed whoever holds it."""
    from sm_tj_cli.state.backends.s3.lock import LockObject

    def release(self: LockObject) -> None:
        self.objects.delete(self.key, None)

    LockObject._drop = lambda self: release(self) or True  # type: ignore[method-assign, func-returns-value]
