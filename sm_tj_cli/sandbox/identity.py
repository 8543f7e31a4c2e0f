"""STS GetCallerIdentity in the sandbox."""

from __future__ import annotations

from uuid import uuid4

from sm_tj_cli.sandbox.protocol import ACCOUNT, ApiResponse

ARN = f"arn:aws:iam::{ACCOUNT}:user/sandbox"
_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/"


def caller_identity() -> ApiResponse:
    """The answer of GetCallerIdentity: always the same user."""
    result = f"<Arn>{ARN}</Arn><UserId>AIDASANDBOX</UserId><Account>{ACCOUNT}</Account>"
    body = (
        f'<GetCallerIdentityResponse xmlns="{_NAMESPACE}">'
        f"<GetCallerIdentityResult>{result}</GetCallerIdentityResult>"
        f"<ResponseMetadata><RequestId>{uuid4()}</RequestId></ResponseMetadata>"
        "</GetCallerIdentityResponse>"
    )
    return ApiResponse(200, body.encode(), "text/xml")
