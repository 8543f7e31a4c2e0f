"""Training jobs that run a script of the user's on this machine, without a container.

A job whose environment (or hyperparameters) has `SMTJ_SANDBOX_SCRIPT`, the absolute path of a script, runs it: its output
is the job's log, its exit code the job's fate, what it leaves in SM_MODEL_DIR the model. Scripts run as the user who
owns the sandbox, so only who knows the sandbox's key can start them, and nobody else on this machine can read it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from sm_tj_cli.sandbox.job import SCRIPT_VARIABLE
from sm_tj_cli.sandbox.node_log import NodeLog
from sm_tj_cli.sandbox.protocol import ApiError
from sm_tj_cli.sandbox.script_environment import (
    Folders,
    Node,
    arguments,
    channels,
    command_line,
    config_files,
    script_variables,
)
from sm_tj_cli.sandbox.script_outcome import (
    BEFORE_TRAINING,
    LOST,
    RUNNING,
    failure_reason,
    final_metrics,
    timeline,
)
from sm_tj_cli.sandbox.script_process import ScriptProcess, interpreter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sm_tj_cli.documents import JSON
    from sm_tj_cli.sandbox.clock import Clock
    from sm_tj_cli.sandbox.job import Job
    from sm_tj_cli.sandbox.other_services import OtherServices
    from sm_tj_cli.sandbox.protocol import ApiRequest
    from sm_tj_cli.sandbox.settings import Settings
    from sm_tj_cli.sandbox.store import JobStore
    from sm_tj_cli.sandbox.training_output import Line

_POLL = 0.05


@dataclass
class Scripts:
    """The runs of one sandbox, each in a folder below `directory`; `environment` leads AWS clients to the sandbox."""

    directory: Path
    store: JobStore
    clock: Clock
    settings: Settings
    others: OtherServices
    environment: Callable[[], Mapping[str, str]]
    _logs: dict[str, NodeLog] = field(default_factory=dict)
    _threads: list[Thread] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _ending: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        for job in self.store.all():
            if job.script and job.outcome is None:
                self._end(job, f"Failed {LOST}", ())

    def begin(self, job: Job) -> None:
        """Runs the job's script, in the background."""
        thread = Thread(target=self._run, args=(job,), daemon=True)
        self._threads = [item for item in self._threads if item.is_alive()] + [thread]
        thread.start()

    def lines(self, job: Job, node: int) -> Sequence[Line]:
        """What a node has printed so far."""
        return self._log(job, node).lines

    def folders(self, job: Job) -> Folders:
        """Where the first node's files are: its model and its output are the job's."""
        return self._node_folders(job, 1)

    def close(self) -> None:
        """Ends all scripts."""
        self._ending.set()
        for thread in self._threads:
            thread.join()

    def reset(self) -> None:
        """Ends all scripts and forgets their runs."""
        self.close()
        with self._lock:
            self._logs.clear()
        self._ending = Event()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _run(self, job: Job) -> None:
        ending = self._ending
        while self.clock.now() < job.created + BEFORE_TRAINING:
            if self._is_told_to_stop(job) or ending.wait(_POLL):
                self._end(job, f"Failed {LOST}", ())
                return
        nodes = [Node(number, _hosts(job), os.cpu_count() or 1) for number in _numbers(job)]
        script = Path(job.script or "")
        words: Sequence[str] = ()
        running: list[ScriptProcess] = []
        code, why = 1, ""
        try:
            words = [*interpreter(script), *arguments(job)]
            for node in nodes:
                running.append(self._start(job, node, script, words))
            code, why = self._watch(job, running, ending)
        except OSError as problem:
            why = f"Failed ClientError: The script cannot be run: {problem}, exit code: 1"
        finally:
            for process in running:
                process.finish()
        self._close_run(job, code, why, words)

    def _start(self, job: Job, node: Node, script: Path, words: Sequence[str]) -> ScriptProcess:
        folders, log = self._node_folders(job, node.number), self._log(job, node.number)
        for folder in folders.all():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, content in config_files(job, node).items():
            (folders.input / "config" / name).write_text(json.dumps(content))
        self._download(job, folders, log)
        log.append(self.clock.now(), "Invoking script with the following command:")
        log.append(self.clock.now(), command_line(words))
        variables = script_variables(job, node, folders, script)
        return ScriptProcess.start(
            words,
            script.parent,
            {**os.environ, **self.environment(), **variables},
            lambda text: log.append(self.clock.now(), text),
        )

    def _download(self, job: Job, folders: Folders, log: NodeLog) -> None:
        for name, channel in channels(job).items():
            folder = folders.channel(name)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            uri = _s3_uri(channel)
            bucket, _, prefix = uri.removeprefix("s3://").partition("/")
            count = 0
            for key, body in self.others.objects(job.region, bucket, prefix) if uri else ():
                place = folder / relative_name(key, prefix)
                if ".." in place.parts or key.endswith("/"):
                    continue
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                place.write_bytes(body)
                count += 1
            if not count:
                told = f"Channel {name} is empty: the sandbox has no objects under {uri or 'it'}."
                log.append(self.clock.now(), told)

    def _watch(self, job: Job, running: Sequence[ScriptProcess], ending: Event) -> tuple[int, str]:
        """The exit code that counts, and the ending where it is not the exit code that decides."""
        latest = job.created + BEFORE_TRAINING + job.max_runtime
        why, killed_at = "", float("inf")
        while True:
            codes = [process.poll() for process in running]
            failed = [code for code in codes if code]
            if None not in codes or (failed and not why):
                return (failed[0] if failed else 0), why
            now = self.clock.now()
            if not why and (self._is_told_to_stop(job) or now >= latest):
                why = "MaxRuntimeExceeded" if now >= latest else "Stopped"
                killed_at = self.clock.source() + self.settings.script_grace
                _signal(running, signal.SIGTERM)
            if self.clock.source() >= killed_at:
                _signal(running, signal.SIGKILL)
            if ending.wait(_POLL):
                return 1, f"Failed {LOST}"

    def _close_run(self, job: Job, code: int, why: str, words: Sequence[str]) -> None:
        lines = sorted(
            (line for number in _numbers(job) for line in self.lines(job, number)),
            key=lambda line: line.time,
        )
        if why:
            ending = why
        elif code:
            told = _failure(self.folders(job).output / "failure")
            ending = f"Failed {failure_reason(code, words, lines, told)}"
        else:
            ending = "Completed"
        if ending[:6] in {"Comple", "Failed"}:
            result = "FAILURE" if code else "SUCCESS"
            self._log(job, 1).append(self.clock.now(), f"Reporting training {result}")
        self._end(job, ending, lines)

    def _end(self, job: Job, ending: str, lines: Iterable[Line]) -> None:
        now = self.clock.now()
        outcome: dict[str, JSON] = {
            "metrics": final_metrics(job, lines),
            "model": not ending.startswith("Failed") and _has_files(self.folders(job).model),
        }
        with self.store.lock:
            current = self._current(job)
            if current is None:
                return
            if current.stopped is not None:
                grace = (now - current.stopped) / current.factor
                self.store.put(replace(current, grace=max(grace, 0.0), outcome=outcome))
                return
            seconds = now - job.created - BEFORE_TRAINING
            life = timeline(seconds, ending)
            self.store.put(replace(current, timeline=life, outcome=outcome))

    def _current(self, job: Job) -> Job | None:
        found = self.store.get(job.region, job.name)
        return found if found and found.created == job.created else None

    def _is_told_to_stop(self, job: Job) -> bool:
        current = self._current(job)
        return current is None or current.stopped is not None

    def _node_folders(self, job: Job, number: int) -> Folders:
        return Folders(self._place(job) / f"algo-{number}")

    def _place(self, job: Job) -> Path:
        return self.directory / job.region / f"{job.name}-{int(job.created * 1000)}"

    def _log(self, job: Job, number: int) -> NodeLog:
        path = self._place(job) / f"algo-{number}.log"
        with self._lock:
            if str(path) not in self._logs:
                if not job.outcome:
                    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._logs[str(path)] = NodeLog(path)
            return self._logs[str(path)]


