"""The page on watching has every verdict with its exit code."""

from __future__ import annotations

import re

from sm_tj_cli.cli.exit_codes import for_verdict
from sm_tj_cli.watch.verdict import Verdict
from tests.architecture.tree import ROOT


def test_every_verdict_stands_there_with_its_exit_code() -> None:
    page = (ROOT / "docs" / "watching.md").read_text()
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| (\d+) \|$", page, re.MULTILINE))
    assert rows == {verdict.value: str(for_verdict(verdict).value) for verdict in Verdict}
