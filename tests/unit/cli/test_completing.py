"""What a word can go on with, in a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.completing import candidates
from sm_tj_cli.cli.consoling import open_console
from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.wiring import Session
from sm_tj_cli.render.console import open_terminal

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = """
variable "net" { default = { subnets = ["a"], vpc = "v" } }
locals { name = "x" }
resource "terraform_data" "d" { input = 1 }
resource "aws_sagemaker_training_job" "tj" { count = 1 }
data "aws_iam_role" "r" { name = "n" }
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("uppe", ["upper("]),
        ("var.", ["var.net"]),
        ("loc", ["local.name"]),
        ("var.net.", ["var.net.subnets", "var.net.vpc"]),
        ("var.net.v", ["var.net.vpc"]),
        ("terraform_data.d.in", ["terraform_data.d.input"]),
        (
            "aws_sagemaker_training_job.tj[0].creation",
            ["aws_sagemaker_training_job.tj[0].creation_time"],
        ),
        ("data.", ["data.aws_iam_role.r"]),
        ("data.aws_iam_role.r.", []),
        ("path.m", ["path.module"]),
        ("local.nothing.", []),
    ],
)
def test_words_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: list[str]
) -> None:
    (tmp_path / "main.tf").write_text(CONFIGURATION)
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "err").open("w") as stream:
        session = Session(GlobalOptions(), open_terminal(stream, stream, {}, no_color=True))
        console = open_console(session, (), ())
        found = candidates(console.project, lambda stem: console.evaluate(stem).value, text)
    assert found == expected
