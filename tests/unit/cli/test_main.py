from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
import pytest

from sm_tj_cli import __version__
from sm_tj_cli.cli import main as boundary
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.main import Terminated, run
from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Outcome(click.Command):
    """A verb that ends as it is told to."""

    problem: BaseException | None = None
    value: object = None

    def __post_init__(self) -> None:
        super().__init__("version", callback=self._end)

    def _end(self) -> object:
        if self.problem:
            raise self.problem
        return self.value


def ending(monkeypatch: pytest.MonkeyPatch, verb: Outcome, *words: str) -> int:
    from sm_tj_cli.cli.commands import version

    monkeypatch.setattr(version, "command", verb)
    monkeypatch.setattr(boundary, "_open_session", lambda options: options)
    return run(["version", *words])


def test_what_a_verb_answers_is_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ending(monkeypatch, Outcome()) == 0
    assert ending(monkeypatch, Outcome(value=ExitCode.CHANGES)) == 2


def test_an_error_of_ours_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = ending(monkeypatch, Outcome(RuntimeError("the\x1b[31m reason")))
    output = capsys.readouterr()
    assert code == 1
    assert output.out == ""
    assert "Error: smtj itself failed" in output.err
    assert "RuntimeError at test_main.py:" in output.err
    assert "the reason" in output.err
    assert "--debug" in output.err
    assert "Traceback" not in output.err


def test_debug_shows_the_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending(monkeypatch, Outcome(RuntimeError("reason")), "--debug") == 1
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_json_comes_even_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ending(monkeypatch, Outcome(RuntimeError("reason")), "-json")
    document = json.loads(capsys.readouterr().out)
    assert document["diagnostics"][0]["summary"] == "smtj itself failed"


def test_a_verb_may_end_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = ending(monkeypatch, Outcome(stop("State is locked", "By you.", ExitCode.STATE_LOCKED)))
    assert code == 7
    assert "Error: State is locked" in capsys.readouterr().err


def test_a_refused_call_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = ServiceError("CreateTrainingJob", Kind.CREDENTIALS, Processed.NO, "Expired", "old")
    assert ending(monkeypatch, Outcome(error)) == 9
    assert "CreateTrainingJob: Expired: old" in capsys.readouterr().err


@pytest.mark.parametrize(("problem", "code"), [(KeyboardInterrupt(), 130), (Terminated(), 143)])
def test_interrupts(monkeypatch: pytest.MonkeyPatch, problem: BaseException, code: int) -> None:
    assert ending(monkeypatch, Outcome(problem)) == code


def test_usage_errors_are_exit_1_and_diagnostics(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["aply"]) == 1
    assert 'Did you mean "apply"?' in capsys.readouterr().err
    assert run(["version", "--jsn"]) == 1
    assert "Did you mean '--json'?" in capsys.readouterr().err


def test_no_verb_is_a_usage_error_that_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert "Main verbs:" in output.err


@pytest.mark.parametrize("words", [["--version"], ["-v"], ["-version"], ["version"]])
def test_version(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 0
    assert capsys.readouterr().out == f"smtj {__version__}\n"


def test_chdir_holds_for_the_verb_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = os.getcwd()  # noqa: PTH109 - what chdir changes
    seen: list[str] = []

    class Look(Outcome):
        def _end(self) -> object:
            seen.append(os.getcwd())  # noqa: PTH109 - what chdir changes
            return None

    assert ending(monkeypatch, Look(), f"-chdir={tmp_path}") == 0
    assert seen == [str(tmp_path)]
    assert os.getcwd() == before  # noqa: PTH109 - what chdir changes
    assert run(["version", "--chdir", "nowhere"]) == 1
    assert '"nowhere" is not a directory' in capsys.readouterr().err


def test_a_reader_that_went_away_is_no_noise() -> None:
    script = f"{sys.executable} -m sm_tj_cli --help | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["/bin/bash", "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""


def test_sigterm_ends_with_143() -> None:
    script = (
        "import os, signal\n"
        "from sm_tj_cli.cli import main\n"
        "def die(words):\n"
        f"    os.kill(os.getpid(), {int(signal.SIGTERM)})\n"
        "main._invoke = die\n"
        "main.main(['version'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (143, "\nTerminated.\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_python_cleans_up_changes_nothing(number: signal.Signals) -> None:
    script = (
        "import os, weakref\n"
        "from sm_tj_cli.cli import main\n"
        f"weakref.finalize(main.Program, os.kill, os.getpid(), {int(number)})\n"
        "main.main(['version'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_second_signal_while_the_first_is_told_is_no_traceback() -> None:
    script = (
        "import os, signal\n"
        "from sm_tj_cli.cli import main\n"
        "def die(*_):\n"
        f"    os.kill(os.getpid(), {int(signal.SIGINT)})\n"
        "main._invoke = main._interrupted = die\n"
        "main.main(['version'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (130, "")
