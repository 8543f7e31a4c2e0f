from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.destroying import removal_plan, split, would_remove
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.project import sound_project
from sm_tj_cli.pipeline import evaluate
from sm_tj_cli.plan.change import Action
from tests.fakes.jobs import record
from tests.fakes.sagemaker import FakeSageMaker, FakeServices
from tests.fakes.sessions import Desk
from tests.fakes.worlds import state_of
from tests.verbs.conftest import JOB

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.pipeline import Project

RECORDED = state_of(a=record(), b=record("b-1"))
SERVICES = FakeServices(FakeSageMaker())


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    guarded = JOB.replace("NAME", "a").rstrip().removesuffix("}")
    settings = "provider = aws.x\nlifecycle {\n prevent_destroy = true\n}\n}\n"
    provider = 'provider "aws" {\n alias = "x"\n}\n'
    (tmp_path / "main.tf").write_text(f"{guarded}{settings}{provider}")
    return sound_project(Desk().session(), (".",))


def test_paths_are_told_from_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    assert split(("folder", "x.tf", "job")) == (("folder", "x.tf"), ("job",))
    assert split(("job",)) == ((".",), ("job",))


def test_all_recorded_jobs_are_taken_away_or_the_selected_ones(project: Project) -> None:
    plan = removal_plan(evaluate(project, RECORDED), SERVICES, ())
    assert [change.action for change in plan.changes] == [Action.DELETE] * 2
    (change,) = removal_plan(evaluate(project, RECORDED), SERVICES, ("b-*",)).changes
    assert change.address.label == "b"
    with pytest.raises(Stopped):
        removal_plan(evaluate(project, RECORDED), SERVICES, ("nobody",))


def test_a_declared_job_is_asked_for_where_its_provider_says(project: Project) -> None:
    known, unknown = removal_plan(evaluate(project, RECORDED), SERVICES, ()).changes
    assert (known.job and known.job.instance.provider.alias) == "x"
    assert unknown.job is None


def test_what_must_not_be_destroyed_is_an_error(project: Project) -> None:
    (problem,) = removal_plan(evaluate(project, RECORDED), SERVICES, ()).diagnostics
    assert problem.summary == "Instance cannot be destroyed"
    assert not removal_plan(evaluate(project, RECORDED), SERVICES, ("b",)).diagnostics


def test_a_dry_run_only_shows_it(project: Project) -> None:
    desk = Desk()
    assert would_remove(desk.session(), project, ()) is ExitCode.DONE
    assert "No changes." in desk.out.getvalue()
    assert desk.sagemaker.calls == []
