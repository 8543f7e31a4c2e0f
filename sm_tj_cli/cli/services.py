"""Provider settings to SageMaker: one set of clients for each account and region that is asked for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

from sm_tj_cli.aws.clients import Clients
from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs
from sm_tj_cli.service import ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.aws.downloads import S3Downloads
    from sm_tj_cli.aws.inspection import AccountInspection
    from sm_tj_cli.aws.logs import TrainingJobLogs
    from sm_tj_cli.cli.options import GlobalOptions
    from sm_tj_cli.configuration.model import ProviderSettings


_Place: TypeAlias = "tuple[str | None, str | None, str | None, tuple[tuple[str, str], ...]]"


class AwsServices:
    """The command line's options come before the provider's settings, as in Terraform's environment variables."""

    def __init__(self, options: GlobalOptions, sandbox: Mapping[str, str]) -> None:
        self._options = options
        self._sandbox = sandbox
        self._made: dict[_Place, SageMakerTrainingJobs] = {}
        self._inspections: dict[_Place, AccountInspection] = {}
        self._connected: dict[_Place, Clients] = {}
        self._accounts: dict[_Place, str] = {}

    def training_jobs(
        self, provider: ProviderSettings, region: str | None
    ) -> SageMakerTrainingJobs:
        """The training jobs of one provider configuration; `region` comes before the provider's."""
        where = region or self._options.region or provider.region
        key = _place(provider, where)
        if key not in self._made:
            self._made[key] = SageMakerTrainingJobs(self._clients(provider, where))
        return self._made[key]

    def logs(self, provider: ProviderSettings, region: str | None) -> TrainingJobLogs:
        """The logs of training jobs."""
        from sm_tj_cli.aws.logs import TrainingJobLogs

        return TrainingJobLogs(
            self._clients(provider, region or self._options.region or provider.region)
        )

    def inspection(self, provider: ProviderSettings, region: str | None) -> AccountInspection:
        """For looking whether things are there; always the same one for the same account and region."""
        from sm_tj_cli.aws.inspection import AccountInspection

        where = region or self._options.region or provider.region
        key = _place(provider, where)
        if key not in self._inspections:
            self._inspections[key] = AccountInspection(self._clients(provider, where))
        return self._inspections[key]

    def account(self, provider: ProviderSettings) -> str:
        """STS GetCallerIdentity's account, asked for once."""
        from sm_tj_cli.aws.identity import caller_identity

        key = _place(provider, self._options.region or provider.region)
        if key not in self._accounts:
            self._accounts[key] = caller_identity(self.clients(provider)).account
        return self._accounts[key]

    def region(self, provider: ProviderSettings, region: str | None) -> str | None:
        """The region that calls go to, None where nothing says it."""
        where = region or self._options.region or provider.region
        try:
            return where or self._clients(provider, None).region_name()
        except ServiceError:
            # Without a session nothing can be asked either, and that is told where it is tried.
            return None

    @property
    def are_aws(self) -> bool:
        """Whether calls go to AWS itself, not to something that stands in for it."""
        stand_in = self._options.endpoint_url or os.environ.get("AWS_ENDPOINT_URL")
        return not (self._sandbox or stand_in)

    def downloads(
        self, provider: ProviderSettings, region: str | None, bucket: str, owner: str | None
    ) -> S3Downloads:
        """The objects of a bucket, which has to be `owner`'s; None for anybody's."""
        from sm_tj_cli.aws.downloads import S3Downloads

        where = region or self._options.region or provider.region
        return S3Downloads(self._clients(provider, where), bucket, owner)

    def clients(self, provider: ProviderSettings) -> Clients:
        """The clients of all services, for data sources."""
        return self._clients(provider, self._options.region or provider.region)

    def _clients(self, provider: ProviderSettings, region: str | None) -> Clients:
        """Always the same ones for the same account and region: what the SDK reads for the first costs the most."""
        key = _place(provider, region)
        if key not in self._connected:
            self._connected[key] = self._connect(provider, region)
        return self._connected[key]

    def _connect(self, provider: ProviderSettings, region: str | None) -> Clients:
        if self._sandbox:
            # Nothing of the user's own accounts may be asked from inside the sandbox.
            return Clients(region=region, environment={**os.environ, **self._sandbox})
        return Clients(
            region=region,
            profile=self._options.profile or provider.profile,
            endpoint_url=self._options.endpoint_url,
            assume_role_arn=provider.assume_role_arn,
            endpoints=provider.endpoints,
        )


def _place(provider: ProviderSettings, region: str | None) -> _Place:
    endpoints = tuple(provider.endpoints.items())
    return (region, provider.profile, provider.assume_role_arn, endpoints)
