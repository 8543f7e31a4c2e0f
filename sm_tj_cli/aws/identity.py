"""Who we are at AWS: the account and the ARN of the caller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.aws.calls import call

if TYPE_CHECKING:
    from sm_tj_cli.aws.clients import Clients


@dataclass(frozen=True, slots=True)
class Identity:
    """The caller: the account's number, the ARN of the user or the assumed role, and its unique id."""

    account: str
    arn: str
    user_id: str


def caller_identity(clients: Clients) -> Identity:
    """STS GetCallerIdentity, which needs no permission.

    Raises:
        ServiceError: there are no valid credentials, or STS does not answer.
    """
    answer = call(clients.sts(), "GetCallerIdentity", {})
    return Identity(str(answer["Account"]), str(answer["Arn"]), str(answer["UserId"]))
