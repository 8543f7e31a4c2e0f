"""HTTP on loopback: connections come in, WSGI calls go to an application, its answers go back.

As at AWS, a connection is kept and serves one request after the other. werkzeug's own handler closes it after each, since
it cannot tell what of a request's body the application left unread. Here bodies are read before the call.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, cast

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.test import run_wsgi_app

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

WITHOUT_BODY = frozenset({204, 304})


class Handler(WSGIRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    # An answer is one write; with Nagle's algorithm a long one would wait for an acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True

    def run_wsgi(self) -> None:
        """Answers one request."""
        self.environ = self.make_environ()
        self._read_body(self.environ)
        parts, status, headers = run_wsgi_app(self.server.app, self.environ, buffered=True)
        body = b"".join(parts)
        code, _, reason = status.partition(" ")
        self.send_response(int(code), reason)
        for name, value in headers.items():
            # "Connection: close" has the connection closed as well.
            self.send_header(name, value)
        if "Content-Length" not in headers and int(code) not in WITHOUT_BODY:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_expect_100(self) -> bool:
        """Asks for a body that the client holds back, at once: S3's clients wait a second before they send it unasked."""
        goes_on = super().handle_expect_100()
        self.wfile.flush()
        return goes_on

    def _read_body(self, environ: WSGIEnvironment) -> None:
        """All of it, so that what follows on the connection is the next request.

        Raises:
            ConnectionAbortedError: the client left before its end.
        """
        sent = environ["wsgi.input"]
        is_chunked = "wsgi.input_terminated" in environ
        size = int(environ.get("CONTENT_LENGTH") or 0)
        body = sent.read() if is_chunked else sent.read(size)
        if not is_chunked and len(body) < size:
            raise ConnectionAbortedError
        environ["wsgi.input"] = BytesIO(body)

    def finish(self) -> None:
        """Closes it; a client that left does not read the rest."""
        with suppress(ConnectionError):
            super().finish()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: the request log is the admin's."""


class Connections(ThreadedWSGIServer):
    """Listens on a free port of loopback. Closing it closes all connections too, as the end of a process does."""

    def __init__(self, application: WSGIApplication) -> None:
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        super().__init__("127.0.0.1", 0, application, Handler)

    def process_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """One more connection, in a thread of its own."""
        with self._lock:
            self._open.add(cast("socket.socket", request))
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """A connection is at its end."""
        with self._lock:
            self._open.discard(cast("socket.socket", request))
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Listens no more and lets go of everybody."""
        super().server_close()
        with self._lock:
            for connection in self._open:
                # It may have gone by itself.
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