def prepared(job: Job, request: ApiRequest) -> Job:
    """The job as it is while its script runs.

    Raises:
        ApiError: the caller is not the sandbox's owner, or there is no such script.
    """
    path = Path(job.script or "")
    if not request.is_owner:
        why = "only the sandbox's owner may run scripts: use smtj --sandbox, or smtj sandbox exec for other programs."
    elif not path.is_absolute():
        why = f'"{path}" is no absolute path; in a configuration write abspath("{path}").'
    elif not path.is_file():
        why = f'there is no file "{path}".'
    else:
        # Real time: a script cannot be hurried.
        return replace(job, timeline=RUNNING, factor=1.0, grace=float("inf"))
    raise ApiError("ValidationException", f"{SCRIPT_VARIABLE}: {why}")


def relative_name(key: str, prefix: str) -> str:
    """Where an object of a channel goes below the channel's folder."""
    rest = key.removeprefix(prefix)
    if prefix.endswith("/") or not prefix or rest.startswith("/"):
        return rest.lstrip("/") or key.rpartition("/")[2]
    return key.removeprefix(prefix.rpartition("/")[0]).lstrip("/")


def _numbers(job: Job) -> range:
    return range(1, job.nodes + 1)


def _hosts(job: Job) -> list[str]:
    return [f"algo-{number}" for number in _numbers(job)]


def _signal(running: Iterable[ScriptProcess], number: signal.Signals) -> None:
    for process in running:
        process.send(number)


def _s3_uri(channel: Mapping[str, JSON]) -> str:
    source = channel.get("DataSource")
    found = source.get("S3DataSource") if isinstance(source, dict) else None
    return str(found.get("S3Uri") or "") if isinstance(found, dict) else ""


def _failure(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())
