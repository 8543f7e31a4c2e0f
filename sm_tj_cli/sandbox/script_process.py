"""The processes of a script's run: one on each node, each with its output read line by line."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_LONGEST_LINE = 256 * 1024
"""Bytes: an event of CloudWatch Logs has no more."""

_LAST_WORDS = 2.0


def interpreter(script: Path) -> Sequence[str]:
    """How the script is run in its own folder: by its `#!` where it may be executed, else by the shell or by Python."""
    if os.access(script, os.X_OK) and _first_bytes(script) == b"#!":
        return [f"./{script.name}"]
    if script.suffix == ".sh":
        return ["/bin/sh", script.name]
    python = shutil.which("python3") or shutil.which("python") or "python3"
    return [python, script.name]


@dataclass
class ScriptProcess:
    """One node's process, in a group of its own."""

    process: subprocess.Popen[bytes]
    reader: Thread

    @classmethod
    def start(
        cls,
        words: Sequence[str],
        directory: Path,
        environment: Mapping[str, str],
        told: Callable[[str], None],
    ) -> ScriptProcess:
        """Runs the command; every line of its output goes to `told`.

        Raises:
            OSError: it cannot be run.
        """
        process = subprocess.Popen(  # noqa: S603 -- what the sandbox's owner named
            words,
            cwd=directory,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert process.stdout is not None
        reader = Thread(target=_read, args=(process.stdout, told), daemon=True)
        reader.start()
        return cls(process, reader)

    def poll(self) -> int | None:
        """The exit code, as a container's: 128 and the number of a signal; None while it runs."""
        code = self.process.poll()
        return code if code is None or code >= 0 else 128 - code

    def send(self, number: signal.Signals) -> None:
        """Sends a signal to it and to what it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def finish(self) -> None:
        """Ends whatever it left running, and waits for its last lines."""
        self.send(signal.SIGKILL)
        self.process.wait()
        self.reader.join(_LAST_WORDS)


def _first_bytes(script: Path) -> bytes:
    with script.open("rb") as file:
        return file.read(2)


def _read(output: IO[bytes], told: Callable[[str], None]) -> None:
    with output:
        while line := output.readline(_LONGEST_LINE):
            told(line.decode("utf-8", "replace").rstrip("\r\n"))
