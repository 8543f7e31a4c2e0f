"""S3's objects outlive the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from werkzeug.test import EnvironBuilder

from sm_tj_cli.sandbox.object_journal import Call, ObjectJournal
from sm_tj_cli.sandbox.other_services import OtherServices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCOPE = "AWS4-HMAC-SHA256 Credential=sandbox/20260101/us-east-1/s3/aws4_request"


class Services:
    """moto with a journal, which may be started again."""

    def __init__(self, path: Path) -> None:
        self.journal = ObjectJournal(path)
        self.others = OtherServices(self.journal)

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        environ = EnvironBuilder(
            path, method=method, data=body, headers={"Authorization": SCOPE, **named}
        ).get_environ()
        response = self.others.answer(environ)
        return response.status_code, response.get_data(as_text=True)

    def told(self, path: str) -> dict[str, str]:
        environ = EnvironBuilder(path, headers={"Authorization": SCOPE}).get_environ()
        return {name.lower(): text for name, text in self.others.answer(environ).headers.items()}

    def restart(self) -> None:
        OtherServices().reset()
        lost = OtherServices()
        lost.put_object("us-east-1", "other", "k", b"")
        lost.reset()
        self.others = OtherServices(self.journal)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = Services(tmp_path / "objects.jsonl")
    made.send("PUT", "/bucket")
    yield made
    made.others.reset()


def lines(services: Services) -> int:
    return len(services.journal.path.read_text().splitlines())


def test_objects_and_what_is_told_of_them_come_back(services: Services) -> None:
    services.send("PUT", "/bucket/a%20b", b"1", x_amz_meta_kind="text", If_None_Match="*")
    assert services.send("PUT", "/bucket/a%20b", b"2", If_None_Match="*")[0] == 412
    services.send("PUT", "/bucket/gone", b"3")
    services.send("DELETE", "/bucket/gone")
    services.restart()
    assert services.send("GET", "/bucket/a%20b") == (200, "1")
    assert services.send("GET", "/bucket/gone")[0] == 404


def test_a_second_restart_changes_nothing(services: Services) -> None:
    for number in range(5):
        services.send("PUT", "/bucket/state", str(number).encode(), If_Match="")
        services.send("PUT", "/bucket/other", b"x")
    for _ in range(2):
        services.restart()
        assert services.send("GET", "/bucket/state") == (200, "4")
        assert lines(services) == 3


def test_versions_keep_all_that_was_written(services: Services) -> None:
    body = b"<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
    services.send("PUT", "/bucket?versioning", body)
    services.send("PUT", "/bucket/k", b"1")
    services.send("PUT", "/bucket/k", b"2")
    services.restart()
    assert services.send("GET", "/bucket?versions")[1].count("<Version>") == 2


def test_an_upload_in_parts_is_one_object(services: Services) -> None:
    text = services.send("POST", "/bucket/big?uploads", x_amz_meta_kind="text")[1]
    upload = text.partition("<UploadId>")[2].partition("<")[0]
    services.send("PUT", f"/bucket/big?partNumber=1&uploadId={upload}", b"whole")
    part = "<Part><ETag>e</ETag><PartNumber>1</PartNumber></Part>"
    etag = services.send("GET", f"/bucket/big?uploadId={upload}")[1]
    part = part.replace("e</ETag", etag.partition("<ETag>")[2].partition("<")[0] + "</ETag")
    done = f"<CompleteMultipartUpload>{part}</CompleteMultipartUpload>".encode()
    assert services.send("POST", f"/bucket/big?uploadId={upload}", done)[0] == 200
    assert lines(services) == 2
    services.restart()
    assert services.send("GET", "/bucket/big") == (200, "whole")
    assert services.told("/bucket/big")["x-amz-meta-kind"] == "text"


def test_a_torn_line_is_passed_over(services: Services) -> None:
    services.send("PUT", "/bucket/k", b"1")
    with services.journal.path.open("a") as file:
        file.write('{"environ": {"REQ')
    services.restart()
    assert services.send("GET", "/bucket/k") == (200, "1")


def test_reset_forgets_all(services: Services) -> None:
    services.others.reset()
    assert not services.journal.path.exists()
    services.restart()
    assert services.send("GET", "/bucket")[0] == 404


def test_reading_and_other_services_leave_no_line() -> None:
    reading = EnvironBuilder("/b/k", headers={"Authorization": SCOPE}).get_environ()
    other = EnvironBuilder(
        "/", method="POST", headers={"Authorization": SCOPE.replace("/s3/", "/iam/")}
    ).get_environ()
    assert not Call.of(reading, b"").is_kept
    assert not Call.of(other, b"").is_kept
