"""How to connect where region, profile and endpoints do not say enough: what Terraform's S3 backend can be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class WebIdentity:
    """A role that is assumed with a token of another identity provider, in text or in a file."""

    role_arn: str
    token: str | None = field(default=None, repr=False)
    token_file: str | None = None
    arguments: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Connection:
    """What else there is to say of a connection.

    Attributes:
        configuration: arguments of the SDK's Config that stand in the place of ours.
        keys: the access key, its secret and the session's token, where they are not looked for.
        session: the SDK's session variables, `config_file` or `ec2_metadata_service_endpoint`.
        role: arguments of AssumeRole beside the role's ARN.
        verify: a file of certificates, or false where they are not checked.
        asks_metadata: whether credentials are looked for at the machine's own address.
    """

    configuration: Mapping[str, object] = field(default_factory=dict)
    keys: tuple[str, str, str | None] | None = field(default=None, repr=False)
    session: Mapping[str, str] = field(default_factory=dict)
    role: Mapping[str, object] = field(default_factory=dict, repr=False)
    web_identity: WebIdentity | None = None
    sts_region: str | None = None
    verify: str | bool | None = None
    asks_metadata: bool = True
