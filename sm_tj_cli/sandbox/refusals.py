"""How the services word the refusals that a fault stands for; S3 has codes of its own for some."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.identity import ARN
from sm_tj_cli.sandbox.protocol import ACCOUNT, ApiError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Refusal:
    """A code, its text (with the call's parts in braces) and the HTTP status."""

    code: str
    message: str
    status: int = 400


@dataclass(frozen=True, slots=True)
class Refused:
    """The call that is refused."""

    service: str
    operation: str
    subject: str
    region: str

    @property
    def resource(self) -> str:
        """The ARN that AccessDeniedException names."""
        if self.service == "s3":
            return f"arn:aws:s3:::{self.subject.lstrip('/')}"
        name = f"training-job/{self.subject.lower()}" if self.subject else "*"
        return f"arn:aws:{self.service}:{self.region}:{ACCOUNT}:{name}"


_FAILURE = "The request processing has failed because of an unknown error, exception or failure."
_DENIED = (
    "User: {user} is not authorized to perform: {action} on resource: {resource} because no "
    "identity-based policy allows the {action} action"
)

REFUSALS: Mapping[str, Refusal] = {
    "error": Refusal("InternalFailure", _FAILURE, 500),
    "error_after": Refusal("InternalFailure", _FAILURE, 500),
    "throttle": Refusal("ThrottlingException", "Rate exceeded"),
    "denied": Refusal("AccessDeniedException", _DENIED),
    "expired_credentials": Refusal(
        "ExpiredTokenException", "The security token included in the request is expired"
    ),
    "clock_skew": Refusal(
        "InvalidSignatureException",
        "Signature expired: 20260101T000000Z is now earlier than 20260101T001500Z (20260101T003000Z - 15 min.)",
    ),
    "not_found": Refusal("ValidationException", "Requested resource not found."),
    "quota": Refusal(
        "ResourceLimitExceeded",
        "The account-level service limit 'ml.m5.large for training job usage' is 0 Instances, with current "
        "utilization of 0 Instances and a request delta of 1 Instances. Please use AWS Service Quotas to request an "
        "increase for this quota. If AWS Service Quotas is not available, contact AWS support to request an increase "
        "for this quota.",
    ),
}
_S3: Mapping[str, Refusal] = {
    "error": Refusal("InternalError", "We encountered an internal error. Please try again.", 500),
    "throttle": Refusal("SlowDown", "Please reduce your request rate.", 503),
    "denied": Refusal("AccessDenied", _DENIED, 403),
    "expired_credentials": Refusal("ExpiredToken", "The provided token has expired.", 400),
    "clock_skew": Refusal(
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
        403,
    ),
    "not_found": Refusal("NoSuchKey", "The specified key does not exist.", 404),
}


def refusal(kind: str, call: Refused) -> ApiError:
    """What the service of `call` answers where `kind` (a fault) holds."""
    found = _S3.get(kind) if call.service == "s3" else None
    chosen = found or REFUSALS[kind]
    message = chosen.message.format(
        user=ARN, action=f"{call.service}:{call.operation}", resource=call.resource
    )
    return ApiError(chosen.code, message, chosen.status)
