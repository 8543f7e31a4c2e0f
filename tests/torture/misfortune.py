"""What can befall a run from outside, set up inside of the child that it is to befall."""

from __future__ import annotations

import errno
import json
import os
import signal
import stat
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from types import CodeType, FrameType

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.state.model import State

_stat = os.stat

TRACED = (
    "sm_tj_cli/apply/ledger.py",
    "sm_tj_cli/apply/run.py",
    "sm_tj_cli/apply/submit.py",
    "sm_tj_cli/apply/recover.py",
    "sm_tj_cli/apply/intentions.py",
    "sm_tj_cli/apply/outcomes.py",
    "sm_tj_cli/apply/recording.py",
    "sm_tj_cli/cli/applying.py",
    "sm_tj_cli/state/journal.py",
    "sm_tj_cli/state/durable.py",
    "sm_tj_cli/state/store.py",
    "sm_tj_cli/state/lock.py",
    "sm_tj_cli/state/backends/local.py",
    "sm_tj_cli/state/backends/s3/lock.py",
    "sm_tj_cli/state/backends/s3/slot.py",
    "sm_tj_cli/state/backends/s3/store.py",
    "tests/torture/mutants.py",
)


def hurry() -> None:
    """The sandbox shows a job at once, so nobody needs to look ten seconds long for one that is not there."""
    from sm_tj_cli.apply import submit
    from sm_tj_cli.aws import clients

    submit.LOOKS = (0.01, 0.02)
    clients.READ_TIMEOUT = 1


class _Lines:
    """Counts executed lines and kills at one of them."""

    def __init__(self, kills: Callable[[int, CodeType], bool]) -> None:
        self.count = 0
        self._kills = kills
        self._traced: dict[str, bool] = {}

    def call(self, frame: FrameType, event: str, argument: object) -> object:
        name = frame.f_code.co_filename
        if name not in self._traced:
            self._traced[name] = name.endswith(TRACED)
        return self.line if self._traced[name] else None

    def line(self, frame: FrameType, event: str, argument: object) -> object:
        if event == "line":
            self.count += 1
            if self._kills(self.count, frame.f_code):
                os.kill(os.getpid(), signal.SIGKILL)
        return self.line

    def start(self) -> None:
        threading.settrace(self.call)  # type: ignore[arg-type]
        sys.settrace(self.call)  # type: ignore[arg-type]


def killed_at_line(number: int) -> None:
    """SIGKILL when the `number`-th line is executed."""
    _Lines(lambda count, _: count == number).start()


def killed_in(function: str, line: int = 1, file: str = "") -> None:
    """SIGKILL at the `line`-th line executed in a function of this name."""
    seen = [0]

    def kills(_: int, code: CodeType) -> bool:
        seen[0] += code.co_name == function and file in code.co_filename
        return seen[0] == line

    _Lines(kills).start()


def lines_counted() -> None:
    """Writes the number of executed lines into the file `lines`."""
    lines = _Lines(lambda *_: False)
    lines.start()
    ended = os._exit

    def leave(code: int) -> None:
        sys.settrace(None)
        Path("lines").write_text(str(lines.count))
        ended(code)

    os._exit = leave  # type: ignore[assignment]


class _Disk:
    """Counts the calls of `os` about the files in one directory, and has one of them fail."""

    FAILING = (
        "open", "write", "fsync", "rename", "link", "unlink", "stat", "fstat", "chmod", "mkdir", "listdir",
        "ftruncate",
    )  # fmt: skip

    def __init__(self, number: int, kind: str) -> None:
        self.number, self.kind, self.count = number, kind, 0
        self.directory = os.path.realpath(os.environ["SMTJ_TORTURE"])
        self.descriptors: set[int] = set()

    def _is_of_the_state(self) -> bool:
        """Whether it is the state's code that calls."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and "sm_tj_cli" not in frame.f_code.co_filename:
            frame = frame.f_back
        return frame is not None and "sm_tj_cli/state" in frame.f_code.co_filename

    def wrap(self, name: str) -> None:
        real = getattr(os, name)

        def call(*arguments: object, **named: object) -> object:
            if not self._is_ours(arguments) or not self._is_of_the_state():
                return real(*arguments, **named)
            self.count += 1
            if self.count == self.number:
                Path(self.directory, "failed").write_text(f"{name} {self.kind}")
                if self.kind != "SHORT":
                    code = getattr(errno, self.kind)
                    raise OSError(code, os.strerror(code))
                if name == "write":
                    return real(arguments[0], bytes(arguments[1])[: max(1, len(arguments[1]) // 2)])  # type: ignore[call-overload, arg-type]
            answer = real(*arguments, **named)
            if name == "open":
                self.descriptors.add(answer)
            return answer

        setattr(os, name, call)

    def _is_ours(self, arguments: tuple[object, ...]) -> bool:
        first = arguments[0] if arguments else ""
        if isinstance(first, int):
            return first in self.descriptors
        if not isinstance(first, str | os.PathLike):
            return False
        path = os.path.join(os.getcwd(), os.fspath(first))
        return path.startswith(self.directory) and not path.endswith(
            (".tf", "failed", "violations")
        )


def disk_fails(number: int, kind: str) -> None:
    """The `number`-th call about the run's files fails once: ENOSPC, EIO, EINTR, or SHORT for half a write."""
    disk = _Disk(number, kind)
    for name in _Disk.FAILING:
        disk.wrap(name)


