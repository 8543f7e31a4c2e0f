"""AWS clients of the sandbox, for what somebody else does there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.connection import Connection

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.address import SandboxAddress


def sandbox_clients(sandbox: SandboxAddress) -> Clients:
    """The clients."""
    return Clients(
        connection=Connection(configuration={"s3": {"addressing_style": "path"}}),
        environment={**os.environ, **sandbox.environment},
    )


def forget(sandbox: SandboxAddress, name: str) -> None:
    """Deletes a training job's record in AWS."""
    sagemaker = sandbox_clients(sandbox).sagemaker()
    sagemaker.delete_training_job(TrainingJobName=name)  # type: ignore[attr-defined]
