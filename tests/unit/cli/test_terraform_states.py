"""Where Terraform's own state is looked for; what lies in S3 is asked for by whole programs (tests/verbs)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.terraform_states import terraform_view
from sm_tj_cli.cli.wiring import Session
from sm_tj_cli.configuration.load import LocalFiles, load_configuration
from sm_tj_cli.render.console import open_terminal

if TYPE_CHECKING:
    from io import StringIO
    from pathlib import Path

    from sm_tj_cli.configuration.records import TerraformView

STATE = '{"version": 4, "serial": 1, "lineage": "l", "outputs": {}, "resources": []}'
S3 = 'backend "s3" {\n bucket = "b"\n key = "k"\n region = "r"\n}'


def view(directory: Path, backend: str = "", option: str | None = None) -> TerraformView:
    from io import StringIO

    (directory / "main.tf").write_text(f"terraform {{\n{backend}\n}}\n")
    loaded, _ = load_configuration((str(directory),), LocalFiles())
    out: StringIO = StringIO()
    session = Session(GlobalOptions(terraform_state=option), open_terminal(out, out, {}))
    found, problems = terraform_view(session, loaded, offline=True)
    assert not problems
    return found


def test_beside_the_configuration(tmp_path: Path) -> None:
    assert not view(tmp_path).available
    (tmp_path / "terraform.tfstate").write_text(STATE)
    assert view(tmp_path).available
    assert view(tmp_path).described == str(tmp_path / "terraform.tfstate")


def test_where_the_local_backend_says(tmp_path: Path) -> None:
    (tmp_path / "t.tfstate").write_text(STATE)
    assert view(tmp_path, 'backend "local" {\n path = "t.tfstate"\n}').available


def test_where_the_option_says(tmp_path: Path) -> None:
    file = tmp_path / "x"
    with pytest.raises(Stopped):
        view(tmp_path, S3, str(file))
    file.write_text(STATE)
    assert view(tmp_path, S3, str(file)).available
    file.write_bytes(b"\xff")
    with pytest.raises(Stopped):
        view(tmp_path, S3, str(file))


@pytest.mark.parametrize(
    ("backend", "option", "described"),
    [(S3, None, "s3://b/k"), (S3, "s3://c/d", "s3://c/d"), ("", "s3://c/d/e", "s3://c/d/e")],
)
def test_in_s3(tmp_path: Path, backend: str, option: str | None, described: str) -> None:
    found = view(tmp_path, backend, option)
    assert not found.available
    assert found.described == described


@pytest.mark.parametrize("option", ["s3://", "s3://b", "s3:///k"])
def test_what_is_no_place_in_s3(tmp_path: Path, option: str) -> None:
    with pytest.raises(Stopped):
        view(tmp_path, "", option)
