"""The services that moto answers: S3, IAM and all the rest. moto is imported when the first of them is asked for.

S3's objects are kept in a journal, and so outlive the server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_plus, urlencode
from xml.sax.saxutils import unescape

from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Request, Response

from sm_tj_cli.sandbox.object_journal import Call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

    from sm_tj_cli.sandbox.object_journal import ObjectJournal

_KEY = re.compile(r"<Key>([^<]*)</Key>")
_TOKEN = re.compile(r"<NextContinuationToken>([^<]*)</NextContinuationToken>")


@dataclass
class OtherServices:
    """moto's server, inside ours."""

    journal: ObjectJournal | None = None
    _application: WSGIApplication | None = None
    # moto checks S3's preconditions and writes in two steps; one call at a time makes them one.
    _lock: Lock = field(default_factory=Lock)

    def answer(self, environ: WSGIEnvironment) -> Response:
        """Moto's answer."""
        with self._lock:
            return self._answer(self._started(), environ)

    def reset(self) -> None:
        """Forgets all buckets, roles and the rest."""
        if self.journal:
            self.journal.clear()
        if self._application is not None:
            self.answer(EnvironBuilder("/moto-api/reset", method="POST").get_environ())

    def _started(self) -> WSGIApplication:
        if self._application is None:
            application = self._application = _moto()
            for call in self.journal.calls() if self.journal else ():
                run_wsgi_app(application, call.environment(), buffered=True)
        return self._application

    def _answer(self, application: WSGIApplication, environ: WSGIEnvironment) -> Response:
        sent = self._read_body(environ)
        body, status, headers = run_wsgi_app(application, environ, buffered=True)
        response = Response(body, status, headers)
        if self.journal and sent is not None and response.status_code < 400:
            if sent.completes_upload:
                made, _, told = run_wsgi_app(application, sent.reading(), buffered=True)
                sent = sent.putting(b"".join(made), dict(told.items()))
            self.journal.add(sent)
        return response

    def _read_body(self, environ: WSGIEnvironment) -> Call | None:
        if not Call.of(environ, b"").is_kept:
            return None
        body = Request(environ).get_data()
        environ["wsgi.input"] = BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        call = Call.of(environ, body)
        return None if call.is_part else call

    def objects(self, region: str, bucket: str, prefix: str) -> Iterator[tuple[str, bytes]]:
        """The objects whose keys begin with `prefix`: none where there is no such bucket."""
        token = ""
        while True:
            asked = {"list-type": "2", "prefix": prefix, "encoding-type": "url"}
            query = urlencode(asked | ({"continuation-token": token} if token else {}))
            page = self._get(region, f"/{bucket}", query).decode()
            for key in _KEY.findall(page):
                plain = unquote_plus(unescape(key))
                yield plain, self._get(region, f"/{bucket}/{plain}")
            following = _TOKEN.search(page)
            if not following:
                return
            token = unescape(following[1])

    def _get(self, region: str, path: str, query: str = "") -> bytes:
        response = self.answer(_environ("GET", region, path, query))
        return response.get_data() if response.status_code < 400 else b""

    def put_object(self, region: str, bucket: str, key: str, body: bytes) -> None:
        """Stores an object, and makes its bucket where there is none."""
        for path, data in ((f"/{bucket}", b""), (f"/{bucket}/{key}", body)):
            self.answer(_environ("PUT", region, path, "", data))


def _environ(
    method: str, region: str, path: str, query: str = "", data: bytes = b""
) -> WSGIEnvironment:
    scope = f"AWS4-HMAC-SHA256 Credential=sandbox/20260101/{region}/s3/aws4_request"
    builder = EnvironBuilder(
        method=method,
        query_string=query,
        input_stream=BytesIO(data),
        headers=[("Authorization", scope)],
    )
    environ = builder.get_environ()
    # moto reads both: the path as the server decoded it, and the address as it came.
    environ["PATH_INFO"] = path.encode().decode("latin-1")
    environ["RAW_URI"] = environ["REQUEST_URI"] = f"{quote(path)}?{query}"
    return environ


def _moto() -> WSGIApplication:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    application: WSGIApplication = DomainDispatcherApplication(create_backend_app)
    return application
