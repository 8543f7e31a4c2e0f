"""Where a running sandbox is, and the environment in which any AWS client talks to it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.protocol import REGION

if TYPE_CHECKING:
    from pathlib import Path

_SERVICES = ("SAGEMAKER", "S3", "STS", "CLOUDWATCH_LOGS", "IAM", "EC2", "ECR", "SSM")


@dataclass(frozen=True, slots=True)
class SandboxAddress:
    """A running sandbox: its server's URL and process, the directory of its state, and the key that its owner has."""

    url: str
    pid: int
    directory: Path
    key: str = "sandbox"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead any AWS client here, whatever the user's own configuration says."""
        return environment(self)


def environment(address: SandboxAddress) -> dict[str, str]:
    """The variables that lead any AWS client to this sandbox."""
    services = {f"AWS_ENDPOINT_URL_{service}": address.url for service in _SERVICES}
    return {
        "AWS_ENDPOINT_URL": address.url,
        **services,
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
        "AWS_ACCESS_KEY_ID": "sandbox",
        "AWS_SECRET_ACCESS_KEY": "sandbox",
        "AWS_SESSION_TOKEN": address.key,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_PROFILE": "default",
        "AWS_CONFIG_FILE": str(address.directory / "aws_config"),
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
    }
