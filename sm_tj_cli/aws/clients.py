"""Connections to AWS: one `Clients` for each account and region, which makes each service's client once, when asked.

The SDK is imported with the first client. A SageMaker client is made from a trimmed copy of the service model, because
reading the whole costs more than the call.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from sm_tj_cli.aws.connection import Connection
from sm_tj_cli.aws.errors import calling
from sm_tj_cli.aws.timestamps import timestamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from botocore.session import Session

CONNECT_TIMEOUT = 5
READ_TIMEOUT = 60
ATTEMPTS = 5
CONNECTIONS = 32
"""As many calls of one client can be under way at once."""


class Client(Protocol):
    """A client of the SDK: its operations are methods in snake case, found by `getattr`."""

    def close(self) -> None:
        """Closes its connections."""
        ...


@dataclass
class Clients:
    """The clients of one account and region.

    Attributes:
        region: None for what the environment or the profile says.
        profile: a profile of the AWS configuration; None for what the environment says.
        endpoint_url: the address of every service; None for AWS's own or what the environment says.
        assume_role_arn: the role in which all calls are made; None for none.
        endpoints: addresses of single services, by the SDK's or Terraform's name of it.
        connection: what else there is to say.
        environment: environment variables; what the process has, unless a sandbox's stand in their place.
    """

    region: str | None = None
    profile: str | None = None
    endpoint_url: str | None = None
    assume_role_arn: str | None = None
    endpoints: Mapping[str, str] = field(default_factory=dict)
    connection: Connection = field(default_factory=Connection)
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    _clients: dict[tuple[str, int], Client] = field(default_factory=dict, repr=False)
    _base: Session | None = field(default=None, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def region_name(self) -> str | None:
        """The region that calls go to, None where nothing says it. Raises ServiceError: there is no such profile."""
        said = self.region or self._variable("AWS_REGION", "AWS_DEFAULT_REGION")
        if said:
            return said
        with calling("find out the region"):
            found: str | None = self._session().get_config_variable("region")
            return found

    def sagemaker(self) -> Client:
        """SageMaker, for calls that may be sent again."""
        return self.client("sagemaker")

    def sagemaker_once(self) -> Client:
        """SageMaker, for CreateTrainingJob: one attempt, because a second one cannot be told from another's job."""
        return self.client("sagemaker", attempts=1)

    def logs(self) -> Client:
        """CloudWatch Logs."""
        return self.client("logs")

    def s3(self) -> Client:
        """S3."""
        return self.client("s3")

    def sts(self) -> Client:
        """STS."""
        return self.client("sts")

    def client(self, service: str, *, attempts: int = ATTEMPTS) -> Client:
        """The client of `service`, by the SDK's name of it.

        Raises:
            ServiceError: there are no credentials, no such profile, no region.
        """
        with self._lock:
            key = (service, attempts)
            if key not in self._clients:
                self._clients[key] = self._make(service, attempts)
            return self._clients[key]

    def elsewhere(self, region: str | None, profile: str | None, role: str | None) -> Clients:
        """The clients of another region, profile or role; an environment of its own, a sandbox's, has one account."""
        alone = self.environment is not os.environ
        return Clients(
            region=region or self.region,
            profile=self.profile if alone else profile or self.profile,
            endpoint_url=self.endpoint_url,
            assume_role_arn=self.assume_role_arn if alone else role,
            endpoints=self.endpoints,
            environment=self.environment,
        )

    def renew(self) -> None:
        """Forgets the credentials and every client made with them; the next call looks for them again."""
        with self._lock:
            self._clients.clear()
            self._base = None

    def _make(self, service: str, attempts: int) -> Client:
        from botocore.config import Config

        with calling(f"connect to {service}"):
            session = self._session()
            client: Client = session.create_client(
                service,
                region_name=self.region or self._variable("AWS_REGION", "AWS_DEFAULT_REGION"),
                endpoint_url=self._endpoint(service),
                verify=self.connection.verify,
                config=Config(**(_settings(attempts) | dict(self.connection.configuration))),
            )
            return client

    def _endpoint(self, service: str) -> str | None:
        variable = f"AWS_ENDPOINT_URL_{'CLOUDWATCH_LOGS' if service == 'logs' else service.upper()}"
        own = self.endpoint_url or self.endpoints.get(service)
        return own or self._variable(variable, "AWS_ENDPOINT_URL")

    def _variable(self, *names: str) -> str | None:
        return next((self.environment[name] for name in names if self.environment.get(name)), None)

    def _session(self) -> Session:
        if self._base is None:
            self._base = self._assumed(self._plain())
        return self._base

    def _bare(self) -> Session:
        from botocore.session import Session

        from sm_tj_cli.aws.loader import TrainingJobLoader
        from sm_tj_cli.aws.service_model import trimmed_data_path

        session = Session(session_vars=self._configuration())
        session.register_component("data_loader", TrainingJobLoader(trimmed_data_path))
        parsers = session.get_component("response_parser_factory")
        parsers.set_parser_defaults(timestamp_parser=timestamp)
        return session

    def _plain(self) -> Session:
        session = self._bare()
        key = self._variable("AWS_ACCESS_KEY_ID")
        secret = self._variable("AWS_SECRET_ACCESS_KEY")
        if self.connection.keys:
            session.set_credentials(*self.connection.keys)
        elif key and secret and not self.profile:
            session.set_credentials(key, secret, self._variable("AWS_SESSION_TOKEN"))
        if not self.connection.asks_metadata:
            session.get_component("credential_provider").remove("iam-role")
        return session

    def _configuration(self) -> dict[str, tuple[None, None, str | None, None]]:
        """Where the SDK looks: our own environment stands in for the process's."""
        profile = self.profile or self._variable("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
        files = {
            "config_file": self._variable("AWS_CONFIG_FILE") or "~/.aws/config",
            "credentials_file": self._variable("AWS_SHARED_CREDENTIALS_FILE")
            or "~/.aws/credentials",
            "profile": profile,
            **self.connection.session,
        }
        return {name: (None, None, value, None) for name, value in files.items()}

    def _assumed(self, session: Session) -> Session:
        identity = self.connection.web_identity
        if identity is None and not self.assume_role_arn:
            return session
        from sm_tj_cli.aws.roles import Sts, assume, assume_with_web_identity

        sts = Sts(
            self.connection.sts_region
            or self.region
            or self._variable("AWS_REGION", "AWS_DEFAULT_REGION"),
            self._endpoint("sts"),
        )
        if identity is not None:
            session = assume_with_web_identity(session, self._bare(), sts, identity)
        if self.assume_role_arn:
            role = self.connection.role
            session = assume(session, self._bare(), sts, self.assume_role_arn, role)
        return session


def _settings(attempts: int) -> dict[str, object]:
    return {
        "connect_timeout": CONNECT_TIMEOUT,
        "read_timeout": READ_TIMEOUT,
        # Explicit, so that no environment variable can have a creation sent twice.
        "retries": {"mode": "standard", "total_max_attempts": attempts},
        "max_pool_connections": CONNECTIONS,
    }
