"""The whole sandbox over HTTP, as any AWS client sees it."""

from __future__ import annotations

import json
import tarfile
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.fakes.requests import training_job_request

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin

SIGNATURE = "AWS4-HMAC-SHA256 Credential=sandbox/20260101/us-east-1/{}/aws4_request, Signature=x"


def send(
    sandbox: SandboxAddress,
    path: str = "/",
    *,
    method: str = "POST",
    service: str = "sagemaker",
    target: str = "",
    body: bytes = b"",
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)
    headers = {"Authorization": SIGNATURE.format(service), "X-Amz-Target": target}
    try:
        connection.request(
            method, path, body, {name: text for name, text in headers.items() if text}
        )
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def call(
    sandbox: SandboxAddress, operation: str, **members: object
) -> tuple[int, dict[str, object]]:
    body = json.dumps(members).encode()
    response, answer = send(sandbox, target=f"SageMaker.{operation}", body=body)
    return response.status, json.loads(answer)


def create(sandbox: SandboxAddress, name: str, **members: object) -> tuple[int, dict[str, object]]:
    return call(sandbox, "CreateTrainingJob", **training_job_request(name, **members))


def admin(sandbox: SandboxAddress, page: str, **members: object) -> dict[str, object]:
    path = f"/_sandbox/{page}"
    method, body = ("POST", json.dumps(members).encode()) if members else ("GET", b"")
    answer: dict[str, object] = json.loads(send(sandbox, path, method=method, body=body)[1])
    return answer


def test_create_and_describe(sandbox: SandboxAddress) -> None:
    assert create(sandbox, "web")[0] == 200
    status, found = call(sandbox, "DescribeTrainingJob", TrainingJobName="web")
    assert (status, found["TrainingJobStatus"]) == (200, "InProgress")


def test_a_refusal_has_code_and_message(sandbox: SandboxAddress) -> None:
    assert call(sandbox, "DescribeTrainingJob", TrainingJobName="nobody") == (
        400,
        {"__type": "ValidationException", "message": "Requested resource not found."},
    )


def test_identity(sandbox: SandboxAddress) -> None:
    body = b"Action=GetCallerIdentity&Version=2011-06-15"
    response, answer = send(sandbox, service="sts", body=body)
    assert response.status == 200
    assert b"<Account>123456789012</Account>" in answer


def test_a_completed_job_leaves_its_model_in_s3(
    sandbox: SandboxAddress, sandbox_admin: Admin
) -> None:
    create(sandbox, "left", HyperParameters={"k": "3"})
    sandbox_admin.clock.advance(60)
    response, body = send(
        sandbox, "/bucket/out/left/output/model.tar.gz", method="GET", service="s3"
    )
    assert response.status == 200
    with tarfile.open(fileobj=BytesIO(body)) as archive:
        model = archive.extractfile("model.json")
        assert model is not None
        assert json.load(model)["parameters"] == {"k": "3"}


def test_an_error_after_processing_has_created_the_job(sandbox: SandboxAddress) -> None:
    admin(sandbox, "faults", do="error_after", operation="CreateTrainingJob")
    assert create(sandbox, "made")[0] == 500
    assert call(sandbox, "DescribeTrainingJob", TrainingJobName="made")[0] == 200


def test_an_error_before_processing_has_not(sandbox: SandboxAddress) -> None:
    rule = {
        "do": "error",
        "operation": "CreateTrainingJob",
        "code": "ThrottlingException",
        "status": 400,
    }
    admin(sandbox, "faults", **rule)
    assert create(sandbox, "unmade")[1]["__type"] == "ThrottlingException"
    assert call(sandbox, "DescribeTrainingJob", TrainingJobName="unmade")[0] == 400


@pytest.mark.parametrize(("do", "status"), [("reset_before", 400), ("reset_after", 200)])
def test_a_lost_connection(sandbox: SandboxAddress, do: str, status: int) -> None:
    admin(sandbox, "faults", do=do, operation="CreateTrainingJob")
    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        create(sandbox, "lost")
    assert call(sandbox, "DescribeTrainingJob", TrainingJobName="lost")[0] == status


def test_a_truncated_answer(sandbox: SandboxAddress) -> None:
    admin(sandbox, "faults", do="truncate", operation="CreateTrainingJob")
    with pytest.raises(Exception, match="IncompleteRead"):
        create(sandbox, "cut")
    assert call(sandbox, "DescribeTrainingJob", TrainingJobName="cut")[0] == 200


def test_an_answer_that_drips_comes_whole(sandbox: SandboxAddress) -> None:
    admin(sandbox, "faults", do="drip", operation="CreateTrainingJob", seconds=0.001)
    assert create(sandbox, "drips")[0] == 200


def test_another_body(sandbox: SandboxAddress) -> None:
    admin(sandbox, "faults", do="body", operation="CreateTrainingJob", body='{"a": 1}', status=200)
    assert create(sandbox, "other") == (200, {"a": 1})


def test_the_request_log_tells_what_was_processed(sandbox: SandboxAddress) -> None:
    admin(sandbox, "faults", do="reset_after", operation="CreateTrainingJob")
    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        create(sandbox, "told")
    create(sandbox, "told")
    requests = admin(sandbox, "requests")["requests"]
    assert isinstance(requests, list)
    told = [
        (item["operation"], item["subject"], item["processed"], item["fault"]) for item in requests
    ]
    assert told == [
        ("CreateTrainingJob", "told", True, "reset_after"),
        ("CreateTrainingJob", "told", False, ""),
    ]
    found = admin(sandbox, "check", known=[])
    assert (found["created_twice"], found["unknown"]) == ([], ["told"])


def test_settings_and_clock_over_the_admin_address(sandbox: SandboxAddress) -> None:
    admin(sandbox, "settings", timelines={"^x": "capacity"})
    create(sandbox, "x1")
    admin(sandbox, "clock", advance=100)
    assert (
        call(sandbox, "DescribeTrainingJob", TrainingJobName="x1")[1]["TrainingJobStatus"]
        == "Failed"
    )
    assert admin(sandbox, "faults", do="nonsense")["message"]
    assert admin(sandbox, "nowhere") == {"message": "no page nowhere"}


def test_a_page_from_the_web_cannot_talk_to_it(sandbox: SandboxAddress) -> None:
    connection = HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)
    for method, page, headers in (
        ("POST", "/_sandbox/reset", {"Origin": "https://example.com"}),
        ("GET", "/_sandbox/requests", {"Host": "rebound.example.com"}),
    ):
        connection.request(method, page, headers=headers)
        response = connection.getresponse()
        response.read()
        assert response.status == 403
    connection.close()


def test_who_knows_the_key_is_the_owner(sandbox: SandboxAddress, tmp_path: Path) -> None:
    script = tmp_path / "train.sh"
    script.write_text("echo hello\n")
    request = training_job_request("run", Environment={"SMTJ_SANDBOX_SCRIPT": str(script)})
    told = []
    for key in ("", "sandbox", sandbox.key):
        connection = HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)
        headers = {
            "Authorization": SIGNATURE.format("sagemaker"),
            "X-Amz-Target": "SageMaker.CreateTrainingJob",
            "X-Amz-Security-Token": key,
        }
        connection.request("POST", "/", json.dumps(request), headers)
        told.append(connection.getresponse().status)
        connection.close()
    assert told == [400, 400, 200]
