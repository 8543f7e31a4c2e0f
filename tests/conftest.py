"""What all tests share: one sandbox per process."""

from __future__ import annotations

import os
import signal
import time
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin
    from sm_tj_cli.sandbox.server import Server

# A busy machine is no fault of what is tested.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# A run in the background or under nohup ignores these, and so would every process that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

SPEED = 20.0
"""A job of the sandbox takes about 0.2 seconds in the tests."""


@pytest.fixture(scope="session")
def sandbox_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A sandbox in a thread of this process; `control` and `smtj --sandbox` find it by SMTJ_SANDBOX_DIR."""
    from sm_tj_cli.sandbox.server import Server

    server = Server(tmp_path_factory.mktemp("sandbox"), time.time, SPEED)  # noqa: TID251
    thread = Thread(target=server.serve, daemon=True)
    thread.start()
    os.environ["SMTJ_SANDBOX_DIR"] = str(server.address.directory)
    before = os.environ.get("XDG_STATE_HOME")
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("home"))
    yield server
    del os.environ["SMTJ_SANDBOX_DIR"], os.environ["XDG_STATE_HOME"]
    if before is not None:
        os.environ["XDG_STATE_HOME"] = before
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def sandbox(sandbox_server: Server) -> SandboxAddress:
    """The sandbox's address."""
    return sandbox_server.address


@pytest.fixture
def sandbox_admin(sandbox_server: Server) -> Admin:
    """The sandbox's faults, settings, clock and request log."""
    return sandbox_server.admin


@pytest.fixture(autouse=True)
def _no_traces_in_the_sandbox(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test finds jobs, faults or settings of another."""
    yield
    if "sandbox_server" in request.fixturenames:
        server: Server = request.getfixturevalue("sandbox_server")
        server.admin.answer("POST", "reset", b"")
        server.admin.settings.speed = SPEED
