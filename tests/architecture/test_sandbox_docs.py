"""docs/sandbox.md names every fault, setting, timeline and admin page of the sandbox."""

from __future__ import annotations

import json
import re
from dataclasses import fields

import pytest

from sm_tj_cli.sandbox.faults import Fault, Rule
from sm_tj_cli.sandbox.job import SCRIPT_VARIABLE
from sm_tj_cli.sandbox.lifecycle import TIMELINES
from sm_tj_cli.sandbox.scenario import read_scenario
from sm_tj_cli.sandbox.settings import Settings
from sm_tj_cli.sandbox.training_jobs import TIMELINE_VARIABLE
from tests.architecture.tree import ROOT

TEXT = (ROOT / "docs" / "sandbox.md").read_text("utf-8")
MEMBERS = [item.name for item in fields(Rule) if not item.name.startswith("_")]
SETTINGS = [item.name for item in fields(Settings)]
PAGES = ["faults", "settings", "clock", "requests", "check", "reset"]
VARIABLES = [TIMELINE_VARIABLE, SCRIPT_VARIABLE]
NAMES = {*map(str, Fault), *MEMBERS, *SETTINGS, *TIMELINES, *PAGES, *VARIABLES}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_page_names_it(name: str) -> None:
    assert re.search(rf"`{name}`", TEXT)


def test_its_example_is_a_scenario() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    assert read_scenario(json.loads(example)).rules
