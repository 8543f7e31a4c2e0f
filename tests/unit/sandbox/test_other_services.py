from __future__ import annotations

import pytest
from werkzeug.test import EnvironBuilder

from sm_tj_cli.sandbox.other_services import OtherServices

SCOPE = "AWS4-HMAC-SHA256 Credential=sandbox/20260101/us-east-1/s3/aws4_request"


@pytest.fixture
def others() -> OtherServices:
    made = OtherServices()
    made.put_object("us-east-1", "bucket", "a key/é", b"body")
    return made


def get(others: OtherServices, path: str) -> tuple[int, bytes]:
    environ = EnvironBuilder(path, headers=[("Authorization", SCOPE)]).get_environ()
    response = others.answer(environ)
    return response.status_code, response.get_data()


def test_an_object_is_there_with_its_bucket(others: OtherServices) -> None:
    assert get(others, "/bucket/a key/é") == (200, b"body")


def test_reset_forgets_it(others: OtherServices) -> None:
    others.reset()
    assert get(others, "/bucket/a key/é")[0] == 404
    OtherServices().reset()
