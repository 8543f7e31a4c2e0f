"""The sandbox for the `sandbox` verb: started, told, set, and lent to other programs."""

from __future__ import annotations

import os
import subprocess
from http.client import HTTPException
from typing import TYPE_CHECKING

from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.cli.wiring import sandbox_directory
from sm_tj_cli.diagnostics import Diagnostics, SourceFile
from sm_tj_cli.render.json_output import write_document
from sm_tj_cli.sandbox.control import SandboxUnavailable, configure, start
from sm_tj_cli.sandbox.scenario import parse_scenario

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.address import SandboxAddress

_LARGEST_SCENARIO = 4 * 2**20


def started(speed: float | None, scenario: Path | None = None) -> SandboxAddress:
    """The running sandbox, with the faults and settings of a file. Raises Stopped where it cannot run here.

    The file is read first: where it is wrong, nothing starts.
    """
    document = _read(scenario) if scenario else None
    if speed is not None:
        document = {**_members(document), "speed": speed}
    try:
        address = start(sandbox_directory())
        if document is not None:
            configure(address, document)
    except SandboxUnavailable as problem:
        raise stop("The sandbox cannot run", str(problem)) from problem
    except (OSError, HTTPException) as problem:
        raise stop(
            "The sandbox does not answer", f"{problem}. Stop it and start it again."
        ) from problem
    return address


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
    """Runs a program with the sandbox's environment; its exit code, 128 and the number of a signal that killed it."""
    environment = {**os.environ, **started(None).environment}
    try:
        code = subprocess.run(words, env=environment, check=False).returncode  # noqa: S603 - what the user typed
    except OSError as problem:
        raise stop("Command cannot be run", f"{words[0]}: {problem.strerror}.") from problem
    return code if code >= 0 else 128 - code


def _read(path: Path) -> JSON:
    try:
        if path.stat().st_size > _LARGEST_SCENARIO:
            raise stop("Sandbox scenario too large", f"{path} has more than 4 MB.")
        file = SourceFile(str(path), path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise stop("File cannot be read", f"{path}: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise stop("File is not UTF-8", f"{path}: save it as UTF-8 text.") from problem
    document, fault = parse_scenario(file)
    if fault:
        raise Stopped(Diagnostics.of(fault), {file.name: file})
    return document


def _members(document: JSON) -> dict[str, JSON]:
    if isinstance(document, list):
        return {"faults": document}
    return document if isinstance(document, dict) else {}
