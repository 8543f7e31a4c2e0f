"""The README names every verb."""

from __future__ import annotations

import re

import pytest

from sm_tj_cli.cli.commands import VERBS
from tests.architecture.tree import PACKAGE, ROOT


@pytest.mark.parametrize("verb", VERBS)
def test_the_readme_names_the_verb(verb: str) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert re.search(rf"(?:smtj |`|\| ?){re.escape(verb)}\b", text)


@pytest.mark.parametrize("verb", VERBS)
def test_the_verb_has_its_file(verb: str) -> None:
    assert (PACKAGE / "cli" / "commands" / f"{VERBS[verb].module}.py").exists()


def test_every_file_is_a_verb_of_the_table() -> None:
    files = {path.stem for path in (PACKAGE / "cli" / "commands").glob("[!_]*.py")}
    assert files == {verb.module for verb in VERBS.values()}
