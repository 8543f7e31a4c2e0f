from __future__ import annotations

import io

import pytest

from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.questions import answer


@pytest.mark.parametrize(("typed", "said"), [("yes\n", "yes"), ("\n", ""), (" no \n", " no ")])
def test_what_is_typed_is_the_answer(
    monkeypatch: pytest.MonkeyPatch, typed: str, said: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert answer("Go on") == said


def test_the_end_of_the_input_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(Stopped) as stopped:
        answer("Go on")
    assert [found.summary for found in stopped.value.diagnostics] == ["Not answered"]


class Interrupted(io.StringIO):
    def readline(self, _size: int | None = -1) -> str:
        raise KeyboardInterrupt


def test_a_signal_ends_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Interrupted())
    with pytest.raises(KeyboardInterrupt):
        answer("Go on")
