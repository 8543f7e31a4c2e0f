from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from http.client import HTTPConnection
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from sm_tj_cli.sandbox.server import Server

if TYPE_CHECKING:
    from pathlib import Path


def test_it_listens_on_loopback_alone_and_says_where(tmp_path: Path) -> None:
    server = Server(tmp_path, lambda: 100.0)
    thread = Thread(target=server.serve)
    thread.start()
    told = json.loads((tmp_path / "server.json").read_text())
    where = urlsplit(told["url"])
    assert (where.hostname, told["pid"]) == ("127.0.0.1", os.getpid())
    connection = HTTPConnection(where.netloc, timeout=10)
    for _ in range(2):
        connection.request("GET", "/_sandbox/clock")
        assert json.loads(connection.getresponse().read())["now"] == 100.0
    connection.close()
    server.shutdown()
    thread.join()


def test_there_is_one_for_a_directory(tmp_path: Path) -> None:
    server = Server(tmp_path, lambda: 100.0)
    with pytest.raises(BlockingIOError):
        Server(tmp_path, lambda: 100.0)
    thread = Thread(target=server.serve)
    thread.start()
    server.shutdown()
    thread.join()


def test_its_process_serves_until_it_is_told_to_end(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "sm_tj_cli.sandbox.server", "--directory", str(tmp_path)]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
