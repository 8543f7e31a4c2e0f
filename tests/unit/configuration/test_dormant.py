"""Jobs that are switched off are checked as far as their text goes, and nothing that they refer to is looked at."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.project import open_project
from sm_tj_cli.cli.wiring import Session
from sm_tj_cli.pipeline import evaluate
from sm_tj_cli.render.console import Terminal
from sm_tj_cli.state.model import State
from tests.unit.request.written import minimal

if TYPE_CHECKING:
    from pathlib import Path

SESSION = Session(GlobalOptions(input=False), Terminal(io.StringIO(), io.StringIO()))


def job(repeat: str, **written: str) -> str:
    return f'resource "aws_sagemaker_training_job" "a" {{\n{repeat}\n{minimal(**written)}\n}}\n'


def told(folder: Path) -> list[tuple[str, str | None]]:
    project, problems = open_project(SESSION, (str(folder),))
    declared = evaluate(project, State(""))
    assert declared.jobs == ()
    return [(item.detail, item.address) for item in problems + declared.diagnostics]


@pytest.mark.parametrize("repeat", ["count = 0", "for_each = {}", "for_each = toset([])"])
def test_faults_of_the_text_are_told(repeat: str, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(job(repeat, role_arn="", x="foo = 1"))
    assert told(tmp_path) == [
        (
            'The argument "role_arn" is required, but no definition was found.',
            "aws_sagemaker_training_job.a",
        ),
        ('An argument named "foo" is not expected here.', "aws_sagemaker_training_job.a"),
    ]


def test_what_it_is_switched_off_for_may_be_missing(tmp_path: Path) -> None:
    text = 'variable "x" {\n  default = null\n  type = object({ name = string })\n}\n'
    text += job(
        "count = var.x == null ? 0 : 1",
        role_arn='role_arn = file("/none")',
        x="environment = { A = var.x.name, B = [var.x.name][5], C = count.index, D = 1 / 0 }",
        y='dynamic "retry_strategy" {\nfor_each = var.x.name\ncontent { maximum_retry_attempts = 1 }\n}',
    )
    (tmp_path / "main.tf").write_text(text)
    assert told(tmp_path) == []


def test_risks_of_what_is_not_there_are_not_told(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(job("count = 0", stopping_condition=""))
    assert told(tmp_path) == []


def test_jobs_of_a_module_without_instances(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('module "m" {\n  source = "./m"\n  count = 0\n}\n')
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text(job("", x="foo = 1"))
    assert told(tmp_path) == [
        ('An argument named "foo" is not expected here.', "module.m.aws_sagemaker_training_job.a")
    ]
