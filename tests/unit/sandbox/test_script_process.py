from __future__ import annotations

import os
import signal
from pathlib import Path
from threading import Event

import pytest

from sm_tj_cli.sandbox.script_process import ScriptProcess, interpreter


def run(directory: Path, *words: str, **variables: str) -> tuple[ScriptProcess, list[str]]:
    lines: list[str] = []
    environment = {"PATH": os.environ["PATH"], **variables}
    return ScriptProcess.start(words, directory, environment, lines.append), lines


def ended(process: ScriptProcess) -> int | None:
    process.process.wait(20)
    process.finish()
    return process.poll()


def test_both_outputs_are_read_line_by_line(tmp_path: Path) -> None:
    process, lines = run(
        tmp_path, "sh", "-c", "echo $A; echo two >&2; printf 'r\\r\\n\\377'", A="1"
    )
    assert ended(process) == 0
    assert lines == ["1", "two", "r", "�"]


def test_a_line_has_an_end(tmp_path: Path) -> None:
    process, lines = run(tmp_path, "sh", "-c", "head -c 600000 /dev/zero | tr '\\0' x")
    ended(process)
    assert [len(line) for line in lines] == [262144, 262144, 75712]


def test_the_exit_code_is_a_containers(tmp_path: Path) -> None:
    assert ended(run(tmp_path, "sh", "-c", "exit 3")[0]) == 3
    assert ended(run(tmp_path, "sh", "-c", "kill -9 $$")[0]) == 137


def test_what_it_left_running_is_ended(tmp_path: Path) -> None:
    process, lines = run(tmp_path, "sh", "-c", "sleep 60 & echo $!")
    assert ended(process) == 0
    process.reader.join(5)
    assert not process.reader.is_alive()
    assert is_gone(int(lines[0]))


def is_gone(pid: int) -> bool:
    for _ in range(500):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        Event().wait(0.01)
    return False


def test_a_signal_reaches_it(tmp_path: Path) -> None:
    process, _ = run(tmp_path, "sleep", "60")
    assert process.poll() is None
    process.send(signal.SIGTERM)
    assert ended(process) == 143
    process.send(signal.SIGTERM)


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no-such"):
        run(tmp_path, "./no-such")


def test_the_interpreter(tmp_path: Path) -> None:
    plain, shell, own = tmp_path / "a.py", tmp_path / "b.sh", tmp_path / "c.py"
    for script in (plain, shell, own):
        script.write_text("#!/usr/bin/env python3\n")
    own.chmod(0o700)
    assert list(interpreter(plain))[1:] == ["a.py"]
    assert "python" in interpreter(plain)[0]
    assert list(interpreter(shell)) == ["/bin/sh", "b.sh"]
    assert list(interpreter(own)) == ["./c.py"]
    own.write_text("print(1)")
    assert "python" in interpreter(own)[0]
