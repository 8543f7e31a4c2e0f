"""docs/resource.md says what the schema says, and its examples are right."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr, redirect_stdout
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.cli.main import run
from tests.architecture.tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (ROOT / "docs" / "resource.md").read_text("utf-8")
EXAMPLES = [text for text in re.findall(r"```hcl\n(.*?)```", PAGE, re.DOTALL) if "resource" in text]


def said(*words: str) -> str:
    written = io.StringIO()
    with redirect_stdout(written), redirect_stderr(written):
        run(list(words))
    return written.getvalue()


def test_the_page_is_up_to_date() -> None:
    (recorded,) = re.findall(r"service model of botocore ([0-9.]+)\.", PAGE)
    if recorded != version("botocore"):
        pytest.skip(f"the page is of botocore {recorded}; make docs writes it anew")
    assert said("explain", "--markdown") == PAGE, "run: make docs"


@pytest.mark.parametrize("text", EXAMPLES, ids=range(len(EXAMPLES)))
def test_its_examples_are_valid(text: str, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(text)
    assert said("validate", str(tmp_path)) == "Success! The configuration is valid.\n"


def test_it_has_examples_of_both_dialects() -> None:
    assert any("training_image " in text for text in EXAMPLES)
    assert any("  image " in text for text in EXAMPLES)
