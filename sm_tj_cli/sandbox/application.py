"""The sandbox as one WSGI application: our own training jobs, STS and their logs; moto for the rest."""

from __future__ import annotations

import socket
from dataclasses import replace
from hmac import compare_digest
from io import BytesIO
from threading import Event
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

from sm_tj_cli.sandbox.authentication import check_bucket_owner, check_date, check_signed
from sm_tj_cli.sandbox.faults import PROCESSED, Fault
from sm_tj_cli.sandbox.identity import caller_identity
from sm_tj_cli.sandbox.protocol import ApiError, ApiRequest, ApiResponse, Caller, read_request
from sm_tj_cli.sandbox.refusals import Refused
from sm_tj_cli.sandbox.request_log import LoggedRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from sm_tj_cli.sandbox.admin import Admin
    from sm_tj_cli.sandbox.faults import Faults, Rule
    from sm_tj_cli.sandbox.log_streams import LogOperations
    from sm_tj_cli.sandbox.other_services import OtherServices
    from sm_tj_cli.sandbox.request_log import RequestLog
    from sm_tj_cli.sandbox.training_jobs import TrainingJobOperations

ADMIN = "/_sandbox/"


class Dropped(Exception):  # noqa: N818 -- no error of ours: the client is meant to see its connection close
    """The connection closes without an answer."""


class Application:
    """Answers every request of the sandbox."""

    def __init__(
        self,
        jobs: TrainingJobOperations,
        logs: LogOperations,
        others: OtherServices,
        admin: Admin,
        key: str = "",
    ) -> None:
        self._jobs, self._logs, self._others = jobs, logs, others
        self.admin = admin
        self._clock, self._artifacts = admin.clock, admin.artifacts
        self._faults: Faults = admin.faults
        self._log: RequestLog = admin.requests
        self._settings, self._key = admin.settings, key

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The WSGI entry."""
        request = Request(environ)
        if _is_from_a_browser(request):
            return Response("", 403)(environ, start_response)
        if request.path.startswith(ADMIN):
            answer = self.admin.answer(
                request.method, request.path.removeprefix(ADMIN), request.get_data()
            )
            return _respond(answer)(environ, start_response)
        caller = Caller.of(request.headers.get("Authorization", ""))
        try:
            response = self._answer(request, caller)
        except Dropped:
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            response = Response()
        return response(environ, start_response)

    def _answer(self, request: Request, caller: Caller) -> Response:
        call: ApiRequest | None = None
        entry = _entry(request, caller, self._clock.now())
        self._log.add(entry)
        began = self._clock.source()
        try:
            check_date(
                request.headers.get("X-Amz-Date", ""),
                caller,
                self._clock.source() + self._settings.clock_skew,
            )
            check_bucket_owner(request.headers.get("x-amz-expected-bucket-owner"))
            if caller.service != "s3":
                target = request.headers.get("X-Amz-Target", "")
                call = read_request(caller, target, request.get_data())
            if call:
                if call.service in {"sagemaker", "logs"}:
                    check_signed(caller)
                call = replace(call, is_owner=self._is_owner(request))
                entry.service, entry.operation, entry.subject = (
                    call.service,
                    call.operation,
                    call.subject,
                )
            rule = self._faults.strike(entry.service, entry.operation, entry.subject, entry.time)
            response = self._under_rule(rule, entry, request, call)
        except ApiError as refusal:
            entry.code = refusal.code
            response = _respond(refusal.response(entry.service))
        finally:
            entry.seconds = round(self._clock.source() - began, 6)
        entry.status = response.status_code
        return response

    def _is_owner(self, request: Request) -> bool:
        given = request.headers.get("X-Amz-Security-Token", "")
        return bool(self._key) and compare_digest(given.encode(), self._key.encode())

    def _under_rule(
        self, rule: Rule | None, entry: LoggedRequest, request: Request, call: ApiRequest | None
    ) -> Response:
        if rule is None:
            return self._process(entry, request, call)
        entry.fault = rule.do
        response = self._process(entry, request, call) if rule.do in PROCESSED else Response()
        match rule.do:
            case Fault.RESET_BEFORE | Fault.RESET_AFTER:
                raise Dropped
            case Fault.TRUNCATE:
                return _truncated(response)
            case Fault.BODY:
                kind = "application/x-amz-json-1.1"
                return Response(rule.body, rule.status or 200, content_type=kind)
            case Fault.LATENCY:
                Event().wait(rule.seconds)
                return response
            case Fault.DRIP:
                return _dripping(response, rule.seconds)
            case _:
                call_refused = Refused(entry.service, entry.operation, entry.subject, entry.region)
                raise rule.refusal(call_refused)

    def _process(self, entry: LoggedRequest, request: Request, call: ApiRequest | None) -> Response:
        response = self._route(request, call)
        entry.processed = response.status_code < 400
        return response

    def _route(self, request: Request, call: ApiRequest | None) -> Response:
        if call is None:
            self._artifacts.upload(self._clock.now())
        elif call.service == "sagemaker" and self._jobs.answers(call):
            return _respond(ApiResponse.json(self._jobs.answer(call)))
        elif call.service == "logs" and self._logs.answers(call):
            return _respond(ApiResponse.json(self._logs.answer(call)))
        elif call.service == "sts" and call.operation == "GetCallerIdentity":
            return _respond(caller_identity())
        if call is not None:
            request.environ["wsgi.input"] = BytesIO(request.get_data())
        return self._others.answer(request.environ)


def _entry(request: Request, caller: Caller, now: float) -> LoggedRequest:
    headers = request.headers
    conditions = (name for name in ("If-Match", "If-None-Match") if name in headers)
    return LoggedRequest(
        now,
        caller.service,
        f"{request.method} {request.path}",
        request.path,
        headers.get("amz-sdk-request", ""),
        invocation=headers.get("amz-sdk-invocation-id", ""),
        condition="; ".join(f"{name}: {headers[name]}" for name in conditions),
        region=caller.region,
    )


def _is_from_a_browser(request: Request) -> bool:
    """Whether a page of the web may be behind the request: no site may command what runs on this machine."""
    host = request.headers.get("Host", "").partition(":")[0]
    is_here = host in {"127.0.0.1", "localhost"} or host.endswith(".localhost")
    return "Origin" in request.headers or not is_here


def _respond(answer: ApiResponse) -> Response:
    return Response(answer.body, answer.status, content_type=answer.content_type)


def _truncated(response: Response) -> Response:
    whole = response.get_data()
    cut = Response(whole[: len(whole) // 2], response.status_code, response.headers)
    cut.headers["Content-Length"] = str(len(whole))
    cut.headers["Connection"] = "close"
    cut.automatically_set_content_length = False
    return cut


def _dripping(response: Response, seconds: float) -> Response:
    whole = response.get_data()

    def drops() -> Iterator[bytes]:
        for byte in whole:
            yield bytes((byte,))
            Event().wait(seconds)

    return Response(drops(), response.status_code, response.headers)
