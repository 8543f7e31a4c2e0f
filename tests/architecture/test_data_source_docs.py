"""docs/configuration.md names every data source and every block of the language."""

from __future__ import annotations

import re

import pytest

from sm_tj_cli.configuration.block_schema import TOP_LEVEL
from sm_tj_cli.data_sources import THEMES
from tests.architecture.tree import ROOT

TEXT = (ROOT / "docs" / "configuration.md").read_text("utf-8")


@pytest.mark.parametrize("name", [*THEMES, *TOP_LEVEL])
def test_the_page_names_it(name: str) -> None:
    assert re.search(rf"`{name}[` ]", TEXT)
