"""Starts, finds and stops the sandbox's server: one per user (or per directory).

Whether a server lives is told by a lock that it holds for life, which the kernel frees when it dies.
"""

from __future__ import annotations

import fcntl
import json
import os
import resource
import select
import shutil
import signal
import sys
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import platformdirs

from sm_tj_cli import __version__
from sm_tj_cli.sandbox.address import SandboxAddress, environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.documents import JSON

__all__ = [
    "SandboxAddress",
    "SandboxUnavailable",
    "configure",
    "environment",
    "start",
    "status",
    "stop",
]

_ADDRESS, _ALIVE, _LOG = "server.json", "server.lock", "server.log"
_STARTING, _STOPPING = 30.0, 5.0
# What the server holds open itself, and room for the connections of a few clients.
_FEWEST_FILES = 64


class SandboxUnavailable(Exception):  # noqa: N818 -- a state of this machine, named for its reader
    """The sandbox cannot run here; the message says what to do."""


def start(directory: Path | None = None, speed: float = 1.0) -> SandboxAddress:
    """The running sandbox of this directory (the user's own by default), started where there is none.

    `speed` holds for a server that is started, not for one that runs already.

    Raises:
        SandboxUnavailable: its packages are missing, its folder cannot be made, or its server does not start.
    """
    place = _place(directory)
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise SandboxUnavailable(f"Its folder {place} cannot be made: {why}.") from problem
    with _locked(place / "control.lock"):
        running = _running(place)
        if running and running[1] == __version__:
            return running[0]
        if running:
            _end(running[0])
        elif _is_alive(place):
            raise SandboxUnavailable(
                f"A server that does not say where it listens holds {place / _ALIVE}: end it (fuser -k {place / _ALIVE}), or "
                "choose another folder with SMTJ_SANDBOX_DIR."
            )
        _launch(place, speed)
        found = _running(place)
    if not found:
        raise SandboxUnavailable(f"The sandbox's server has ended: see {place / _LOG}.")
    return found[0]


def status(directory: Path | None = None) -> SandboxAddress | None:
    """The running sandbox of this directory; None where none runs."""
    running = _running(_place(directory))
    return running[0] if running else None


def configure(address: SandboxAddress, document: JSON) -> None:
    """Sets faults and settings of a running sandbox: a scenario, that has been checked.

    Raises:
        OSError, http.client.HTTPException: it does not answer, or does not understand the document.
    """
    # Not for those who only start it.
    from http import HTTPStatus
    from http.client import HTTPConnection, HTTPException

    connection = HTTPConnection(urlsplit(address.url).netloc, timeout=_STARTING)
    try:
        connection.request("POST", "/_sandbox/settings", json.dumps(document))
        answer = connection.getresponse()
        told = answer.read(1000).decode(errors="replace")
    finally:
        connection.close()
    if answer.status != HTTPStatus.OK:
        raise HTTPException(f"It answered {answer.status}: {told}")


def stop(directory: Path | None = None) -> bool:
    """Stops the sandbox of this directory and forgets its jobs; whether one was running."""
    place = _place(directory)
    if not place.is_dir():
        return False
    with _locked(place / "control.lock"):
        running = _running(place)
        if running:
            _end(running[0])
        for name in (_ADDRESS, _LOG, "jobs.jsonl", "objects.jsonl", "aws_config"):
            (place / name).unlink(missing_ok=True)
        shutil.rmtree(place / "runs", ignore_errors=True)
    return running is not None


def _place(directory: Path | None) -> Path:
    return directory or platformdirs.user_state_path("smtj") / "sandbox"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _running(place: Path) -> tuple[SandboxAddress, str] | None:
    if not _is_alive(place):
        return None
    try:
        told = json.loads((place / _ADDRESS).read_text())
        return SandboxAddress(told["url"], told["pid"], place, told["key"]), told["version"]
    except (OSError, ValueError, KeyError):
        return None


def _is_alive(place: Path) -> bool:
    try:
        descriptor = os.open(place / _ALIVE, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def _launch(place: Path, speed: float) -> None:
    if not (find_spec("werkzeug") and find_spec("moto")):
        raise SandboxUnavailable(
            "The sandbox needs packages that are not installed: pip install 'sm-tj-cli[sandbox]'"
        )
    if (most := resource.getrlimit(resource.RLIMIT_NOFILE)[0]) < _FEWEST_FILES:
        raise SandboxUnavailable(
            f"Its server needs {_FEWEST_FILES} files that may be open at once, and here it could have {most}: raise that "
            f"limit (ulimit -n {_FEWEST_FILES}) and start it again."
        )
    (place / _ADDRESS).unlink(missing_ok=True)
    program = [sys.executable, "-m", "sm_tj_cli.sandbox.server"]
    program += ["--directory", str(place), "--speed", str(speed)]
    ready, child_end = os.pipe()
    written = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    server = os.posix_spawn(
        sys.executable,
        program,
        {**os.environ, "PYTHONPATH": _path(), "PYTHONSAFEPATH": "1"},
        setsid=True,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_DUP2, child_end, 1),
            (os.POSIX_SPAWN_OPEN, 2, str(place / _LOG), written, 0o600),
        ],
    )
    os.close(child_end)
    try:
        told = select.select([ready], [], [], _STARTING)[0] and os.read(ready, 16)
    finally:
        os.close(ready)
    if not told:
        # One that hangs would hold the folder for ever.
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)
        raise SandboxUnavailable(_last_words(place / _LOG))


def _path() -> str:
    ours = str(Path(__file__).parents[2])
    inherited = os.environ.get("PYTHONPATH")
    return f"{ours}{os.pathsep}{inherited}" if inherited else ours


def _last_words(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()
    why = lines[-1] if lines else "it said nothing"
    return f"The sandbox's server did not start: {why} (more in {log})."


def _end(address: SandboxAddress) -> None:
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.kill(address.pid, signal_number)
        for _ in range(int(_STOPPING / 0.02)):
            if not _is_alive(address.directory):
                break
            Event().wait(0.02)
        else:
            continue
        break
    with suppress(ChildProcessError):
        os.waitpid(address.pid, os.WNOHANG)
