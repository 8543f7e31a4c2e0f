"""How AWS calls travel: an HTTP request comes in, an `ApiRequest` goes out; answers and errors go back as bytes.

JSON 1.1 for SageMaker and CloudWatch Logs, the query protocol for STS; which service is meant stands in the
signature's credential scope (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs
from uuid import uuid4
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.documents import JSON


ACCOUNT = "123456789012"
REGION = "us-east-1"

_SCOPE = re.compile(r"Credential=([^/,\s]+)/\d{8}/([^/,\s]+)/([^/,\s]+)/aws4_request")


@dataclass(frozen=True, slots=True)
class Caller:
    """What a signature says: who calls which service in which region. Nothing of it is verified."""

    access_key: str | None
    region: str
    service: str

    @classmethod
    def of(cls, authorization: str) -> Caller:
        """The caller behind an `Authorization` header; an unsigned one has no access key."""
        found = _SCOPE.search(authorization)
        return cls(found[1], found[2], found[3]) if found else cls(None, REGION, "")


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """One call of an API, read."""

    service: str
    operation: str
    region: str
    body: Mapping[str, JSON]
    is_owner: bool = False
    """Whether the caller knows the sandbox's key."""

    @property
    def subject(self) -> str:
        """The name that the call is about: a training job, a resource's ARN or a log stream."""
        members = ("TrainingJobName", "ResourceArn", "logStreamName", "logStreamNamePrefix")
        return next((str(self.body[name]) for name in members if name in self.body), "")


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """An answer as it goes on the wire."""

    status: int
    body: bytes
    content_type: str

    @classmethod
    def json(cls, body: Mapping[str, JSON], status: int = 200) -> ApiResponse:
        """An answer of the JSON 1.1 protocol."""
        return cls(status, json.dumps(body).encode(), "application/x-amz-json-1.1")


class ApiError(Exception):
    """The service refuses: `code` and `message` as the service words them, `status` of HTTP."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(code, message)
        self.code, self.message, self.status = code, message, status

    def response(self, service: str) -> ApiResponse:
        """This refusal in the protocol of `service`."""
        if service in {"sts", "iam", "s3"}:
            return ApiResponse(self.status, self._xml(service).encode(), "text/xml")
        return ApiResponse.json({"__type": self.code, "message": self.message}, self.status)

    def _xml(self, service: str) -> str:
        told = f"<Code>{escape(self.code)}</Code><Message>{escape(self.message)}</Message>"
        request = f"<RequestId>{uuid4()}</RequestId>"
        if service == "s3":
            return f"<Error>{told}{request}</Error>"
        return f"<ErrorResponse><Error><Type>Sender</Type>{told}</Error>{request}</ErrorResponse>"


def read_request(caller: Caller, target: str, body: bytes) -> ApiRequest | None:
    """The call inside an HTTP request; None where it is of neither protocol (S3's REST, for instance).

    Raises:
        ApiError: the body is not what the protocol asks for.
    """
    if target:
        prefix, _, operation = target.partition(".")
        service = {"SageMaker": "sagemaker", "Logs_20140328": "logs"}.get(prefix, caller.service)
        return ApiRequest(service, operation, caller.region, _read_json(body))
    if body.startswith(b"Action=") or b"&Action=" in body:
        form = parse_qs(body.decode("utf-8", "replace"))
        members: dict[str, JSON] = {name: values[0] for name, values in form.items()}
        return ApiRequest(caller.service, form["Action"][0], caller.region, members)
    return None


def _read_json(body: bytes) -> Mapping[str, JSON]:
    try:
        members = json.loads(body or b"{}")
    except ValueError as problem:
        raise ApiError("SerializationException", str(problem)) from problem
    if not isinstance(members, dict):
        raise ApiError(
            "SerializationException", "Start of structure or map found where not expected"
        )
    return members
