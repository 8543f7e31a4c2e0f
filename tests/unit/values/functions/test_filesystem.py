"""`filesystem` against what Terraform answered."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.values.value import string
from tests.unit.values.functions.cases import Case, answer, detail_of, plain, recorded, value_of

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("inside_the_folder")


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


@pytest.mark.parametrize("function", ["file", "filebase64", "filesha256"])
def test_what_may_never_end_is_not_read(function: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "device node, not a regular file" in detail_of(f'{function}("/dev/zero")')
    assert "named pipe, not a regular file" in detail_of(f'{function}("{pipe}")')
