"""What is generated is as `terraform fmt` would have it, and means to Terraform what it means to smtj."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sm_tj_cli.request.generate import generate
from sm_tj_cli.request.literals import aligned, key, map_value
from tests.fakes.declared import schema
from tests.property import VARIABLE
from tests.property.profile import examples
from tests.property.requests import PATHS, requests
from tests.property.texts import FREE_TEXT, LETTERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.property.settling import Request

pytestmark = pytest.mark.skipif(not shutil.which("terraform"), reason="terraform is not here")


def terraform(folder: Path, *words: str) -> str:
    """Standard output."""
    told = subprocess.run(
        ["terraform", f"-chdir={folder}", *words], capture_output=True, text=True, check=False
    )
    return told.stdout


def test_terraform_fmt_changes_nothing(tmp_path: Path) -> None:
    texts: list[str] = []
    for path in PATHS if VARIABLE in os.environ else PATHS[::5]:

        @examples(1)
        @given(requests(path))
        def collect(request: Request) -> None:
            texts.append(generate("job", request, schema().request).text)

        collect()
    for at, text in enumerate(texts):
        (tmp_path / f"{at}.tf").write_text(text, "utf-8")
    assert terraform(tmp_path, "fmt", "-check", "-diff") == ""


def test_terraform_reads_every_text_as_it_was(tmp_path: Path) -> None:
    found: list[dict[str, str]] = []

    @examples(60)
    @given(st.dictionaries(FREE_TEXT | st.text(LETTERS, max_size=4), FREE_TEXT, max_size=5))
    def collect(texts: dict[str, str]) -> None:
        found.append(texts)

    collect()
    outputs = []
    for at, texts in enumerate(found):
        lines = aligned([(key(name), map_value(text)) for name, text in sorted(texts.items())])
        entries = "\n".join(f"  {line}" if line else "" for line in lines)
        outputs.append(f'output "o{at}" {{\n  value = {{\n{entries}\n  }}\n}}\n')
    (tmp_path / "main.tf").write_text("".join(outputs), "utf-8")
    terraform(tmp_path, "init")
    terraform(tmp_path, "apply", "-auto-approve")
    answers = json.loads(terraform(tmp_path, "output", "-json"))
    for at, texts in enumerate(found):
        assert answers[f"o{at}"]["value"] == normalized(texts)


def normalized(texts: dict[str, str]) -> dict[str, str]:
    """The texts in the form that Terraform's strings have."""
    from unicodedata import normalize

    return {normalize("NFC", name): normalize("NFC", text) for name, text in texts.items()}