class _Witness:
    """Knows what a power failure would take away, and what was promised by then."""

    def __init__(self) -> None:
        self.directory = os.path.realpath(os.environ["SMTJ_TORTURE"])
        self.paths: dict[int, str] = {}
        self.unsynced: set[str] = set()
        self.listed: set[str] = set()
        self._lock = threading.Lock()

    def tell(self, what: str) -> None:
        with self._lock, Path(self.directory, "violations").open("a") as file:
            file.write(what + "\n")

    def opened(self, path: str, descriptor: int) -> None:
        self.paths[descriptor] = path

    def written(self, descriptor: int) -> None:
        if descriptor in self.paths:
            self.unsynced.add(self.paths[descriptor])

    def synced(self, descriptor: int) -> None:
        path = self.paths.get(descriptor, "")
        self.unsynced.discard(path)
        if path and stat.S_ISDIR(_stat(path).st_mode):
            self.listed |= {os.path.join(path, name) for name in os.listdir(path)}

    def renamed(self, source: str, target: str) -> None:
        if source in self.unsynced:
            self.tell(f"renamed before it was flushed: {os.path.basename(target)}")
        self.listed -= {source, target}

    def submitted(self, name: str) -> None:
        journal = os.path.join(self.directory, "smtj.tfstate.smtj-intents")
        try:
            with open(journal) as file:
                text = file.read()
        except FileNotFoundError:
            text = ""
        if f'"{name}"' not in text:
            self.tell(f"no intent of {name} when it was sent")
        elif journal in self.unsynced or journal not in self.listed:
            self.tell(f"the intent of {name} was not durable when it was sent")

    def told(self, what: str) -> None:
        """When a job is called done in the journal, the state that holds it has to be durable."""
        state = os.path.join(self.directory, "smtj.tfstate")
        if state in self.unsynced or state not in self.listed:
            self.tell(f"the state was not durable when {what} was settled")


def witnessed() -> None:
    """Every order of writing, flushing, renaming and sending that a power failure could punish is written down."""
    witness = _Witness()
    _watch_files(witness)
    _watch_promises(witness)


def _watch_files(witness: _Witness) -> None:
    real_open, real_write, real_fsync, real_rename = os.open, os.write, os.fsync, os.rename
    real_unlink = os.unlink

    def absolute(path: object) -> str:
        return os.path.join(os.getcwd(), os.fspath(path))  # type: ignore[call-overload]

    def open_(path: object, flags: int, *more: object, **named: object) -> int:
        descriptor = real_open(path, flags, *more, **named)  # type: ignore[call-overload]
        witness.opened(absolute(path), descriptor)
        return descriptor

    def write(descriptor: int, content: bytes) -> int:
        witness.written(descriptor)
        return real_write(descriptor, content)

    def fsync(descriptor: int) -> None:
        real_fsync(descriptor)
        witness.synced(descriptor)

    def rename(source: object, target: object) -> None:
        real_rename(source, target)  # type: ignore[arg-type]
        witness.renamed(absolute(source), absolute(target))

    def unlink(path: object) -> None:
        real_unlink(path)  # type: ignore[arg-type]
        witness.listed.discard(absolute(path))

    os.open, os.write, os.fsync, os.rename = open_, write, fsync, rename  # type: ignore[assignment]
    os.unlink = unlink  # type: ignore[assignment]


def _watch_promises(witness: _Witness) -> None:
    from sm_tj_cli.aws.training_jobs import SageMakerTrainingJobs
    from sm_tj_cli.state.journal import Journal

    create, settle = SageMakerTrainingJobs.create, Journal.settle

    def created(self: SageMakerTrainingJobs, request: dict[str, object]) -> str:
        witness.submitted(str(request["TrainingJobName"]))
        return create(self, request)

    def settled(self: Journal, outcomes: dict[str, str]) -> None:
        if "created" in outcomes.values():
            witness.told("a job")
        settle(self, outcomes)

    SageMakerTrainingJobs.create, Journal.settle = created, settled  # type: ignore[method-assign, assignment]


def lock_stolen() -> None:
    """Somebody forces the lock in S3 open and takes it before it is given back."""
    from sm_tj_cli.state.backends.s3.lock import LockObject

    release = LockObject.release

    def released(self: LockObject) -> None:
        self.objects.delete(self.key, None)
        self.objects.put(self.key, b'{"ID": "stolen"}', None)
        release(self)

    LockObject.release = released  # type: ignore[method-assign]


def overtaken_first() -> None:
    """Somebody writes the state in S3 before this run writes it for the first time."""
    _overtaken(1)


def overtaken_later() -> None:
    """Somebody writes the state in S3 between two writes of this run."""
    _overtaken(2)


def _overtaken(number: int) -> None:
    from sm_tj_cli.state.backends.s3 import store

    save, count = store._Locked.save, [0]

    def saved(
        self: store._Locked, state: State, forgets: Collection[InstanceAddress] | None = ()
    ) -> State:
        count[0] += 1
        if count[0] == number:
            found = self.slot.objects.get(self.slot.key)
            other = {"version": 4, "serial": 99, "lineage": state.lineage, "somebody": "else"}
            content = json.dumps(other).encode()
            self.slot.objects.put(self.slot.key, content, found.etag if found else None)
        return save(self, state, forgets)

    store._Locked.save = saved  # type: ignore[method-assign]
