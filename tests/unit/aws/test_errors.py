from __future__ import annotations

import pytest
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
    ParamValidationError,
    ProfileNotFound,
    ReadTimeoutError,
    SSLError,
)
from urllib3.exceptions import ProtocolError

from sm_tj_cli.aws.errors import calling, translate
from sm_tj_cli.service import Kind, Processed, ServiceError


def refusal(code: str, message: str, status: int = 400, retries: int = 0) -> ClientError:
    answer = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {
            "HTTPStatusCode": status,
            "RetryAttempts": retries,
            "RequestId": "r-1",
        },
    }
    return ClientError(answer, "Anything")  # type: ignore[arg-type]


CREATE, DESCRIBE = "CreateTrainingJob", "DescribeTrainingJob"


@pytest.mark.parametrize(
    ("operation", "code", "message", "kind"),
    [
        (DESCRIBE, "ValidationException", "Requested resource not found.", Kind.NOT_FOUND),
        (DESCRIBE, "ValidationException", "Could not find training job 'arn:x'.", Kind.NOT_FOUND),
        (DESCRIBE, "ResourceNotFound", "gone", Kind.NOT_FOUND),
        (
            "GetLogEvents",
            "ResourceNotFoundException",
            "The specified log group does not exist.",
            Kind.NOT_FOUND,
        ),
        (CREATE, "ResourceInUse", "Training job names must be unique ...", Kind.NAME_TAKEN),
        ("DeleteTrainingJob", "ResourceInUse", "still running", Kind.STATUS),
        (
            "StopTrainingJob",
            "ValidationException",
            "The request was rejected because the training job is in status Stopped.",
            Kind.STATUS,
        ),
        (CREATE, "ThrottlingException", "Rate exceeded", Kind.THROTTLED),
        (CREATE, "ResourceLimitExceeded", "The account-level service limit ...", Kind.QUOTA),
        (
            CREATE,
            "ResourceLimitExceeded",
            "The requested resource training-job/ml.p2.xlarge is not available in this region",
            Kind.NOT_OFFERED,
        ),
        (CREATE, "ValidationException", "1 validation error detected: ...", Kind.INVALID),
        (
            CREATE,
            "ValidationException",
            "Could not assume role arn:x. Please ensure ...",
            Kind.PROPAGATION,
        ),
        (
            CREATE,
            "AccessDeniedException",
            "User: x is not authorized to perform: y",
            Kind.PERMISSION,
        ),
        (
            CREATE,
            "ExpiredTokenException",
            "The security token included in the request is expired",
            Kind.CREDENTIALS,
        ),
        (CREATE, "InvalidSignatureException", "Signature expired: ...", Kind.CREDENTIALS),
        (CREATE, "SomethingNew", "?", Kind.OTHER),
    ],
)
def test_a_refusal_is_conclusive(operation: str, code: str, message: str, kind: Kind) -> None:
    found = translate(operation, refusal(code, message))
    assert (found.kind, found.processed, found.code) == (kind, Processed.NO, code)
    assert (found.message, found.request_id) == (message, "r-1")


@pytest.mark.parametrize(
    "problem",
    [
        refusal("InternalFailure", "", 500),
        refusal("503", "<html>", 503),
        refusal("ResourceInUse", "names must be unique", 400, retries=1),
        ConnectionClosedError(endpoint_url="http://x"),
        ReadTimeoutError(endpoint_url="http://x"),
        ProtocolError("cut"),
    ],
)
def test_what_may_have_taken_effect(problem: Exception) -> None:
    assert translate(CREATE, problem).processed is Processed.MAYBE


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (NoCredentialsError(), Kind.CREDENTIALS),
        (ProfileNotFound(profile="p"), Kind.CREDENTIALS),
        (NoRegionError(), Kind.OTHER),
        (ParamValidationError(report="Missing required parameter"), Kind.INVALID),
        (EndpointConnectionError(endpoint_url="http://x"), Kind.UNAVAILABLE),
        (ConnectTimeoutError(endpoint_url="http://x"), Kind.UNAVAILABLE),
        (SSLError(endpoint_url="http://x", error="no"), Kind.UNAVAILABLE),
    ],
)
def test_what_was_never_sent(problem: BotoCoreError, kind: Kind) -> None:
    found = translate(CREATE, problem)
    assert (found.kind, found.processed) == (kind, Processed.NO)


def test_values_and_passwords_are_not_quoted() -> None:
    report = (
        "Invalid type for parameter HyperParameters.key, value: {'s3cret': 1}, type: <class 'dict'>, "
        "valid types: <class 'str'>"
    )
    assert "s3cret" not in translate(CREATE, ParamValidationError(report=report)).message
    url = EndpointConnectionError(endpoint_url="http://me:s3cret@host/")
    assert "s3cret" not in translate(CREATE, url).message


def test_calling_translates_inside_its_block_only_what_the_sdk_raises() -> None:
    with pytest.raises(ServiceError, match="Op: NoCredentialsError"), calling("Op"):
        raise NoCredentialsError
    with pytest.raises(KeyError), calling("Op"):
        raise KeyError
