"""Runs whole commands in forked children of a process that has everything loaded, each with its own misfortune.

In: one JSON line per run on standard input. Out: one JSON line with how it ended. What the command prints goes to
`out` and `err` in its directory.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Run:
    """One command in `directory`.

    Attributes:
        misfortunes: names of functions in `misfortune` and `mutants` with their arguments.
        kill_after: seconds after which it gets `signal`, 0 for never.
        copies: how many of it run at once.
    """

    directory: Path
    words: tuple[str, ...]
    environment: dict[str, str]
    misfortunes: dict[str, list[object]] = field(default_factory=dict)
    kill_after: float = 0.0
    copies: int = 1
    signal: int = signal.SIGKILL

    def as_json(self) -> str:
        return json.dumps({**vars(self), "directory": str(self.directory)})


@dataclass(frozen=True)
class Ended:
    """How it ended: exit codes, -9 for one that was killed, and what was said.

    Attributes:
        signalled: when it got its signal, in seconds since the epoch.
        seconds: how long it took to end from then on.
    """

    codes: tuple[int, ...]
    out: str
    err: str
    signalled: float = 0.0
    seconds: float = 0.0

    @property
    def code(self) -> int:
        return self.codes[0]


class Forge:
    """The process that forks; one run at a time, safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.forge"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, run: Run) -> Ended:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(run.as_json() + "\n")
            self._process.stdin.flush()
            told = json.loads(self._process.stdout.readline())
        out, err = (
            "".join(
                path.read_text(errors="replace") for path in sorted(run.directory.glob(f"{name}.*"))
            )
            for name in ("out", "err")
        )
        return Ended(tuple(told["codes"]), out, err, told["signalled"], told["seconds"])

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def serve() -> None:
    """The forge's process."""
    _load()
    for line in sys.stdin:
        order = json.loads(line)
        pids = [_fork(order, number) for number in range(order["copies"])]
        if order["kill_after"]:
            time.sleep(order["kill_after"])  # noqa: TID251
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, order["signal"])
        signalled = time.time()  # noqa: TID251
        codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
        seconds = time.time() - signalled  # noqa: TID251
        told = {"codes": codes, "signalled": signalled, "seconds": seconds}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _load() -> None:
    """Imports and reads once what every command needs."""
    import tempfile

    from sm_tj_cli.apply import ledger, run, submit
    from sm_tj_cli.cli import applying, failures, main
    from sm_tj_cli.render import progress
    from sm_tj_cli.state.backends import local
    from sm_tj_cli.state.backends.s3 import store
    from tests.torture import misfortune, mutants, mutations, scene

    assert all(
        (ledger, run, submit, applying, failures, progress, local, store)
        + (misfortune, mutants, mutations)
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "main.tf").write_text(scene.configuration(2))
        with open(os.devnull, "w") as nowhere:
            told, sys.stdout = sys.stdout, nowhere
            main.run(["--chdir", folder, "render"])
            sys.stdout = told


def _fork(order: dict[str, object], number: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        code = _child(order, number)
    except BaseException as problem:  # noqa: BLE001 - told by the exit code
        os.write(2, f"Traceback of the harness: {problem!r}\n".encode())
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)


def _child(order: dict[str, object], number: int) -> int:
    from sm_tj_cli.cli.main import main
    from tests.torture import misfortune, mutants, mutations

    # Whoever started the torture in the background has it ignore Ctrl-C, and so would we.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(str(order["directory"]))
    for place, name, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, f"out.{number}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        (2, f"err.{number}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        descriptor = os.open(name, flags, 0o600)
        os.dup2(descriptor, place)
        os.close(descriptor)
    environment = order["environment"]
    assert isinstance(environment, dict)
    os.environ.update(environment)
    misfortune.hurry()
    misfortunes = order["misfortunes"]
    assert isinstance(misfortunes, dict)
    for name, arguments in misfortunes.items():
        home = misfortune if hasattr(misfortune, name) else mutants
        getattr(home, name)(*arguments)
    words = order["words"]
    assert isinstance(words, list)
    if words[0] == "survive":
        return mutations.survive(int(words[1]), int(words[2]))
    try:
        main(words)
    except SystemExit as end:
        return int(end.code or 0)


if __name__ == "__main__":
    serve()
