"""Whole processes and what they take: wall and processor time, and the most memory."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import sm_tj_cli


@dataclass(frozen=True)
class Took:
    """What one process took.

    Attributes:
        seconds: wall time.
        processor: seconds of the processor's time, children included.
        megabytes: the most memory at one time.
        code: the exit code.
    """

    seconds: float
    processor: float
    megabytes: float
    code: int


def took(
    command: list[str], directory: Path, environment: dict[str, str], out: Path | None = None
) -> Took:
    """Runs the command to its end; what it prints goes to `out` or nowhere."""
    with open(out or os.devnull, "wb") as file:  # noqa: PTH123 - one of the two is a device
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=directory, env=environment, stdout=file, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    processor = usage.ru_utime + usage.ru_stime
    return Took(seconds, processor, usage.ru_maxrss / 1024, process.returncode)


def executable() -> str:
    """The command that belongs to the Python that runs this."""
    return str(Path(sys.executable).with_name("smtj"))


def installed() -> None:
    """Compiles our modules, as an installation does: a working copy may be without."""
    compileall.compile_dir(str(Path(sm_tj_cli.__file__).parent), quiet=1)
