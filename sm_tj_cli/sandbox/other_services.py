"""The services that moto answers: S3, IAM and all the rest. moto is imported when the first of them is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment


@dataclass
class OtherServices:
    """moto's server, inside ours."""

    _application: WSGIApplication | None = None
    # moto checks S3's preconditions and writes in two steps; one call at a time makes them one.
    _lock: Lock = field(default_factory=Lock)

    def answer(self, environ: WSGIEnvironment) -> Response:
        """Moto's answer."""
        with self._lock:
            if self._application is None:
                self._application = _moto()
            body, status, headers = run_wsgi_app(self._application, environ, buffered=True)
        return Response(body, status, headers)

    def reset(self) -> None:
        """Forgets all buckets, roles and the rest."""
        if self._application is not None:
            self.answer(EnvironBuilder("/moto-api/reset", method="POST").get_environ())

    def put_object(self, region: str, bucket: str, key: str, body: bytes) -> None:
        """Stores an object, and makes its bucket where there is none."""
        scope = f"AWS4-HMAC-SHA256 Credential=sandbox/20260101/{region}/s3/aws4_request"
        for path, data in ((f"/{bucket}", b""), (f"/{bucket}/{key}", body)):
            builder = EnvironBuilder(
                path, method="PUT", input_stream=BytesIO(data), headers=[("Authorization", scope)]
            )
            self.answer(builder.get_environ())


def _moto() -> WSGIApplication:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    application: WSGIApplication = DomainDispatcherApplication(create_backend_app)
    return application
