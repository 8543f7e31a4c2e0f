"""The sandbox for the `sandbox` verb: started, told, and lent to other programs."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.cli.wiring import sandbox_directory
from sm_tj_cli.render.json_output import write_document
from sm_tj_cli.sandbox.control import SandboxUnavailable, start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.sandbox.address import SandboxAddress


def started(speed: float) -> SandboxAddress:
    """The running sandbox. Raises Stopped where it cannot run here."""
    try:
        return start(sandbox_directory(), speed)
    except SandboxUnavailable as problem:
        raise stop("The sandbox cannot run", str(problem)) from problem


def tell_address(session: Session, address: SandboxAddress | None) -> None:
    """Where it is."""
    if session.options.json:
        found = {"url": address.url, "pid": address.pid} if address else {}
        write_document(session.terminal, {"running": address is not None, **found})
    elif address is None:
        session.terminal.out("The sandbox is not running.")
    else:
        session.terminal.out(f"The sandbox runs at {address.url} (process {address.pid}).")


def run_inside(words: Sequence[str]) -> int:
    """Runs a program with the sandbox's environment; its exit code."""
    environment = {**os.environ, **started(1.0).environment}
    try:
        return subprocess.run(words, env=environment, check=False).returncode  # noqa: S603 - what the user typed
    except OSError as problem:
        raise stop("Command cannot be run", f"{words[0]}: {problem.strerror}.") from problem
