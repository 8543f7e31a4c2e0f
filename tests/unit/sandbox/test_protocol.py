from __future__ import annotations

import pytest

from sm_tj_cli.sandbox.protocol import ApiError, Caller, read_request

CALLER = Caller("key", "eu-west-1", "sagemaker")


def test_the_signature_tells_service_and_region() -> None:
    text = "AWS4-HMAC-SHA256 Credential=AK/20260101/eu-west-1/logs/aws4_request, SignedHeaders=host"
    assert Caller.of(text) == Caller("AK", "eu-west-1", "logs")
    assert Caller.of("") == Caller(None, "us-east-1", "")


def test_json_calls() -> None:
    found = read_request(CALLER, "SageMaker.ListTags", b'{"ResourceArn": "arn:x"}')
    assert found is not None
    assert (found.service, found.operation, found.region, found.subject) == (
        "sagemaker",
        "ListTags",
        "eu-west-1",
        "arn:x",
    )


def test_query_calls() -> None:
    found = read_request(
        Caller("key", "us-east-1", "sts"), "", b"Action=GetCallerIdentity&Version=2011-06-15"
    )
    assert found is not None
    assert found.operation == "GetCallerIdentity"


def test_what_is_neither_is_left_alone() -> None:
    assert read_request(Caller("key", "us-east-1", "s3"), "", b"bytes of an object") is None


@pytest.mark.parametrize("body", [b"{", b"[]"])
def test_a_body_that_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(ApiError) as caught:
        read_request(CALLER, "SageMaker.ListTags", body)
    assert caught.value.code == "SerializationException"


def test_an_error_speaks_the_protocol_of_its_service() -> None:
    refusal = ApiError("Code", "a < b")
    assert refusal.response("sagemaker").body == b'{"__type": "Code", "message": "a < b"}'
    assert b"<ErrorResponse>" in refusal.response("sts").body
    assert b"<Message>a &lt; b</Message>" in refusal.response("s3").body
