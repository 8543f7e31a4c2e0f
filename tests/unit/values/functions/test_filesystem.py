"""`filesystem` against what Terraform answered."""

from __future__ import annotations

import pytest

from sm_tj_cli.values.value import string
from tests.unit.values.functions.cases import Case, answer, plain, recorded, value_of

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
