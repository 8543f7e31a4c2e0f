"""Exceptions of the SDK -> `service.ServiceError`: what kind of failure, and whether the call may have taken effect.

Codes and texts are the services' own, collected from their documentation and from what users have quoted; the six
texts of PROPAGATION are the ones that the AWS provider retries on (its `training_job.go`).
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypedDict, cast

from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = {
    Kind.THROTTLED: {
        "BandwidthLimitExceeded", "PriorRequestNotComplete", "ProvisionedThroughputExceededException",
        "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException", "SlowDown", "Throttling",
        "ThrottlingException", "ThrottledException", "TooManyRequestsException",
    },
    Kind.CREDENTIALS: {
        "AuthFailure", "ExpiredToken", "ExpiredTokenException", "IncompleteSignature",
        "InvalidAccessKeyId", "InvalidClientTokenId", "InvalidSignatureException", "InvalidToken",
        "MissingAuthenticationToken", "MissingAuthenticationTokenException", "RequestExpired", "RequestTimeTooSkewed",
        "SignatureDoesNotMatch", "UnrecognizedClientException",
    },
    Kind.PERMISSION: {
        "AccessDenied", "AccessDeniedException", "AuthorizationError", "NotAuthorized", "OptInRequired",
        "UnauthorizedOperation", "403",
    },
    Kind.QUOTA: {"LimitExceededException", "ResourceLimitExceeded", "ServiceQuotaExceededException"},
    Kind.NOT_FOUND: {
        "ImageNotFoundException", "InvalidGroup.NotFound", "InvalidSubnetID.NotFound", "NoSuchBucket", "NoSuchEntity",
        "NoSuchEntityException", "NoSuchKey", "NoSuchResourceException", "RepositoryNotFoundException", "ResourceNotFound", "ResourceNotFoundException", "404",
    },
    Kind.INVALID: {
        "InvalidParameterException", "InvalidParameterValue", "SerializationException", "ValidationError",
        "ValidationException",
    },
    Kind.STATUS: {"ConflictException", "ResourceInUse"},
    Kind.UNAVAILABLE: {"InternalFailure", "InternalError", "InternalServerError", "ServiceUnavailable"},
}  # fmt: skip
_BY_CODE = {code: kind for kind, codes in _KINDS.items() for code in codes}

# DescribeTrainingJob's "not found" is a ValidationException (aws-sdk#165), as every bad parameter is.
_NOT_FOUND = (
    "Requested resource not found",
    "Could not find training job",
    "Resource does not exist",
)
_STATUS = ("The request was rejected because the training job is in status",)
# An instance type that a region does not have is told with the code of a used-up quota.
_NOT_OFFERED = "is not available in this region"
_PROPAGATION = (
    "Could not assume role",
    "Unauthorized to List objects under S3 URL",
    "Access denied to OutputDataConfig S3 bucket",
    "no identity-based policy allows the s3:ListBucket action",
    "Access denied to hub content",
    "Access denied for repository",
)

_CREDENTIALS = {
    "CredentialRetrievalError", "InvalidConfigError", "LoginError", "LoginRefreshRequired", "NoAuthTokenError",
    "NoCredentialsError", "PartialCredentialsError", "ProfileNotFound", "SSOError", "SSOTokenLoadError",
    "TokenRetrievalError", "UnauthorizedSSOTokenError", "RefreshWithMFAUnsupportedError",
}  # fmt: skip
_NOT_SENT = {
    "ConnectTimeoutError", "EndpointConnectionError", "EndpointResolutionError", "NoRegionError",
    "ParamValidationError", "ProxyConnectionError", "SSLError", "UnknownEndpointError", "UnknownServiceError",
    "UnknownRegionError", "InvalidRegionError", "InvalidEndpointDiscoveryConfigurationError",
}  # fmt: skip
_ADVICE = {
    "NoCredentialsError": "No AWS credentials were found. Name a profile with --profile or AWS_PROFILE, set "
    "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with `aws sso login`.",
    "NoRegionError": "No AWS region is set. Name one with --region, AWS_REGION or in the provider block.",
}

_SERVER_ERROR = 500


class _Error(TypedDict, total=False):
    Code: str
    Message: str


class _Metadata(TypedDict, total=False):
    HTTPStatusCode: int
    RetryAttempts: int
    RequestId: str


class _Answer(TypedDict, total=False):
    Error: _Error
    ResponseMetadata: _Metadata


@contextmanager
def calling(operation: str) -> Iterator[None]:
    """Turns the SDK's exceptions inside its block into `ServiceError`, named after the API's `operation`.

    Raises:
        ServiceError: the call did not succeed.
    """
    # The SDK is in memory already when a call fails; it is not worth importing for one that never was.
    from botocore.exceptions import BotoCoreError, ClientError
    from urllib3.exceptions import HTTPError

    try:
        yield
    except (BotoCoreError, ClientError, HTTPError) as problem:
        raise translate(operation, problem) from problem


def translate(operation: str, problem: Exception) -> ServiceError:
    """The failure of `operation` in the words that deciding needs."""
    answer = getattr(problem, "response", None)
    if isinstance(answer, dict) and "Error" in answer:
        return _refused(operation, cast("_Answer", answer))
    code = type(problem).__name__
    kind = _kind_without_answer(code)
    sent = code not in _NOT_SENT | _CREDENTIALS
    processed = Processed.MAYBE if sent else Processed.NO
    return ServiceError(operation, kind, processed, code, _ADVICE.get(code) or _words(problem))


def _refused(operation: str, answer: _Answer) -> ServiceError:
    error = answer["Error"]
    code, message = error.get("Code", "Unknown"), error.get("Message", "")
    metadata: _Metadata = answer.get("ResponseMetadata", {})
    status = metadata.get("HTTPStatusCode", 0)
    # After an SDK's own retry, the refusal may be of the second request while the first one took effect.
    conclusive = status < _SERVER_ERROR and not metadata.get("RetryAttempts")
    return ServiceError(
        operation,
        _kind(operation, code, message, status),
        Processed.NO if conclusive else Processed.MAYBE,
        code,
        message or "the service gave no reason",
        metadata.get("RequestId"),
    )


def _kind(operation: str, code: str, message: str, status: int) -> Kind:
    if code in {"ValidationException", "ValidationError"}:
        for texts, kind in (
            (_NOT_FOUND, Kind.NOT_FOUND),
            (_STATUS, Kind.STATUS),
            (_PROPAGATION, Kind.PROPAGATION),
        ):
            if any(text in message for text in texts):
                return kind
    if code == "ResourceLimitExceeded" and _NOT_OFFERED in message:
        return Kind.NOT_OFFERED
    if code == "ResourceInUse" and operation.startswith("Create"):
        return Kind.NAME_TAKEN
    found = _BY_CODE.get(code)
    return found or (Kind.UNAVAILABLE if status >= _SERVER_ERROR else Kind.OTHER)


def _kind_without_answer(code: str) -> Kind:
    if code in _CREDENTIALS:
        return Kind.CREDENTIALS
    if code == "ParamValidationError":
        return Kind.INVALID
    return Kind.OTHER if code.startswith(("Unknown", "NoRegion", "Invalid")) else Kind.UNAVAILABLE


def _words(problem: Exception) -> str:
    """What the SDK says, without the values and passwords that it quotes."""
    text = re.sub(r", value: .*?, (?=type:|valid )", ", ", str(problem), flags=re.DOTALL)
    return re.sub(r"://[^/@\s]+@", "://***@", text)
