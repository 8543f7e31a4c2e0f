"""`filesystem` against what Terraform answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.values.value import string
from tests.unit.values.functions.cases import Case, answer, plain, recorded, value_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def inside_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"hello {name}\n")
    for name in ("bad.tmpl", "m.tf", "rec.tmpl", "t.tmpl"):
        (tmp_path / name).write_text("")
    (tmp_path / "bin.dat").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "sub" / "deep").mkdir(parents=True)
    (tmp_path / "sub" / "c.tf2").write_text("x")
    (tmp_path / "sub" / "deep" / "d.txt").write_text("y")
    (tmp_path / "link.txt").symlink_to("a.txt")
    monkeypatch.chdir(tmp_path)


@recorded("filesystem")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_a_template_file_is_rendered_with_its_variables() -> None:
    rendered = value_of('templatefile("a.txt", { b = 1, a = 2 })')
    assert plain(rendered) == "templatefile a.txt: hello a.txt\n ['a', 'b']"


def test_a_template_string_is_rendered_with_its_variables() -> None:
    rendered = value_of("templatestring(x, { a = 2 })", x=string("text"))
    assert plain(rendered) == "templatestring <templatestring argument>: text ['a']"


def test_the_home_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    assert plain(value_of('pathexpand("~/x")')) == "/home/me/x"
