from __future__ import annotations

import pytest

from sm_tj_cli.sandbox.faults import PROCESSED, Fault
from sm_tj_cli.sandbox.refusals import REFUSALS, Refused, refusal

CALL = Refused("sagemaker", "StopTrainingJob", "My-Job", "eu-west-1")
OBJECT = Refused("s3", "GET /bucket/key", "/bucket/key", "us-east-1")


def test_every_fault_that_refuses_has_words() -> None:
    resets = {Fault.RESET_BEFORE, Fault.RESET_AFTER}
    without = resets | {Fault.TRUNCATE, Fault.BODY, Fault.LATENCY, Fault.DRIP}
    assert set(REFUSALS) == set(Fault) - without
    assert PROCESSED - without == {Fault.ERROR_AFTER}


def test_access_denied_names_user_action_and_resource() -> None:
    told = refusal("denied", CALL)
    assert told.code == "AccessDeniedException"
    who = "arn:aws:iam::123456789012:user/sandbox"
    what = "arn:aws:sagemaker:eu-west-1:123456789012:training-job/my-job"
    action = "sagemaker:StopTrainingJob"
    why = f"because no identity-based policy allows the {action} action"
    assert (
        told.message
        == f"User: {who} is not authorized to perform: {action} on resource: {what} {why}"
    )
    assert "resource: arn:aws:s3:::bucket/key because" in refusal("denied", OBJECT).message
    anything = refusal("denied", Refused("sts", "GetCallerIdentity", "", "us-east-1"))
    assert "arn:aws:sts:us-east-1:123456789012:* " in anything.message


@pytest.mark.parametrize(
    ("kind", "code", "in_s3"),
    [
        ("expired_credentials", "ExpiredTokenException", "ExpiredToken"),
        ("clock_skew", "InvalidSignatureException", "RequestTimeTooSkewed"),
        ("throttle", "ThrottlingException", "SlowDown"),
        ("error", "InternalFailure", "InternalError"),
        ("quota", "ResourceLimitExceeded", "ResourceLimitExceeded"),
    ],
)
def test_s3_has_codes_of_its_own(kind: str, code: str, in_s3: str) -> None:
    assert (refusal(kind, CALL).code, refusal(kind, OBJECT).code) == (code, in_s3)
