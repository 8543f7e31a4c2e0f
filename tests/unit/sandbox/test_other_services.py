from __future__ import annotations

import pytest

from sm_tj_cli.sandbox.other_services import OtherServices


@pytest.fixture
def others() -> OtherServices:
    made = OtherServices()
    made.put_object("us-east-1", "bucket", "a key/é+%41", b"body")
    return made


def listed(others: OtherServices, bucket: str, prefix: str) -> list[tuple[str, bytes]]:
    return list(others.objects("us-east-1", bucket, prefix))


def test_an_object_is_there_with_its_bucket(others: OtherServices) -> None:
    assert listed(others, "bucket", "") == [("a key/é+%41", b"body")]
    assert listed(others, "bucket", "b") == []
    assert listed(others, "nowhere", "") == []


def test_all_pages_are_listed(others: OtherServices) -> None:
    for number in range(1001):
        others.put_object("us-east-1", "bucket", f"many/{number}", b"")
    assert len(listed(others, "bucket", "many/")) == 1001


def test_reset_forgets_it(others: OtherServices) -> None:
    others.reset()
    assert listed(others, "bucket", "") == []
    OtherServices().reset()
