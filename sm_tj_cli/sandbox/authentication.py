"""What of a call's credentials is looked at: its signature's date, that there is one, whose bucket it means. None is verified."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.protocol import ACCOUNT, ApiError

if TYPE_CHECKING:
    from sm_tj_cli.sandbox.protocol import Caller

_FORM = "%Y%m%dT%H%M%SZ"
_TOLERANCE = timedelta(minutes=15)


def check_date(signed_at: str, caller: Caller, now: float) -> None:
    """Nothing, where the call was signed (`X-Amz-Date`) within 15 minutes of `now`, or does not say when.

    Raises:
        ApiError: it was signed too early or too late.
    """
    try:
        signed = datetime.strptime(signed_at, _FORM).replace(tzinfo=UTC)
    except ValueError:
        return
    here = datetime.fromtimestamp(now, UTC)
    if abs(here - signed) <= _TOLERANCE:
        return
    if caller.service == "s3":
        raise ApiError(
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.",
            403,
        )
    if signed < here:
        limit = here - _TOLERANCE
        told = f"Signature expired: {signed:{_FORM}} is now earlier than {limit:{_FORM}} ({here:{_FORM}} - 15 min.)"
    else:
        limit = here + _TOLERANCE
        told = f"Signature not yet current: {signed:{_FORM}} is still later than {limit:{_FORM}} ({here:{_FORM}} + 15 min.)"
    raise ApiError("InvalidSignatureException", told)


def check_signed(caller: Caller) -> None:
    """Nothing, where the call carries a signature.

    Raises:
        ApiError: it carries none.
    """
    if caller.access_key is None:
        raise ApiError(
            "MissingAuthenticationTokenException", "Request is missing Authentication Token"
        )


def check_bucket_owner(expected: str | None) -> None:
    """Nothing, where the call expects the bucket to be this account's (`x-amz-expected-bucket-owner`), or anybody's.

    Raises:
        ApiError: it expects another owner.
    """
    if expected not in {None, ACCOUNT}:
        raise ApiError("AccessDenied", "Access Denied", 403)
