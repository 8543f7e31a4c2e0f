from __future__ import annotations

from contextlib import contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from werkzeug.wrappers import Request, Response

from sm_tj_cli.sandbox.connections import Connections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def application(request: Request) -> Response:
    """Tells on which connection a request came, and what was in it; one path leaves the body unread."""
    if request.path == "/unread":
        return Response(str(request.environ["REMOTE_PORT"]))
    if request.path == "/last":
        return Response("bye", headers={"Connection": "close"})
    if request.path == "/nothing":
        return Response(status=204)
    return Response(f"{request.environ['REMOTE_PORT']} {request.get_data().decode()}")


@contextmanager
def listening(told: WSGIApplication) -> Iterator[HTTPConnection]:
    server = Connections(told)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        yield connection
    finally:
        connection.close()
        server.shutdown()
        thread.join()


def ask(connection: HTTPConnection, path: str = "/", body: object = None) -> str:
    connection.request("POST", path, body)  # type: ignore[arg-type]
    return connection.getresponse().read().decode()


def test_a_connection_serves_one_request_after_the_other() -> None:
    with listening(Request.application(application)) as connection:
        port, first = ask(connection, body=b"one").split()
        assert first == "one"
        # In chunks, and one that the application does not look at.
        assert ask(connection, body=iter([b"t", b"wo"])) == f"{port} two"
        assert ask(connection, "/unread", b"GET / HTTP/1.1\r\n\r\n") == port
        assert ask(connection, body=b"three") == f"{port} three"


def test_a_body_that_is_held_back_is_asked_for() -> None:
    with listening(Request.application(application)) as connection:
        connection.connect()
        assert connection.sock is not None
        connection.sock.sendall(
            b"PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
        )
        assert connection.sock.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sock.sendall(b"one")
        assert connection.sock.recv(1000).endswith(b"one")


def test_an_answer_may_have_no_body() -> None:
    with listening(Request.application(application)) as connection:
        assert ask(connection, "/nothing") == ""
        connection.request("HEAD", "/last")
        answer = connection.getresponse()
        assert (answer.read(), answer.headers["Content-Length"]) == (b"", "3")


def test_an_answer_may_close_it() -> None:
    with listening(Request.application(application)) as connection:
        assert ask(connection, "/last") == "bye"
        assert connection.sock is None


def test_half_a_request_is_none_and_nothing_is_said_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seen: list[bytes] = []

    def remembering(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        seen.append(environ["wsgi.input"].read())
        return Response("done")(environ, start_response)

    with listening(remembering) as connection:
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", "100")
        connection.endheaders(b"half")
        connection.close()
        assert ask(connection, body=b"whole") == "done"
    assert seen == [b"whole"]
    assert capsys.readouterr().err == ""


def test_the_end_of_the_server_ends_the_connections() -> None:
    server = Connections(Request.application(application))
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    ask(connection)
    server.shutdown()
    thread.join()
    with pytest.raises((RemoteDisconnected, ConnectionError)):
        ask(connection)
    connection.close()
