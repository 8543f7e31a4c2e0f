"""Credentials of a role, taken anew before they expire."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from botocore.session import Session

    from sm_tj_cli.aws.connection import WebIdentity


@dataclass(frozen=True, slots=True)
class Sts:
    """Where roles are assumed: None for where the SDK does by itself."""

    region: str | None = None
    endpoint_url: str | None = None

    def creator(self, session: Session) -> object:
        """Makes its clients, in the SDK's own shape."""
        return partial(
            session.create_client, region_name=self.region, endpoint_url=self.endpoint_url
        )


def assume(
    session: Session, into: Session, sts: Sts, role_arn: str, arguments: Mapping[str, object]
) -> Session:
    """`into`, which has none, with the credentials of a role that `session` may assume. `arguments` are AssumeRole's."""
    from botocore.credentials import AssumeRoleCredentialFetcher

    fetcher = AssumeRoleCredentialFetcher(
        sts.creator(session), session.get_credentials(), role_arn, extra_args=dict(arguments)
    )
    return _with(into, "assume-role", fetcher.fetch_credentials)


def assume_with_web_identity(
    session: Session, into: Session, sts: Sts, identity: WebIdentity
) -> Session:
    """`into`, which has none, with the credentials of a role that a token of another provider opens."""
    from botocore.credentials import AssumeRoleWithWebIdentityCredentialFetcher

    def token() -> str:
        return identity.token or Path(identity.token_file or "").read_text(encoding="utf-8")

    fetcher = AssumeRoleWithWebIdentityCredentialFetcher(
        sts.creator(session), token, identity.role_arn, extra_args=dict(identity.arguments)
    )
    return _with(into, "assume-role-with-web-identity", fetcher.fetch_credentials)


def _with(session: Session, method: str, fetch: Callable[[], object]) -> Session:
    from botocore.credentials import DeferredRefreshableCredentials

    refreshed = DeferredRefreshableCredentials(fetch, method)
    session.register_component("credential_provider", _Fixed(refreshed))
    return session


@dataclass(frozen=True)
class _Fixed:
    """A credential chain of one."""

    credentials: object

    def load_credentials(self) -> object:
        """The credentials."""
        return self.credentials
