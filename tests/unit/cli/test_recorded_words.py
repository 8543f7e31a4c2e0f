"""Whole command lines as a shell asks about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete

from sm_tj_cli.addresses import parse_instance
from sm_tj_cli.cli.program import Program
from sm_tj_cli.state.format import write_state
from sm_tj_cli.state.model import State
from tests.fakes.jobs import record
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from pathlib import Path

A, B = "aws_sagemaker_training_job.a", "aws_sagemaker_training_job.b"


def completed(*words: str, incomplete: str = "") -> list[str]:
    """What `words` can go on with."""
    program = Program("1", lambda verb: verb())
    found = ShellComplete(program, {}, "smtj", "_SMTJ_COMPLETE")
    return [item.value for item in found.get_completions(list(words), incomplete)]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    text = str(write_state(state_of(a=record(), b=record("b-1"))))
    (tmp_path / "smtj.tfstate").write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "verb",
    ["show", "logs", "metrics", "wait", "stop", "download", "destroy", "state show", "state rm"],
)
def test_a_name_is_that_of_a_recorded_job(verb: str) -> None:
    assert completed(*verb.split()) == [A, "a-1", B, "b-1"]


def test_what_was_typed_is_gone_on_with() -> None:
    assert completed("--sandbox", "logs", "-f", "b-1", incomplete="b") == ["b-1"]


def test_the_global_options_say_where_the_state_is(place: Path) -> None:
    (place / "smtj.tfstate").rename(place / "other")
    assert completed("show") == []
    assert completed("--state", "other", "show", incomplete="a-") == ["a-1"]
    assert completed("--chdir", str(place), "--state", "other", "show", incomplete="a-") == ["a-1"]


def test_a_damaged_state_has_no_jobs(place: Path) -> None:
    (place / "smtj.tfstate").write_text("{")
    assert completed("show") == []


def test_bash_is_given_words_as_it_reads_them(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = state_of(a=record()).job(parse_instance(A))
    assert job is not None
    state = State("x").with_job(parse_instance(f'{A}["k"]'), job)
    (place / "smtj.tfstate").write_text(str(write_state(state)))
    assert completed("show") == [f'{A}["k"]', "a-1"]
    monkeypatch.setenv("_SMTJ_COMPLETE", "bash_complete")
    assert completed("show") == [f"'{A}[\"k\"]'", "a-1"]
