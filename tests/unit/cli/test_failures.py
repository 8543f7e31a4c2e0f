from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.failures import failed, interrupted
from sm_tj_cli.cli.outcome import stop
from sm_tj_cli.service import Kind, Processed, ServiceError
from sm_tj_cli.state.store import LockLost, StateNotSaved


def raised(problem: Exception) -> Exception:
    """The problem as it arrives: with the place where it was raised."""
    try:
        raise problem
    except type(problem) as caught:
        return caught


@pytest.mark.parametrize(
    ("problem", "code", "told"),
    [
        (RuntimeError("why\x1b[31m not"), 1, "RuntimeError at test_failures.py:"),
        (stop("State is locked", "By you.", ExitCode.STATE_LOCKED), 7, "Error: State is locked"),
        (
            ServiceError("Describe", Kind.PERMISSION, Processed.NO, "AccessDenied", "no"),
            9,
            "Describe: AccessDenied: no",
        ),
        (LockLost("It is gone."), 7, "Error: State lock was taken away"),
        (StateNotSaved("It is full."), 10, "Error: State could not be saved"),
        (OSError(errno.EMFILE, "x"), 1, "ulimit -n"),
        (MemoryError(), 1, "Error: Out of memory"),
        (OSError(errno.ENOMEM, "x"), 1, "Error: Out of memory"),
        (RuntimeError("can't start new thread"), 1, "Error: Too many processes and threads"),
        (BlockingIOError(errno.EAGAIN, "x"), 1, "Error: Too many processes and threads"),
        (click.UsageError("There is no such thing."), 1, "Error: Invalid command line"),
        (RecursionError("deep"), 1, "Error: smtj itself failed"),
    ],
)
def test_each_problem_has_its_words_and_its_code(
    problem: Exception, code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failed(["list"], raised(problem)) == code
    output = capsys.readouterr()
    assert told in output.err
    assert "Traceback" not in output.err
    assert "\x1b" not in output.err
    assert output.out == ""


@pytest.mark.parametrize(
    ("words", "types"),
    [
        ("apply x --json", ["diagnostic", "summary"]),
        ("--state s destroy --json", ["diagnostic", "summary"]),
        ("wait x --json --until nothing", ["diagnostic", "summary"]),
        ("metrics x -f --json", ["diagnostic", "summary"]),
        ("metrics x --json", [None]),
        ("destroy --dry-run --json", [None]),
        ("list --json", [None]),
        ("--json", [None]),
    ],
)
def test_a_verb_that_writes_lines_ends_with_lines(
    words: str, types: list[str | None], capsys: pytest.CaptureFixture[str]
) -> None:
    failed(words.split(), stop("No such thing", "Look: smtj list"))
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line.get("type") for line in lines] == types
    told = lines[0].get("diagnostic") or lines[0]["diagnostics"][0]
    assert told["summary"] == "No such thing"
    if types[-1] is not None:
        assert lines[-1] == {"type": "summary", "error_count": 1, "warning_count": 0}


def test_proposals_in_documents_say_where_the_jobs_are(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["list", "--json", "--sandbox"], ["wait", "x", "--sandbox", "--json"]):
        failed(words, stop("No such thing", "Look: smtj list"))
        assert '"Look: smtj --sandbox list"' in capsys.readouterr().out


@pytest.mark.parametrize("where", ["stdout", "stderr"])
def test_a_full_disk_behind_the_output_is_no_fault_of_ours(where: str) -> None:
    command = [sys.executable, "-m", "sm_tj_cli", "version" if where == "stdout" else "nonsense"]
    with Path("/dev/full").open("wb") as full:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, where: full}
        done = subprocess.run(command, check=False, **streams)  # type: ignore[call-overload]
    assert done.returncode == 1
    told = (done.stdout or b"") + (done.stderr or b"")
    assert b"Traceback" not in told
    assert b"itself" not in told
    assert (b"Output cannot be written" in told) is (where == "stdout")


@pytest.mark.parametrize("words", ["--help", "--version", "list --help"])
def test_a_page_that_does_not_fit_is_told(words: str) -> None:
    command = f"{sys.executable} -m sm_tj_cli {words} >/dev/full"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 4)
    assert "Output cannot be written" in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("words", "code"), [("version", 0), ("list", 0), ("nonsense", 1)])
def test_nobody_has_to_listen(words: str, code: int, closed: str, tmp_path: Path) -> None:
    command = f"{sys.executable} -m sm_tj_cli {words} {closed}"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_debug_shows_where(capsys: pytest.CaptureFixture[str]) -> None:
    failed(["list", "--debug"], raised(RuntimeError("why")))
    text = capsys.readouterr().err
    assert "Traceback (most recent call last)" in text
    assert "Run it again" not in text


def test_the_document_comes_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    failed(["list", "--json"], raised(stop("State is locked", "By you.")))
    output = capsys.readouterr()
    assert json.loads(output.out)["diagnostics"][0]["summary"] == "State is locked"
    assert "State is locked" in output.err


def test_lines_of_an_interrupted_verb_end_with_their_summary(
    capsys: pytest.CaptureFixture[str],
) -> None:
    interrupted(["wait", "x", "--json"], "Interrupted")
    assert json.loads(capsys.readouterr().out)["interrupted"] is True
    interrupted(["list", "--json"], "Interrupted")
    assert capsys.readouterr().out == ""


def test_a_signal_is_told_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    interrupted([], "Interrupted")
    assert capsys.readouterr().err == "\nInterrupted.\n"
