from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.project import open_project, sound_project, store_of
from sm_tj_cli.pipeline import evaluate
from sm_tj_cli.state.model import State
from sm_tj_cli.values.json_values import to_json
from tests.fakes.sessions import Desk, typed
from tests.verbs.conftest import JOB

if TYPE_CHECKING:
    from pathlib import Path


def test_a_configuration_is_opened_and_its_state_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(JOB.replace("NAME", "a"))
    project = sound_project(Desk().session(), (str(tmp_path),))
    assert [job.name for job in evaluate(project, State("")).jobs] == ["a"]
    store = store_of(Desk().session(), project)
    assert store.described == str(tmp_path / "smtj.tfstate")
    given = Desk(GlobalOptions(state="other.tfstate"))
    assert store_of(given.session(), project).described == "other.tfstate"


def test_a_text_that_is_wrong_stops_verbs_that_act_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text("resource {")
    _, problems = open_project(Desk().session(), (str(tmp_path),), offline=True)
    assert problems.has_errors
    with pytest.raises(Stopped) as stopped:
        sound_project(Desk().session(), (str(tmp_path),))
    assert stopped.value.sources


def test_a_missing_variable_is_asked_for_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "main.tf").write_text(
        'variable "k" {\n description = "How many."\n}\noutput "k" {\n value = var.k\n}\n'
    )
    with typed(monkeypatch, "seven\n"):
        project, _ = open_project(Desk().session(), (str(tmp_path),))
        (output,) = evaluate(project, State("")).configuration.outputs
    assert to_json(output.value) == "seven"


def test_it_is_asked_for_once_in_a_run_however_often_the_run_evaluates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "main.tf").write_text('variable "k" {}\noutput "k" {\n value = var.k\n}\n')
    session = Desk().session()
    with typed(monkeypatch, "seven\neight\n"):
        first, _ = open_project(session, (str(tmp_path),))
        again, _ = open_project(session, (str(tmp_path),))
        found = [
            to_json(output.value)
            for project in (first, first, again)
            for output in evaluate(project, State("")).configuration.outputs
        ]
    assert found == ["seven"] * 3


def test_where_nobody_is_to_be_asked_it_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "main.tf").write_text('variable "k" {}\noutput "k" {\n value = var.k\n}\n')
    with typed(monkeypatch, "seven\n"):
        project, _ = open_project(Desk(GlobalOptions(input=False)).session(), (str(tmp_path),))
        assert evaluate(project, State("")).diagnostics.has_errors
