from __future__ import annotations

import pytest

from sm_tj_cli.sandbox.authentication import check_bucket_owner, check_date, check_signed
from sm_tj_cli.sandbox.protocol import ACCOUNT, ApiError, Caller

NOW = 1767225600.0
"""2026-01-01T00:00:00Z."""
CALLER = Caller("key", "us-east-1", "sagemaker")


@pytest.mark.parametrize(
    "signed", ["20260101T000000Z", "20260101T001500Z", "20251231T234500Z", "", "nonsense"]
)
def test_a_signature_of_now_passes(signed: str) -> None:
    check_date(signed, CALLER, NOW)


@pytest.mark.parametrize(
    ("signed", "told"),
    [
        (
            "20251231T230000Z",
            "Signature expired: 20251231T230000Z is now earlier than 20251231T234500Z (20260101T000000Z - 15 min.)",
        ),
        (
            "20260101T010000Z",
            "Signature not yet current: 20260101T010000Z is still later than 20260101T001500Z (20260101T000000Z + 15 min.)",
        ),
    ],
)
def test_a_skewed_clock_has_the_services_words(signed: str, told: str) -> None:
    with pytest.raises(ApiError) as caught:
        check_date(signed, CALLER, NOW)
    assert (caught.value.code, caught.value.message) == ("InvalidSignatureException", told)


def test_s3_has_a_code_of_its_own() -> None:
    with pytest.raises(ApiError) as caught:
        check_date("20260101T010000Z", Caller("key", "us-east-1", "s3"), NOW)
    assert (caught.value.code, caught.value.status) == ("RequestTimeTooSkewed", 403)


def test_a_call_without_a_signature_is_refused() -> None:
    check_signed(CALLER)
    with pytest.raises(ApiError) as caught:
        check_signed(Caller.of(""))
    assert caught.value.code == "MissingAuthenticationTokenException"


def test_a_bucket_is_this_accounts_alone() -> None:
    check_bucket_owner(None)
    check_bucket_owner(ACCOUNT)
    with pytest.raises(ApiError) as caught:
        check_bucket_owner("999999999999")
    assert (caught.value.code, caught.value.status) == ("AccessDenied", 403)
