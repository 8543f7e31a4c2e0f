from __future__ import annotations

import os
import subprocess
import sys

import pytest

from sm_tj_cli.cli.main import run


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    assert "_SMTJ_COMPLETE" in capsys.readouterr().out


def test_another_shell_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", "tcsh"]) == 1
    assert "is not one of 'bash', 'zsh', 'fish'" in capsys.readouterr().err


def test_without_a_shell_it_says_what_to_put_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "source <(smtj completion bash)   in ~/.bashrc" in told.err


def complete(line: str) -> str:
    words = line.split(" ")
    environment = {
        **os.environ,
        "_SMTJ_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-m", "sm_tj_cli"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def test_options_are_completed() -> None:
    assert "plain,--region" in complete("smtj version --re")


def test_verbs_are_completed() -> None:
    assert complete("smtj versi") == "plain,version\n"
