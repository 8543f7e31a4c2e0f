"""What bash is answered, as it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.shells import complete

if TYPE_CHECKING:
    from collections.abc import Callable


def asked(monkeypatch: pytest.MonkeyPatch, line: str, answer: Callable[[str], list[str]]) -> int:
    option = click.Option(
        ["--target"], shell_complete=lambda _context, _parameter, typed: answer(typed)
    )
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
    return complete(click.Command("smtj", params=[option]), "_SMTJ_COMPLETE", "bash_complete")


@pytest.mark.parametrize(
    "line", ["smtj --target a", "smtj -target a", "smtj --target = a", "smtj -target = a"]
)
def test_an_option_and_its_value_in_every_spelling(
    line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(monkeypatch, line, lambda typed: [f"{typed}bc"]) == 0
    assert capsys.readouterr().out == "plain,abc\n"


def test_a_value_behind_the_sign_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(monkeypatch, "smtj --target =", lambda typed: [f"{typed}bc"]) == 0
    assert capsys.readouterr().out == "plain,bc\n"


def test_a_failure_says_nothing_while_somebody_types(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_typed: str) -> list[str]:
        raise RuntimeError

    assert asked(monkeypatch, "smtj --target a", fails) == ExitCode.ERROR
    assert capsys.readouterr() == ("", "")
