"""The sandbox's server: `python -m sm_tj_cli.sandbox.server --directory D`, loopback only.

Writes its address beside its jobs, says `ready` on standard output, and serves until SIGTERM.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import secrets
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from sm_tj_cli import __version__
from sm_tj_cli.sandbox.address import SandboxAddress
from sm_tj_cli.sandbox.admin import Admin
from sm_tj_cli.sandbox.application import Application
from sm_tj_cli.sandbox.artifacts import Artifacts
from sm_tj_cli.sandbox.clock import Clock
from sm_tj_cli.sandbox.connections import Connections
from sm_tj_cli.sandbox.faults import Faults
from sm_tj_cli.sandbox.log_streams import LogOperations
from sm_tj_cli.sandbox.object_journal import ObjectJournal
from sm_tj_cli.sandbox.other_services import OtherServices
from sm_tj_cli.sandbox.request_log import RequestLog
from sm_tj_cli.sandbox.scripts import Scripts
from sm_tj_cli.sandbox.settings import Settings
from sm_tj_cli.sandbox.store import JobStore
from sm_tj_cli.sandbox.training_jobs import TrainingJobOperations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ADDRESS_FILE = "server.json"
ALIVE_FILE = "server.lock"
JOBS_FILE = "jobs.jsonl"
RUNS_FOLDER = "runs"
OBJECTS_FILE = "objects.jsonl"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who may run scripts: who knows `key`.

    Runs are kept in `directory` and see `environment`; S3's objects are kept in the file `objects`.
    """

    key: str
    directory: Path
    objects: Path
    environment: Callable[[], Mapping[str, str]]


def assemble(
    store: JobStore,
    source: Callable[[], float],
    speed: float = 1.0,
    owner: Owner | None = None,
) -> Application:
    """A sandbox of these jobs, which `source` tells the time; it runs scripts where it has an owner."""
    clock, settings = Clock(source), Settings(speed)
    others = OtherServices(ObjectJournal(owner.objects) if owner else None)
    scripts = (
        Scripts(owner.directory, store, clock, settings, others, owner.environment)
        if owner
        else None
    )
    artifacts = Artifacts(store, others, scripts)
    return Application(
        TrainingJobOperations(store, clock, settings, scripts),
        LogOperations(store, clock, lambda: settings.log_delay, scripts.lines if scripts else None),
        others,
        Admin(store, clock, settings, Faults(), RequestLog(), artifacts),
        owner.key if owner else "",
    )


class Server:
    """A sandbox that listens from the moment it is made."""

    def __init__(self, directory: Path, source: Callable[[], float], speed: float = 1.0) -> None:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Held for life: this is how `control` knows that the server lives.
        self._alive = os.open(directory / ALIVE_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._store = JobStore(directory / JOBS_FILE)
        key = secrets.token_hex(16)
        owner = Owner(
            key,
            directory / RUNS_FOLDER,
            directory / OBJECTS_FILE,
            lambda: self.address.environment,
        )
        self.application = assemble(self._store, source, speed, owner)
        self.admin = self.application.admin
        self._server = Connections(self.application)
        (directory / "aws_config").write_text("[default]\n")
        url = f"http://127.0.0.1:{self._server.server_port}"
        self.address = SandboxAddress(url, os.getpid(), directory, key)
        _write_address(self.address)

    def serve(self) -> None:
        """Answers until `shutdown`."""
        self._server.serve_forever(poll_interval=0.05)
        if scripts := self.admin.artifacts.scripts:
            scripts.close()
        self._store.close()
        os.close(self._alive)

    def shutdown(self) -> None:
        """Ends `serve`, which may run in another thread than this."""
        self._server.shutdown()


def main(arguments: list[str]) -> None:
    """The server's process."""
    parser = argparse.ArgumentParser(prog="sm_tj_cli.sandbox.server")
    parser.add_argument("--directory", type=Path, required=True)
    parser.add_argument("--speed", type=float, default=1.0)
    options = parser.parse_args(arguments)
    # Requests may hold secrets: nobody else reads what is kept of them, wherever the directory is.
    os.umask(0o077)
    server = Server(options.directory, time.time, options.speed)  # noqa: TID251 -- this process's own wiring
    signal.signal(signal.SIGTERM, lambda *_: Thread(target=server.shutdown).start())
    os.write(sys.stdout.fileno(), b"ready\n")
    server.serve()


def _write_address(address: SandboxAddress) -> None:
    told = {
        "url": address.url,
        "pid": address.pid,
        "key": address.key,
        "version": __version__,
    }
    written = address.directory / f".{ADDRESS_FILE}"
    written.unlink(missing_ok=True)
    # The key lets scripts run as this user, so nobody else may read it, wherever the directory is.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(written, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(json.dumps(told))
    written.replace(address.directory / ADDRESS_FILE)


if __name__ == "__main__":
    main(sys.argv[1:])
